"""A service is on target, behind, silent, too young to say, or over; and why."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import usage
from chiiki.errors import EngineError
from chiiki.periods import add_months
from chiiki.usage import MonthlyUse, State, Thresholds, UseTarget, assess, assess_use

APRIL = date(2026, 4, 1)
TARGET = UseTarget(uses_per_month=100, users=40, started_on=APRIL)


def _months(*uses, first=APRIL):
    """Reports of one month after the other; None is a month without a report."""
    return [
        MonthlyUse(month=add_months(first, number), uses=count)
        for number, count in enumerate(uses)
        if count is not None
    ]


def _code(found):
    (why,) = found.reasons
    return why.code


def test_the_case_of_the_board_of_audit_is_far_below():
    orders = UseTarget(uses_per_month=150, users=70, started_on=APRIL)

    found = assess_use(orders, _months(14, 14, 14), as_of=date(2026, 7, 1))

    assert found.state is State.FAR_BELOW
    assert found.ratio == Fraction(14, 150)
    assert found.reasons[0].values == {"percent": 9, "months": 3, "target": 150}


@pytest.mark.parametrize(
    ("uses", "state", "percent"),
    [
        ((100, 100, 100), State.ON_TARGET, 100),
        ((80, 80, 80), State.ON_TARGET, 80),
        ((80, 80, 79), State.BELOW, 79),
        ((50, 50, 50), State.BELOW, 50),
        ((50, 50, 49), State.FAR_BELOW, 49),
        ((0, 0, 240), State.ON_TARGET, 80),
        ((240, 0, 0), State.SILENT, None),
        ((300, 300, 300), State.ON_TARGET, 300),
    ],
)
def test_each_threshold_is_told_to_the_last_use(uses, state, percent):
    found = assess_use(TARGET, _months(*uses), as_of=date(2026, 7, 1))

    assert found.state is state
    assert found.reasons[0].values.get("percent") == percent


def test_only_the_last_three_reported_months_count():
    reports = _months(0, 0, 0, 100, 100, 100)

    found = assess_use(TARGET, reports, as_of=date(2026, 10, 1))

    assert (found.state, found.ratio) == (State.ON_TARGET, 1)


def test_a_gap_is_passed_over_and_shown_in_the_series():
    found = assess_use(TARGET, _months(100, None, 40, None, 40), as_of=date(2026, 9, 1))

    assert found.ratio == Fraction(180, 300)
    assert found.silent_months == 0
    assert [point.uses for point in found.series] == [100, None, 40, None, 40, None]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (APRIL, State.TOO_EARLY),
        (date(2026, 6, 30), State.TOO_EARLY),
        (date(2026, 7, 1), State.FAR_BELOW),
    ],
)
def test_the_first_three_months_are_too_early_to_judge(as_of, state):
    assert assess_use(TARGET, _months(1, 1, 1), as_of=as_of).state is state


def test_no_uses_in_the_first_months_are_too_early_to_judge_too():
    found = assess_use(TARGET, _months(0, 0), as_of=date(2026, 6, 10))

    assert (found.state, _code(found)) == (State.TOO_EARLY, "usage.too_early")


def test_a_service_that_starts_later_has_run_for_no_month():
    found = assess_use(TARGET, [], as_of=date(2026, 1, 5))

    assert found.state is State.TOO_EARLY
    assert found.reasons[0].values == {"months": 0}
    assert (found.series, found.expected_last_month, found.ratio) == ((), None, None)


@pytest.mark.parametrize(
    ("as_of", "silent", "due", "state"),
    [
        (date(2026, 8, 31), 0, date(2026, 6, 1), State.ON_TARGET),
        (date(2026, 9, 1), 1, date(2026, 7, 1), State.ON_TARGET),
        (date(2026, 9, 30), 1, date(2026, 7, 1), State.ON_TARGET),
        (date(2026, 10, 1), 2, date(2026, 8, 1), State.SILENT),
    ],
)
def test_a_report_is_late_from_the_second_month_after_on(as_of, silent, due, state):
    found = assess_use(TARGET, _months(100, 100, 100), as_of=as_of)

    assert (found.silent_months, found.expected_last_month) == (silent, due)
    assert found.state is state


def test_a_service_that_never_reported_is_silent_after_two_late_reports():
    assert assess_use(TARGET, [], as_of=date(2026, 6, 30)).state is State.TOO_EARLY

    found = assess_use(TARGET, [], as_of=date(2026, 7, 1))

    assert (found.state, _code(found)) == (State.SILENT, "usage.no_reports")
    assert found.latest is None


def test_a_service_that_reports_nobody_twice_is_silent():
    found = assess_use(TARGET, _months(100, 100, 0, 0), as_of=date(2026, 8, 5))

    assert (found.state, _code(found)) == (State.SILENT, "usage.no_uses")
    assert found.silent_months == 0


def test_two_months_without_uses_are_silence_however_few_are_averaged():
    one = Thresholds(
        far_below=Fraction(1, 2),
        below=Fraction(4, 5),
        months_averaged=1,
        months_until_silent=2,
        months_to_begin=3,
    )

    found = assess_use(
        TARGET, _months(100, 0, 0), as_of=date(2026, 7, 1), thresholds=one
    )

    assert _code(found) == "usage.no_uses"


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2026, 7, 30), State.ON_TARGET), (date(2026, 7, 31), State.ENDED)],
)
def test_a_service_has_ended_from_its_last_day_on(as_of, state):
    target = UseTarget(
        uses_per_month=100, users=None, started_on=APRIL, ended_on=date(2026, 7, 31)
    )

    assert assess_use(target, _months(90, 90, 90), as_of=as_of).state is state


def test_an_ended_service_is_expected_to_report_no_later_month():
    target = UseTarget(
        uses_per_month=100, users=None, started_on=APRIL, ended_on=date(2026, 7, 31)
    )

    found = assess_use(target, _months(90), as_of=date(2029, 1, 1))

    assert [point.month.month for point in found.series] == [4, 5, 6, 7]
    assert found.expected_last_month == date(2026, 7, 1)


HALF = UseTarget(uses_per_month=100, users=40, started_on=date(2026, 4, 16))
HALF_MONTHS = _months(30, 90, 90, 90, 10)
MIDDLE_OF_AUGUST = date(2026, 8, 4)


def test_half_a_month_is_not_judged():
    found = assess_use(HALF, HALF_MONTHS, as_of=MIDDLE_OF_AUGUST)

    assert (found.state, found.ratio) == (State.ON_TARGET, Fraction(9, 10))
    assert found.latest.month == date(2026, 8, 1)


def test_half_a_month_would_look_like_half_the_use(monkeypatch):
    monkeypatch.setattr(assess, "_is_whole", lambda *_: True)

    assert assess_use(HALF, HALF_MONTHS, as_of=MIDDLE_OF_AUGUST).state is State.BELOW


def test_a_month_that_has_not_come_or_came_before_the_start_is_left_out():
    reports = [MonthlyUse(month=date(2026, m, 1), uses=999) for m in (1, 3, 11, 12)]

    found = assess_use(TARGET, _months(90, 90, 90) + reports, as_of=date(2026, 7, 9))

    assert found.ratio == Fraction(9, 10)
    assert found.latest == MonthlyUse(month=date(2026, 6, 1), uses=90)


@pytest.mark.parametrize(
    ("target", "reports", "code"),
    [
        (0, [], "usage.no_target"),
        (-1, [], "usage.no_target"),
        (9, [(date(2026, 4, 1), 1), (date(2026, 4, 30), 1)], "usage.month_twice"),
        (9, [(date(2026, 4, 1), -1)], "usage.uses_below_zero"),
    ],
)
def test_it_refuses_misuse(target, reports, code):
    promised = UseTarget(uses_per_month=target, users=None, started_on=APRIL)
    rows = [MonthlyUse(month=month, uses=uses) for month, uses in reports]

    with pytest.raises(EngineError) as refused:
        assess_use(promised, rows, as_of=date(2026, 8, 1))

    assert refused.value.code == code


def test_without_the_guard_the_order_of_reports_would_decide(monkeypatch):
    monkeypatch.setattr(
        assess, "_by_month", lambda reports: {one.month: one.uses for one in reports}
    )
    rows = _months(90, 90, 90) + _months(0, 0, 0)

    states = {
        assess_use(TARGET, order, as_of=date(2026, 7, 1)).state
        for order in (rows, rows[::-1])
    }

    assert states == {State.SILENT, State.ON_TARGET}


DAYS = st.dates(date(2025, 11, 1), date(2027, 6, 30))
REPORTED = st.dictionaries(st.integers(-4, 20), st.integers(0, 250), max_size=20)


@given(REPORTED, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(reported, as_of, random):
    rows = [
        MonthlyUse(month=add_months(APRIL, n), uses=uses)
        for n, uses in reported.items()
    ]
    mixed = random.sample(rows, len(rows))

    assert assess_use(TARGET, rows, as_of=as_of) == assess_use(
        TARGET, mixed, as_of=as_of
    )


@given(st.lists(st.integers(0, 150), min_size=3, max_size=9), st.integers(1, 50))
def test_more_use_never_makes_a_state_worse(uses, more):
    order = [State.SILENT, State.FAR_BELOW, State.BELOW, State.ON_TARGET]
    as_of = add_months(APRIL, len(uses))

    before = assess_use(TARGET, _months(*uses), as_of=as_of)
    after = assess_use(TARGET, _months(*[one + more for one in uses]), as_of=as_of)

    assert order.index(after.state) >= order.index(before.state)


def test_the_published_thresholds_stand_in_order():
    limits = usage.published_thresholds()

    assert 0 < limits.far_below < limits.below <= 1
    assert (limits.far_below, limits.below) == (Fraction(1, 2), Fraction(4, 5))
    assert limits.months_averaged == 3
    assert limits.months_until_silent == 2
