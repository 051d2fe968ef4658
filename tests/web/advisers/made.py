"""Advisers for tests, entered into the register as the office does it."""

from __future__ import annotations

from itertools import count

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import actions
from chiiki_web.advisers.models import Adviser
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from web import make
from web.make import NOW

NAGANO, TOKYO = "200000", "130001"
NUMBERS = count(1)


def adviser(
    member: Membership | None = None,
    fields: tuple[str, ...] = ("welfare",),
    **values: object,
) -> Adviser:
    """An adviser for welfare in Nagano with ten days, unless said otherwise."""
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
    return actions.register_adviser(
        person.pk,
        fields=Field.objects.filter(pk__in=fields),
        by=None,
        at=NOW,
        **entry | values,
    )
