"""Every state against the same rules, written down a second time on numbers of months."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chiiki.periods import add_months
from chiiki.usage import MonthlyUse, State, Thresholds, UseTarget, assess_use

THRESHOLDS = st.builds(
    Thresholds,
    far_below=st.fractions(0, "1/2", max_denominator=10),
    below=st.fractions("1/2", 1, max_denominator=10),
    months_averaged=st.integers(1, 5),
    months_until_silent=st.integers(1, 4),
    months_to_begin=st.integers(0, 5),
    months_to_report=st.integers(0, 3),
)
DAYS = st.dates(date(2025, 11, 1), date(2027, 6, 30))
REPORTED = st.dictionaries(st.integers(-4, 20), st.integers(0, 25), max_size=20)


def _number(day):
    return day.year * 12 + day.month


def _by_hand(target, by_number, as_of, limits):
    if target.ended_on and target.ended_on <= as_of:
        return State.ENDED
    start, today = _number(target.started_on), _number(as_of)
    seen = range(start, today + 1)
    heard = max((month for month in seen if month in by_number), default=start - 1)
    late = today - limits.months_to_report - 1 - heard
    if late >= limits.months_until_silent:
        return State.SILENT
    first_whole = start if target.started_on.day == 1 else start + 1
    uses = [by_number[n] for n in range(first_whole, today) if n in by_number]
    if not uses or today - start < limits.months_to_begin:
        return State.TOO_EARLY
    if uses[-limits.months_until_silent :] == [0] * limits.months_until_silent:
        return State.SILENT
    return _level(uses[-limits.months_averaged :], target.uses_per_month, limits)


def _level(uses, promised, limits):
    if sum(uses) < limits.far_below * promised * len(uses):
        return State.FAR_BELOW
    if sum(uses) < limits.below * promised * len(uses):
        return State.BELOW
    return State.ON_TARGET


@given(st.integers(1, 20), DAYS, st.none() | DAYS, DAYS, REPORTED, THRESHOLDS)
def test_every_state_is_the_one_found_by_hand(
    promised, started, ended, as_of, reported, limits
):
    target = UseTarget(
        uses_per_month=promised, users=None, started_on=started, ended_on=ended
    )
    rows = [
        MonthlyUse(month=add_months(date(2026, 1, 1), n), uses=uses)
        for n, uses in reported.items()
    ]
    by_number = {_number(row.month): row.uses for row in rows}

    found = assess_use(target, rows, as_of=as_of, thresholds=limits)

    assert found.state is _by_hand(target, by_number, as_of, limits)
    assert len(found.reasons) == 1
