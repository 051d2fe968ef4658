"""What is counted, how, and from what."""

from datetime import date, timedelta

import pytest

from chiiki_web.regions.models import Municipality
from chiiki_web.statistics import queries
from chiiki_web.statistics.queries import Chosen
from chiiki_web.statistics.queries.places import today_of
from web import make
from web.advisers import made as advisers
from web.make import NOW
from web.placements import made as placements
from web.statistics import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.organisation()


@pytest.fixture
def person():
    return advisers.adviser()


def counted(**chosen):
    return queries.cases(Chosen(**chosen))


def test_requests_placements_days_and_cost_add_up(town, person):
    first = made.placed(town, person)
    made.fee(first)
    made.placed(town, person, days=1)
    made.request(town)
    sums = queries.numbers(counted())
    assert (sums.requests, sums.placed, sums.days) == (3, 2, 3)
    assert sums.cost == 45_000


def test_what_was_paid_and_what_was_used_come_before_what_was_planned(town, person):
    one = made.placed(town, person)
    paid = {"paid_half_days": 2, "paid_travel": 0, "paid_on": date(2026, 12, 20)}
    made.fee(one, **paid)
    made.reported(one, days=1, held_on=date(2026, 12, 10))
    sums = queries.numbers(counted())
    assert (sums.days, sums.cost) == (1, 20_000)


def test_money_that_was_given_back_costs_nothing(town, person):
    made.fee(made.placed(town, person), given_back_at=NOW)
    assert queries.numbers(counted()).cost is None


def test_each_member_of_a_team_counts_its_days(town, person):
    one = made.placed(town, person, team_size=2)
    made.asked(one, advisers.adviser(), "accepted")
    assert queries.numbers(counted()).days == 4


def test_an_acceptance_that_was_lifted_is_no_placement(town, person):
    made.asked(made.request(town, status="unplaced"), person, "lifted")
    assert queries.numbers(counted()).placed == 0


def test_waiting_is_the_median_and_the_ninth_of_ten(town, person):
    for after in (1, 2, 3, 4, 5, 6, 7, 8, 9, 60):
        made.placed(town, person, after)
    wait = queries.waiting(one.days_to_answer for one in counted())
    assert (wait.count, wait.median, wait.nine_tenths) == (10, 5.5, 9)


def test_a_team_is_answered_when_the_last_has_accepted(town, person):
    one = made.placed(town, person, after=2, team_size=2)
    made.asked(one, advisers.adviser(), "accepted", after=9)
    (case,) = counted()
    assert case.days_to_answer == 9


def test_without_a_confirmed_schedule_the_reported_day_is_the_visit(town, person):
    one = made.placed(town, person)
    made.reported(one, days=2, held_on=(NOW + timedelta(days=20)).date())
    (case,) = counted()
    assert case.days_to_visit == 20


def test_declined_is_a_share_of_those_who_have_ended(town, person):
    one = made.request(town)
    for answer in ("declined", "accepted", "no_answer", "declined", ""):
        made.asked(one, advisers.adviser(), answer, note="多忙")
    found = queries.answers(counted())
    assert found.asked == 5
    assert found.share("declined") == 50
    assert [row.answer_note for row in queries.grounds(counted())] == ["多忙", "多忙"]


def test_nobody_asked_has_no_share():
    assert queries.answers([]).share("declined") is None


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"year": 2026}, 2),
        ({"year": 2020}, 0),
        ({"kind": "manager"}, 0),
        ({"field": "education"}, 1),
        ({"prefecture": "200000"}, 2),
        ({"prefecture": "130001"}, 0),
        ({"part": "placed"}, 1),
        ({"part": "surveyed"}, 1),
        ({"survey": "runs"}, 1),
        ({"part": "nonsense"}, 2),
    ],
)
def test_cases_are_kept_by_what_is_chosen(town, person, chosen, count):
    made.surveyed(made.placed(town, person), "runs")
    made.request(town, field_id="education")
    assert len(counted(**chosen)) == count


def test_a_group_counts_what_its_rows_say(town, person):
    made.placed(town, person)
    made.request(town, field_id="education")
    found = counted()
    for name, sums in queries.count_by(found, lambda one: one.field).items():
        assert sums == queries.numbers(counted(field=name))


def test_load_names_the_busiest_and_who_was_never_asked(town, person):
    idle = [advisers.adviser() for _ in range(9)]
    made.placed(town, person, days=3)
    made.placed(town, idle[0], days=1)
    rows, share = queries.load_of(counted(year=2026), 2026)
    assert (rows[0].adviser, rows[0].days, rows[0].capacity) == (person.pk, 3, 10)
    assert (share.people, share.top, share.percent) == (10, 1, 75)
    assert set(queries.never_asked(rows)) == {one.pk for one in idle[1:]}


def test_outcomes_are_counted_from_answers(town, person):
    for state in ("runs", "runs", "stopped"):
        made.surveyed(made.placed(town, person), state)
    states, helped = queries.outcomes(counted())
    assert (states["runs"], states["stopped"], helped["very"]) == (2, 1, 3)


def test_a_code_that_ended_counts_to_what_it_became(town):
    old = Municipality.objects.filter(last_day=None).exclude(pk=make.MATSUMOTO).first()
    old.last_day, old.successor_id = date(2025, 3, 31), make.MATSUMOTO
    old.save()
    made.request(town, municipality_id=old.pk)
    found = queries.places(counted())
    assert found.merged == 1
    (asked,) = [one for one in found.places if one.requests]
    assert asked.code == make.MATSUMOTO
    assert old.pk not in {one.code for one in found.never}


def test_a_code_without_an_heir_is_said_to_be_lost(town):
    old = Municipality.objects.exclude(pk=make.MATSUMOTO).first()
    old.last_day = date(2025, 3, 31)
    old.save()
    made.request(town, municipality_id=old.pk)
    assert queries.places(counted()).lost == 1


def test_codes_that_lead_in_a_circle_end():
    assert today_of("a", {"a": "b", "b": "a"}) is None


def test_the_share_of_a_prefecture_counts_municipalities_once(town):
    for _ in range(3):
        made.request(town)
    shares = queries.places(counted()).share_by_prefecture()
    assert shares["200000"] == pytest.approx(100 / 77)
    assert shares["130001"] == 0


def test_placements_of_managers_are_counted():
    officer, office = make.member(), make.member("office")
    placement = placements.running(officer, office)
    placements.settle(placement, officer)
    found = queries.stays(None, date(2027, 1, 11))
    assert (found.total, found.late_logs, found.reached) == (1, 1, 1)
    assert queries.stays(2020, date(2027, 1, 11)).total == 0


def test_small_figures_are_hidden_and_cannot_be_worked_out():
    assert queries.hide({"a": 9, "b": 1, "c": 6}) == {"a": 9, "b": None, "c": None}
    assert queries.hide({"a": 9, "b": 0}) == {"a": 9, "b": 0}


def test_where_the_sum_of_what_is_hidden_is_small_one_more_is_hidden():
    counts = {"a": 9, "b": 1, "c": 1}
    assert queries.hide(counts) == {"a": None, "b": None, "c": None}


def test_control_with_one_hidden_the_sum_would_give_it_away():
    counts = {"a": 9, "b": 1, "c": 6}
    shown = [one for one in queries.hide(counts).values() if one is not None]
    left = [one for one in counts.values() if one >= queries.LEAST]
    assert sum(counts.values()) - sum(left) == 1
    assert sum(counts.values()) - sum(shown) != 1
