"""Say whether a service is used as promised, falls behind, or has fallen silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from chiiki.errors import EngineError
from chiiki.periods import add_months, months_between
from chiiki.reasons import Reason, reason
from chiiki.usage.model import (
    MonthlyUse,
    SeriesPoint,
    State,
    Thresholds,
    UseState,
    UseTarget,
)
from chiiki.usage.thresholds import published_thresholds


def assess_use(
    target: UseTarget,
    reports: Sequence[MonthlyUse],
    *,
    as_of: date,
    thresholds: Thresholds | None = None,
) -> UseState:
    """Hold the reported months against the target, as it stands on a day.

    The report for a month is due by the end of the next. Raises EngineError
    usage.no_target or usage.month_twice.

    >>> promised = UseTarget(uses_per_month=150, users=70, started_on=date(2026, 4, 1))
    >>> orders = [MonthlyUse(month=date(2026, m, 1), uses=14) for m in (4, 5, 6, 7)]
    >>> assess_use(promised, orders, as_of=date(2026, 8, 20)).state
    <State.FAR_BELOW: 'far_below'>
    """
    limits = thresholds or published_thresholds()
    if target.uses_per_month <= 0:
        raise EngineError("usage.no_target", found=target.uses_per_month)
    by_month = _by_month(reports)
    series = _series(target, by_month, as_of, limits)
    silent = _silent_months(series)
    averaged = [point.uses for point in series if point.uses is not None]
    averaged = averaged[-limits.months_averaged :]
    ratio = (
        Fraction(sum(averaged), len(averaged) * target.uses_per_month)
        if averaged
        else None
    )
    state, why = _judge(target, series, silent, averaged, ratio, as_of, limits)
    last = max(by_month, default=None)
    due = [point.month for point in series if point.is_due]
    return UseState(
        state=state,
        reasons=(why,),
        latest=MonthlyUse(month=last, uses=by_month[last]) if last else None,
        ratio=ratio,
        silent_months=silent,
        expected_last_month=due[-1] if due else None,
        series=series,
    )


def _judge(
    target: UseTarget,
    series: Sequence[SeriesPoint],
    silent: int,
    averaged: Sequence[int],
    ratio: Fraction | None,
    as_of: date,
    limits: Thresholds,
) -> tuple[State, Reason]:
    if target.ended_on and target.ended_on <= as_of:
        return State.ENDED, reason("usage.ended", on=target.ended_on)
    if silent >= limits.months_until_silent:
        return State.SILENT, reason("usage.no_reports", months=silent)
    last = averaged[-limits.months_until_silent :]
    if len(last) == limits.months_until_silent and not any(last):
        return State.SILENT, reason("usage.no_uses", months=len(last))
    begun = months_between(target.started_on, as_of)
    if ratio is None or begun < limits.months_to_begin:
        return State.TOO_EARLY, reason("usage.too_early", months=begun)
    said = {
        "percent": int(ratio * 100),
        "months": len(averaged),
        "target": target.uses_per_month,
    }
    if ratio < limits.far_below:
        return State.FAR_BELOW, reason("usage.far_below", **said)
    if ratio < limits.below:
        return State.BELOW, reason("usage.below", **said)
    return State.ON_TARGET, reason("usage.on_target", **said)


def _by_month(reports: Sequence[MonthlyUse]) -> dict[date, int]:
    found: dict[date, int] = {}
    for report in reports:
        month = report.month.replace(day=1)
        if month in found:
            raise EngineError("usage.month_twice", month=month)
        found[month] = report.uses
    return found


def _series(
    target: UseTarget, by_month: dict[date, int], as_of: date, limits: Thresholds
) -> tuple[SeriesPoint, ...]:
    """Every month from the first to the last that is begun, reported or not."""
    first = target.started_on.replace(day=1)
    end = min(as_of, target.ended_on) if target.ended_on else as_of
    count = max(months_between(first, end) + 1, 0)
    months = [add_months(first, number) for number in range(count)]
    return tuple(
        SeriesPoint(
            month=month,
            uses=by_month.get(month),
            is_due=add_months(month, 1 + limits.months_to_report) <= as_of,
        )
        for month in months
    )


def _silent_months(series: Sequence[SeriesPoint]) -> int:
    """How many months at the end are due and were not reported."""
    silent = 0
    for point in reversed(series):
        if point.uses is not None:
            break
        silent += point.is_due
    return silent
