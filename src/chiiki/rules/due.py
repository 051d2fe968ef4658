"""On which day a report of a scheme falls due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from chiiki.rules.clocks import Report


def due_on(report: Report, counted: date, *, year: int = 1) -> date | None:
    """Return the day on which a report is due, or ``None`` where no day is stated.

    ``counted`` is the day that ``report.counted_from`` names: for a yearly report the
    first one, and ``year`` says which of them.
    """
    start = _months_later(counted, 12 * (year - 1))
    days = []
    if report.within_days is not None:
        days.append(start + timedelta(days=report.within_days))
    if report.within_months is not None:
        days.append(_months_later(start, report.within_months))
    if report.latest is not None:
        days.append(report.latest.on_or_after(start))
    return min(days, default=None)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
