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

    The report for a month is due by the end of the next. Only whole months are judged:
    not the one in which the service started, unless on its first day, and not the one
    that is still running. Raises EngineError usage.no_target, usage.month_twice or
    usage.uses_below_zero.

    >>> promised = UseTarget(uses_per_month=150, users=70, started_on=date(2026, 4, 1))
    >>> orders = [MonthlyUse(month=date(2026, m, 1), uses=14) for m in (4, 5, 6, 7)]
    >>> assess_use(promised, orders, as_of=date(2026, 8, 20)).state
    <State.FAR_BELOW: 'far_below'>
    """
    limits = thresholds or published_thresholds()
    if target.uses_per_month <= 0:
        raise EngineError("usage.no_target", found=target.uses_per_month)
    series = _series(target, _by_month(reports), as_of, limits)
    reported = [
        MonthlyUse(month=point.month, uses=point.uses)
        for point in series
        if point.uses is not None
    ]
    judged = [one.uses for one in reported if _is_whole(one.month, target, as_of)]
    averaged = judged[-limits.months_averaged :]
    promised = len(averaged) * target.uses_per_month
    ratio = Fraction(sum(averaged), promised) if averaged else None
    silent = _silent_months(series)
    state, why = _state_without_level(target, judged, silent, as_of, limits) or (
        _level(target, len(averaged), ratio or Fraction(0), limits)
    )
    return UseState(
        state=state,
        reasons=(why,),
        latest=reported[-1] if reported else None,
        ratio=ratio,
        silent_months=silent,
        expected_last_month=max(
            (one.month for one in series if one.is_due), default=None
        ),
        series=series,
    )


def _state_without_level(
    target: UseTarget,
    judged: Sequence[int],
    silent: int,
    as_of: date,
    limits: Thresholds,
) -> tuple[State, Reason] | None:
    """What can be said without weighing the uses; None where they are to be weighed."""
    if target.ended_on and target.ended_on <= as_of:
        return State.ENDED, reason("usage.ended", on=target.ended_on)
    if silent >= limits.months_until_silent:
        return State.SILENT, reason("usage.no_reports", months=silent)
    begun = max(months_between(target.started_on, as_of), 0)
    if not judged or begun < limits.months_to_begin:
        return State.TOO_EARLY, reason("usage.too_early", months=begun)
    last = judged[-limits.months_until_silent :]
    if len(last) == limits.months_until_silent and not any(last):
        return State.SILENT, reason("usage.no_uses", months=len(last))
    return None


def _level(
    target: UseTarget, months: int, ratio: Fraction, limits: Thresholds
) -> tuple[State, Reason]:
    said = {
        "percent": int(ratio * 100),
        "months": months,
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
        if report.uses < 0:
            raise EngineError("usage.uses_below_zero", month=month, found=report.uses)
        found[month] = report.uses
    return found


def _series(
    target: UseTarget, by_month: dict[date, int], as_of: date, limits: Thresholds
) -> tuple[SeriesPoint, ...]:
    """Every month from the first to the last that is begun, reported or not."""
    first = target.started_on.replace(day=1)
    end = min(as_of, target.ended_on or as_of)
    months = [add_months(first, n) for n in range(months_between(first, end) + 1)]
    return tuple(
        SeriesPoint(
            month=month,
            uses=by_month.get(month),
            is_due=add_months(month, 1 + limits.months_to_report) <= as_of,
        )
        for month in months
    )


def _is_whole(month: date, target: UseTarget, as_of: date) -> bool:
    """Whether the service ran on every day of the month, and the month is over."""
    return target.started_on <= month and add_months(month, 1) <= as_of


def _silent_months(series: Sequence[SeriesPoint]) -> int:
    """How many months at the end are due and were not reported."""
    silent = 0
    for point in reversed(series):
        if point.uses is not None:
            break
        silent += point.is_due
    return silent
