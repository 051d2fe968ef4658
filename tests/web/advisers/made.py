"""Advisers for tests, entered into the register as the office does it."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from chiiki.periods import fiscal_year
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Adviser, Commission, Statement
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from web import make
from web.make import NOW

NAGANO, TOKYO = "200000", "130001"
NUMBERS = count(1)
OFFERED = {
    "affiliation_kind": ["npo"],
    "affiliation": ["見本会"],
    "prefecture": [NAGANO],
    "speciality_ja": ["見守り"],
    "fields_known": ["welfare"],
    "sides": ["use"],
    "languages": ["ja", "en"],
    "capacity_days": ["８日"],
    "is_published": ["on"],
}


def adviser(
    member: Membership | None = None,
    fields: tuple[str, ...] = ("welfare",),
    commissioned: bool = True,
    **values: object,
) -> Adviser:
    """An adviser for welfare in Nagano with ten days, commissioned this year, unless said otherwise."""
    person = member or make.member("adviser")
    if member is None:
        person.user.name = f"見本 助言{next(NUMBERS)}"
        person.user.save()
    entry = {
        "affiliation_kind": "education",
        "affiliation": "見本大学",
        "speciality_ja": "見守りのICT",
        "sides": ["use"],
        "prefecture": Prefecture.objects.get(pk=NAGANO),
        "capacity_days": 10,
    }
    made = actions.register_adviser(
        person.pk,
        fields=Field.objects.filter(pk__in=fields),
        by=None,
        at=NOW,
        **entry | values,
    )
    if commissioned and made.is_active and made.capacity_days:
        for year in {fiscal_year(day.date()) for day in (NOW, timezone.localtime())}:
            commission(made, year)
    return made


def commission(adviser: Adviser, year: int, **values: object) -> Commission:
    """A commission for a fiscal year, decided on its first day."""
    said = {"capacity_days": adviser.capacity_days, "rate_class": "standard"} | values
    return actions.commission_adviser(
        adviser.pk,
        fiscal_year=year,
        by=None,
        at=datetime(year, 4, 1, 9, tzinfo=ZoneInfo("Asia/Tokyo")),
        **said,
    )


def statement(member: Membership, **typed: list[str]) -> Statement:
    """What an adviser begins to state: their entry as it stands, and what is typed."""
    entry = queries.any_entry_of(member)
    shown = forms.typed_as_shown(queries.said_of(entry)) if entry else {}
    return actions.start_statement(typed=shown | typed, by=member, at=NOW)


def sent(member: Membership, **typed: list[str]) -> Statement:
    """The same, sent to the office."""
    held = statement(member, **typed)
    form = forms.EntryForm(forms.as_query(held.typed))
    assert form.is_valid(), form.errors
    return actions.send_statement(held.pk, values=form.values(), by=member, at=NOW)


def offer(member: Membership, **typed: list[str]) -> Statement:
    """What somebody who is not in the register sends to become an adviser."""
    return sent(member, **(OFFERED | typed))
