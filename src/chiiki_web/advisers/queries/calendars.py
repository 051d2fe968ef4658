"""When advisers can come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from chiiki import periods
from chiiki_web.advisers.models import Unavailable

SATURDAY = 5
Span = tuple[date, date]


def months_free(
    adviser_ids: Collection[int], fiscal_year: int
) -> dict[int, frozenset[str]]:
    """Adviser id → months ``YYYY-MM`` of the year with a weekday on which they can come."""
    year = periods.fiscal_year_period(fiscal_year)
    away: dict[int, list[Span]] = defaultdict(list)
    rows = Unavailable.objects.filter(
        adviser__in=adviser_ids, first_day__lt=year.end, last_day__gte=year.start
    )
    for adviser, first, last in rows.values_list("adviser", "first_day", "last_day"):
        away[adviser].append((first, last))
    months = [periods.add_months(year.start, number) for number in range(12)]
    return {
        pk: frozenset(
            f"{month:%Y-%m}" for month in months if _has_free_weekday(month, away[pk])
        )
        for pk in adviser_ids
    }


def _has_free_weekday(month: date, away: Iterable[Span]) -> bool:
    spans = list(away)
    days = (periods.add_months(month, 1) - month).days
    return any(
        day.weekday() < SATURDAY and not any(a <= day <= b for a, b in spans)
        for day in (month + timedelta(number) for number in range(days))
    )
