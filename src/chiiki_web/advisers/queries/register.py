"""Find advisers: by field, by side, by words; who is not in the register yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser

MOST_WORDS = 10
WRITTEN = (
    "speciality_ja",
    "speciality_en",
    "profile_ja",
    "profile_en",
    "capacity_days",
    "affiliation",
    "affiliation_kind",
    "sides",
    "is_manager",
    "is_active",
)
SEARCHED = (
    "membership__user__name",
    "affiliation",
    "speciality_ja",
    "speciality_en",
    "profile_ja",
    "profile_en",
)


def entries() -> QuerySet[Adviser]:
    """Every entry, by name, with what a list shows of it."""
    return Adviser.objects.select_related(
        "membership__user", "prefecture"
    ).prefetch_related("fields")


def active() -> QuerySet[Adviser]:
    """Advisers who can be asked."""
    return entries().filter(is_active=True)


def matching(*, field: str = "", side: str = "", text: str = "") -> QuerySet[Adviser]:
    """Advisers in a field, on a side, and with every one of the words."""
    rows = active()
    if field:
        rows = rows.filter(fields=field)
    if side:
        rows = rows.filter(sides__icontains=f'"{side}"')
    for word in text.split()[:MOST_WORDS]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


def knowing(field: str, prefecture_region: str = "") -> list[Adviser]:
    """Up to five advisers for a field, those of the same region first."""
    rows = active().filter(fields=field)
    return sorted(
        rows, key=lambda one: (one.prefecture.region != prefecture_region, one.pk)
    )[:5]


def entry_of(member: Membership) -> Adviser | None:
    return active().filter(membership=member).first()


def without_entry() -> QuerySet[Membership]:
    """People in the role of adviser who are not in the register yet."""
    return accounts.holders("adviser").filter(adviser__isnull=True)


def said_of(adviser: Adviser) -> dict[str, Any]:
    """What an entry says, by the names that the actions know."""
    said = {name: getattr(adviser, name) for name in WRITTEN}
    return said | {
        "prefecture": adviser.prefecture_id,
        "fields": [one.pk for one in adviser.fields.all()],
        "employers": [one.pk for one in adviser.employers.all()],
    }
