"""An adviser marks days on which they cannot come; spans grow together and never meet."""

from datetime import date, timedelta

import pytest

from chiiki_web import stale
from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.models import Unavailable
from chiiki_web.advisers.queries import beside
from chiiki_web.audit import queries as audit
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def adviser():
    return made.adviser()


def day(number, month=12, year=2026):
    return date(year, month, number)


def mark(adviser, first, last, **more):
    values = {"by": adviser.membership, "at": NOW} | more
    return actions.mark_span(adviser.pk, first_day=first, last_day=last, **values)


def month(adviser, *days, **more):
    values = {"by": adviser.membership, "at": NOW} | more
    return actions.mark_month(adviser.pk, month=DECEMBER, away=days, **values)


def spans(adviser):
    rows = Unavailable.objects.filter(adviser=adviser)
    return [(one.first_day, one.last_day) for one in rows]


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotMark) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_days_side_by_side_become_one_span(adviser):
    month(adviser, day(3), day(4), day(7))
    assert spans(adviser) == [(day(3), day(4)), (day(7), day(7))]
    mark(adviser, day(5), day(6))
    assert spans(adviser) == [(day(3), day(7))]


def test_a_day_taken_out_of_the_middle_leaves_two_spans(adviser):
    mark(adviser, day(1), day(10))
    mark(adviser, day(5), day(5), is_away=False)
    assert spans(adviser) == [(day(1), day(4)), (day(6), day(10))]


def test_a_span_over_a_month_s_end_is_one(adviser):
    mark(adviser, day(28), day(3, 1, 2027))
    month(adviser, day(28), day(29), day(30), day(31))
    assert spans(adviser) == [(day(28), day(3, 1, 2027))]
    month(adviser)
    assert spans(adviser) == [(day(1, 1, 2027), day(3, 1, 2027))]


def test_the_history_says_which_days_and_the_same_again_says_nothing(adviser):
    for _ in range(2):
        mark(adviser, day(3), day(5))
    event = audit.history_of(adviser).last()
    assert event.name == "adviser.calendar_changed"
    assert event.details["away"] == ["2026-12-03/2026-12-05"]
    names = [one.name for one in audit.history_of(adviser)]
    assert names.count("adviser.calendar_changed") == 1


def test_two_windows_keep_what_each_has_marked(adviser):
    seen = stale.stamp(actions.as_marked(DECEMBER, []))
    month(adviser, day(3), seen=seen)
    month(adviser, day(9), seen=seen)
    assert spans(adviser) == [(day(3), day(3)), (day(9), day(9))]


def test_control_without_the_stamp_the_second_window_undoes_the_first(adviser):
    month(adviser, day(3))
    month(adviser, day(9))
    assert spans(adviser) == [(day(9), day(9))]


def test_days_that_are_past_stay_as_they_were(adviser):
    past = TODAY - timedelta(2)
    Unavailable.objects.create(adviser=adviser, first_day=past, last_day=past)
    november = date(2026, 11, 1)
    actions.mark_month(
        adviser.pk,
        month=november,
        away=[date(2026, 11, 2), date(2026, 11, 25)],
        by=adviser.membership,
        at=NOW,
    )
    assert spans(adviser) == [(past, past), (date(2026, 11, 25),) * 2]


def test_what_no_calendar_holds_is_refused(adviser):
    assert refused(mark, adviser, day(5), day(3)) == ["advisers.span_not_in_order"]
    yesterday = TODAY - timedelta(1)
    codes = refused(mark, adviser, yesterday, TODAY)
    assert codes == ["advisers.day_in_the_past"]
    codes = refused(mark, adviser, TODAY, date(2028, 4, 1))
    assert codes == ["advisers.calendar_out_of_reach"]
    mark(adviser, date(2028, 3, 31), date(2028, 3, 31))


def test_nobody_marks_another_s_calendar(adviser):
    for role in ("adviser", "office", "officer"):
        stranger = make.member(role)
        codes = refused(mark, adviser, day(3), day(3), by=stranger)
        assert codes == ["advisers.not_yours"]


def test_a_month_is_laid_out_in_whole_weeks_with_what_is_promised(adviser, monkeypatch):
    def promised(one, first, last):
        assert one == adviser
        return [beside.Promised(day(8), "見本町")]

    monkeypatch.setattr(beside, "PROMISED", [promised])
    mark(adviser, day(3), day(3))
    shown = queries.month_of(adviser, DECEMBER, TODAY)
    assert all(len(week) == 7 for week in shown.weeks)
    assert shown.weeks[0][0].on.strftime("%a") == "Sun"
    assert [one.on for one in shown.days if one.is_away] == [day(3)]
    assert [one.on for one in shown.days if one.promised] == [day(8)]
    assert len(shown.days) == 31


def test_the_calendar_ends_where_nothing_can_be_marked(adviser):
    first = queries.month_of(adviser, date(2026, 4, 1), TODAY)
    last = queries.month_of(adviser, date(2028, 3, 1), TODAY)
    assert (first.before, last.after) == (None, None)
    assert first.after == date(2026, 5, 1)
