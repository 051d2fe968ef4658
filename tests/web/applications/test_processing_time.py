"""The standard processing time: who sets it, which days count, what is late."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import ProcessingTime
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.fixture
def who():
    return made.people()


def set_time(who, days=30, counted_from="receipt", by=None):
    return actions.set_processing_time(
        who.call.pk, days=days, counted_from=counted_from, by=by or who.office, at=NOW
    )


def give_back(application, who, at):
    actions.return_application(
        application.pk,
        note="直してください。",
        correct_by=at + 20 * DAY,
        form_key=uuid4(),
        by=who.office,
        at=at,
    )


def test_without_one_of_its_own_a_call_has_that_of_its_scheme(who):
    standard = queries.standard_of(who.call)
    assert (standard.days, standard.counted_from) == (53, "closing")
    assert standard.is_assumed
    application = made.received(who)
    assert application.counts_from == date(2026, 12, 7)  # the call closes that day
    assert application.decide_by == date(2026, 12, 7) + 53 * DAY


def test_the_office_sets_it_until_the_first_application_comes(who):
    set_time(who, 45)
    set_time(who, 30)
    assert queries.standard_of(who.call).is_own
    application = made.received(who)
    assert (application.counts_from, application.decide_by) == (TODAY, TODAY + 30 * DAY)
    assert set_time(who, 30) == ProcessingTime.objects.get()
    with pytest.raises(actions.CannotSetTime) as caught:
        set_time(who, 31)
    assert made.codes(caught) == ["applications.time_is_public"]


@pytest.mark.parametrize(
    ("days", "counted"), [(0, "receipt"), (1000, "receipt"), (5, "x")]
)
def test_days_that_are_none_are_refused(who, days, counted):
    with pytest.raises(actions.CannotSetTime) as caught:
        set_time(who, days, counted)
    assert made.codes(caught) == ["applications.days_out_of_range"]


def test_only_the_office_of_the_call_sets_it(who):
    for by in (who.officer, make.member("office")):
        with pytest.raises(actions.CannotSetTime) as caught:
            set_time(who, by=by)
        assert made.codes(caught) == ["applications.office_only"]


def test_days_with_the_applicant_do_not_count(who):
    set_time(who)
    application = made.received(who)
    give_back(application, who, NOW + 10 * DAY)
    away = made.fresh(application)
    assert queries.used_days(away, NOW + 25 * DAY) == 10
    assert not queries.is_late(away, NOW + 99 * DAY)
    made.submit(away, who, at=NOW + 17 * DAY)
    back = made.fresh(application)
    assert (back.days_away, back.decide_by) == (7, TODAY + 37 * DAY)
    assert queries.days_of(back) == 30
    assert queries.used_days(back, NOW + 20 * DAY) == 13
    assert not queries.is_late(back, NOW + 37 * DAY)
    assert queries.is_late(back, NOW + 38 * DAY)


def test_days_away_before_it_counts_are_not_taken_off(who):
    set_time(who, counted_from="closing")
    application = made.received(who)
    give_back(application, who, NOW + DAY)
    made.submit(made.fresh(application), who, at=NOW + 16 * DAY)  # two past the close
    back = made.fresh(application)
    assert back.days_away == 2
    assert queries.used_days(back, NOW + 3 * DAY) == 0


def test_another_day_for_a_correction_stops_the_clock_since_the_first_return(who):
    set_time(who)
    application = made.received(who)
    give_back(application, who, NOW + DAY)
    give_back(application, who, NOW + 30 * DAY)
    made.submit(made.fresh(application), who, at=NOW + 31 * DAY)
    assert made.fresh(application).days_away == 30


def test_a_decision_ends_it(who):
    set_time(who)
    application = made.received(who)
    assert queries.used_days(application, NOW + 99 * DAY, NOW + 12 * DAY) == 12
    assert not queries.is_late(application, NOW + 99 * DAY, NOW + 30 * DAY)
    assert queries.is_late(application, NOW + 99 * DAY, NOW + 31 * DAY)
    actions.reject_application(
        application.pk, ground="見本", by=who.office, at=NOW + 5 * DAY
    )
    assert queries.used_days(made.fresh(application), NOW + 99 * DAY) == 5
