"""A commission as the plain texts of its letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone, translation

from chiiki import periods
from chiiki_web.accounts import queries as accounts
from chiiki_web.advisers.models import Commission
from chiiki_web.schemes.models import Programme
from chiiki_web.wording.advisers import RATE_CLASSES

PROGRAMME = "adviser_dispatch"


def letter_data(held: Commission) -> dict[str, Any]:
    """What the letter says, in Japanese; it begins on the day of the decision."""
    member = held.adviser.membership
    year = periods.fiscal_year_period(held.fiscal_year)
    decided = timezone.localdate(held.decided_at)
    office = accounts.holders("office").first()
    body = office.organisation if office else None
    with translation.override("ja"):
        rate = str(RATE_CLASSES.get(held.rate_class, held.rate_class))
    return {
        "number": held.number,
        "name": member.user.name,
        "affiliation": held.adviser.affiliation,
        "programme": Programme.objects.get(pk=PROGRAMME).name_ja,
        "fiscal_year": periods.format_fiscal_year(held.fiscal_year, "ja"),
        "first_day": _day(max(year.start, decided)),
        "last_day": _day(year.end - timedelta(1)),
        "days": held.capacity_days,
        "rate_class": rate,
        "date": _day(decided),
        "sender": body.name_ja if body else "事務局",
        "sender_title": (body.head_title if body else "") or "代表者",
        "is_sample": member.organisation.is_sample,
    }


def _day(day: date) -> str:
    return periods.format_date(day, "ja")
