"""When advisers can come: month by month for a person, by free months for the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chiiki import periods
from chiiki_web.advisers.models import Adviser, Unavailable
from chiiki_web.advisers.queries import beside

SATURDAY, WEEK = 5, 7
YEARS_AHEAD = 1
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar. Outside its month it is only there to fill the week."""

    on: date
    is_in_month: bool
    is_away: bool
    is_past: bool
    promised: tuple[beside.Promised, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month in weeks from Sunday to Saturday, with the first days of its neighbours."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    before: date | None
    after: date | None

    @property
    def days(self) -> list[Day]:
        return [one for week in self.weeks for one in week if one.is_in_month]


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


def month_of(adviser: Adviser, first: date, today: date) -> Month:
    """The calendar of one month, with what is promised in it."""
    last = periods.add_months(first, 1) - timedelta(1)
    away = days_away(adviser, first, last)
    promised: dict[date, list[beside.Promised]] = defaultdict(list)
    for one in beside.promised(adviser, first, last):
        promised[one.day].append(one)
    start = first - timedelta((first.weekday() + 1) % WEEK)
    end = last + timedelta(WEEK - 1 - (last.weekday() + 1) % WEEK)
    days = [
        Day(on, first <= on <= last, on in away, on < today, tuple(promised[on]))
        for on in _between(start, end)
    ]
    earliest, latest = reach(today)
    before, after = periods.add_months(first, -1), periods.add_months(first, 1)
    return Month(
        first,
        tuple(tuple(days[at : at + WEEK]) for at in range(0, len(days), WEEK)),
        before if before >= earliest else None,
        after if after <= latest else None,
    )


def reach(today: date) -> Span:
    """The first days of the first and the last month that a calendar holds."""
    year = periods.fiscal_year(today)
    end = periods.fiscal_year_period(year + YEARS_AHEAD).end
    return periods.fiscal_year_period(year).start, periods.add_months(end, -1)


def days_away(adviser: Adviser, first: date, last: date) -> set[date]:
    """Days between two days, both included, on which an adviser cannot come."""
    rows = Unavailable.objects.filter(
        adviser=adviser, first_day__lte=last, last_day__gte=first
    )
    return {
        day
        for one in rows
        for day in _between(max(one.first_day, first), min(one.last_day, last))
    }


def spans_ahead(adviser: Adviser, today: date) -> list[Unavailable]:
    """Absences that are not over yet, the next first."""
    return list(adviser.unavailable.filter(last_day__gte=today))


def runs(days: Iterable[date]) -> list[Span]:
    """Days as spans without a gap."""
    found: list[Span] = []
    for day in sorted(days):
        if found and day - found[-1][1] == timedelta(1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _has_free_weekday(month: date, away: Iterable[Span]) -> bool:
    spans = list(away)
    return any(
        day.weekday() < SATURDAY and not any(a <= day <= b for a, b in spans)
        for day in _between(month, periods.add_months(month, 1) - timedelta(1))
    )
