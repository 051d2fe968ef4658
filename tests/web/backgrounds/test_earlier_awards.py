"""What the rules are told of earlier awards: known here, stated, or not known yet."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.backgrounds import actions
from chiiki_web.backgrounds.models import AwardStatement
from chiiki_web.plans import queries as plans
from web import make
from web.backgrounds import made
from web.make import NOW

pytestmark = pytest.mark.django_db
HAD, YEARS = "award.had_before", "award.years_since_last"


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def call():
    return made.excluding(make.member("office"), made.NOT_AGAIN)


@pytest.fixture
def before():
    return make.call(
        opens_at=NOW - timedelta(days=900), closes_at=NOW - timedelta(days=800)
    )


def test_an_award_that_was_decided_here_is_known(officer, call, before):
    made.awarded(officer, before)
    assert made.known(make.plan(officer), call) == {HAD: True, YEARS: 2}


def test_an_award_of_somebody_else_in_the_same_call_is_not_counted(
    officer, call, before
):
    made.awarded(make.member(), before)
    assert made.known(make.plan(officer), call) == {}


def test_an_award_of_another_programme_is_not_counted(officer, call):
    made.awarded(officer, make.call(programme="furusato_genki"))
    assert made.known(make.plan(officer), call) == {}


@pytest.mark.parametrize("status", ["declined", "cancelled", "candidate"])
def test_an_award_that_does_not_stand_is_not_counted(officer, call, before, status):
    made.awarded(officer, before, status=status)
    assert made.known(make.plan(officer), call) == {}


def test_an_award_of_the_same_call_is_no_earlier_one(officer, call):
    made.awarded(officer, call, decided_at=NOW)
    assert made.known(make.plan(officer), call) == {}


def test_an_award_of_after_the_call_closed_changes_no_answer(officer, call, before):
    made.awarded(officer, before, decided_at=call.closes_at + timedelta(days=1))
    assert made.known(make.plan(officer), call) == {}


@pytest.mark.parametrize(
    ("closes_on", "years"), [(date(2026, 11, 30), 1), (date(2026, 12, 1), 2)]
)
def test_years_are_full_years_to_the_day_on_which_the_call_closes(
    officer, before, closes_on, years
):
    closes_at = datetime(*closes_on.timetuple()[:3], 14, tzinfo=ZoneInfo("Asia/Tokyo"))
    call = made.excluding(make.member("office"), made.NOT_AGAIN, closes_at=closes_at)
    late = datetime(2024, 12, 1, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    made.awarded(officer, before, decided_at=late)
    assert made.known(make.plan(officer), call)[YEARS] == years


def test_of_years_before_this_site_nothing_is_guessed(officer, call):
    assert made.known(make.plan(officer), call) == {}


def test_who_states_that_there_was_none_is_known_to_have_had_none(officer, call):
    made.state(officer)
    assert made.known(make.plan(officer), call) == {HAD: False}


def test_a_stated_award_counts_and_is_marked_as_stated(officer, call):
    made.state(officer, decided_on=date(2020, 5, 1))
    plan = make.plan(officer)
    assert made.known(plan, call) == {HAD: True, YEARS: 6}
    assert plans.check(made.fresh(plan), call).stated == {HAD, YEARS}


def test_what_this_site_knows_is_not_marked_as_stated(officer, call, before):
    made.awarded(officer, before)
    made.state(officer, decided_on=date(2010, 5, 1))
    plan = make.plan(officer)
    assert made.known(plan, call)[YEARS] == 2
    assert plans.check(made.fresh(plan), call).stated == frozenset()


def test_a_later_statement_takes_the_place_of_an_earlier_one_which_stays(officer, call):
    made.state(officer)
    made.state(officer, decided_on=date(2025, 5, 1))
    assert made.known(make.plan(officer), call) == {HAD: True, YEARS: 1}
    assert AwardStatement.objects.count() == 2


def test_a_statement_of_a_stranger_does_not_count(officer, call):
    made.state(make.member(), of=officer.organisation)
    assert made.known(make.plan(officer), call) == {}


def together(officer, *, as_consortium):
    plan = make.plan(officer, as_consortium=as_consortium)
    partner = make.partner(plan)
    return made.fresh(plan), partner


def test_partners_count_where_they_apply_together(officer, call, before):
    plan, partner = together(officer, as_consortium=True)
    made.awarded(partner, before)
    assert made.known(plan, call) == {HAD: True, YEARS: 2}


def test_partners_do_not_count_where_one_organisation_applies(officer, call, before):
    plan, partner = together(officer, as_consortium=False)
    made.awarded(partner, before)
    assert made.known(plan, call) == {}


def test_partners_count_where_the_rule_says_so(officer, before):
    rule = made.NOT_AGAIN | {"of_partners": True}
    call = made.excluding(make.member("office"), rule)
    plan, partner = together(officer, as_consortium=False)
    made.awarded(partner, before)
    assert made.known(plan, call) == {HAD: True, YEARS: 2}


def test_while_a_partner_has_said_nothing_that_there_was_none_is_not_known(
    officer, call
):
    plan, partner = together(officer, as_consortium=True)
    made.state(officer)
    assert made.known(plan, call) == {}
    made.state(partner)
    assert made.known(plan, call) == {HAD: False}


def test_while_a_partner_has_said_nothing_a_stated_day_may_not_be_the_last(
    officer, call
):
    plan, _partner = together(officer, as_consortium=True)
    made.state(officer, decided_on=date(2012, 5, 1))
    assert made.known(plan, call) == {HAD: True}


def test_the_lead_can_state_for_its_partner(officer, call):
    plan, partner = together(officer, as_consortium=True)
    made.state(officer)
    made.state(officer, of=partner.organisation)
    assert made.known(plan, call) == {HAD: False}


def test_the_same_statement_twice_is_one_with_one_event(officer):
    first, second = made.state(officer), made.state(officer)
    assert first == second
    events = audit.history_of(first)
    assert [one.name for one in events] == ["award_statement.made"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"decided_on": date(2026, 11, 24)}, "backgrounds.day_to_come"),
        ({"source": "  "}, "backgrounds.source_missing"),
    ],
)
def test_what_cannot_be_stated_is_refused(officer, more, code):
    with pytest.raises(actions.CannotState) as refused:
        made.state(officer, **more)
    assert [one.code for one in refused.value.reasons] == [code]
    assert not AwardStatement.objects.exists()


def test_only_officers_state():
    with pytest.raises(actions.CannotState):
        made.state(make.member("office"))


@pytest.mark.parametrize(
    "wrong", [{"had_award": True}, {"source": ""}, {"decided_on": date(2020, 1, 1)}]
)
def test_the_database_refuses_half_a_statement(officer, wrong):
    row = {"had_award": False, "decided_on": None, "source": "見本", "stated_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardStatement.objects.create(
            organisation=officer.organisation,
            programme_id="kizuna",
            stated_by=officer,
            **(row | wrong),
        )
