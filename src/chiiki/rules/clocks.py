"""Days, years and reports of a scheme: what falls due, what runs, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from chiiki.money import Yen
from chiiki.rules.ground import Ground


class CountedFrom(StrEnum):
    """The day from which a clock runs."""

    COMPLETION = "completion"
    FISCAL_YEAR_END = "fiscal_year_end"
    SETTLEMENT = "settlement"
    NOTICE = "notice"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as the end of the fiscal year.

    >>> MonthDay(3, 31).on_or_after(date(2010, 12, 27))
    datetime.date(2011, 3, 31)
    """

    month: int
    day: int

    def on_or_after(self, day: date) -> date:
        this_year = date(day.year, self.month, self.day)
        return (
            this_year if this_year >= day else date(day.year + 1, self.month, self.day)
        )


class ReportKind(StrEnum):
    """実績報告, 遂行状況報告, 運用状況報告, 消費税仕入控除税額報告, 収益状況報告, 活用報告, 事後調査."""

    PERFORMANCE = "performance"
    PROGRESS = "progress"
    OPERATION = "operation"
    TAX_RETURN = "tax_return"
    PROFIT = "profit"
    USE = "use"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosing:
    closes_on: date
    closes_at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Several closings a year; ``stop_when_used``: none follows once the budget is used."""

    per_year: int | None
    stop_when_used: bool
    published: tuple[RoundClosing, ...]
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that falls due, once or for ``years`` years, even if there is nothing to say.

    Due ``within_days`` or ``within_months`` of the counted day, or on the next ``latest``,
    whichever is first; none of the three: no day was stated.
    """

    kind: ReportKind
    counted_from: CountedFrom
    within_days: int | None
    within_months: int | None
    latest: MonthDay | None
    years: int
    even_if_nil: bool
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """So many years, counted from a day: keeping records, following up."""

    years: int
    counted_from: CountedFrom
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Disposal is restricted for things of this unit price or more, over their useful life.

    After ``report_suffices_after_years`` a local body's report counts as approval.
    """

    threshold_yen: Yen
    report_suffices_after_years: int | None
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """By when the project is complete, and by when it is paid."""

    complete_by: MonthDay
    pay_by: MonthDay | None
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """So many days, such as the standard processing period or the days for withdrawal."""

    days: int
    ground: Ground
