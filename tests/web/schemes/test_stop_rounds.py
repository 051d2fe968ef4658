"""A round stops with the last yen or by its office; only the office opens it again."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.models import Message
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Round
from web import make
from web.make import NOW
from web.schemes.made import (
    GROUND,
    begun,
    codes,
    day,
    fresh,
    refused,
    rounds,
    states,
    version_with_rounds,
    wanted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    made = make.call(office)
    make.fund(made)
    return made


def test_the_office_stops_a_round_and_opens_it_again_with_a_ground(call, office):
    (one,) = rounds(call, office, (-7, 1))
    officer = begun(call)
    values = {"by": office, "at": NOW}
    assert refused(actions.stop_round, one.pk, ground=" ", **values) == [
        "schemes.ground_missing"
    ]
    actions.stop_round(one.pk, ground=GROUND, **values)
    assert (states(call), queries.is_open(fresh(call), NOW)) == (["stopped"], False)
    actions.reopen_round(one.pk, ground="再開の理由", **values)
    assert (states(call), queries.is_open(fresh(call), NOW)) == (["open"], True)
    names = [one["name"] for one in queries.round_events_of(call)]
    assert names == ["round.stopped", "round.reopened"]
    told = Message.objects.filter(recipient=officer.user, kind__startswith="round.")
    assert {one.kind for one in told} == {"round.stopped", "round.reopened"}


def test_a_stopped_round_stays_stopped_and_is_not_opened_after_its_time(call, office):
    (one,) = rounds(call, office, (-7, 1))
    actions.stop_round(one.pk, ground=GROUND, by=office, at=NOW)
    assert states(call, day(2)) == ["stopped"]
    values = {"ground": GROUND, "by": office, "at": day(1)}
    assert refused(actions.reopen_round, one.pk, **values) == ["schemes.round_ended"]


def spend(call, amount, at=NOW):
    return funds.set_aside(call.pk, amount, subject=call, by=None, at=at)


def give_back(call, amount, at=NOW):
    return funds.give_back(call.pk, amount, subject=call, by=None, at=at)


def test_with_the_budget_used_the_open_round_and_those_to_come_stop(call, office):
    rounds(call, office, (-7, -1), (-1, 1), (2, 5), at=day(-6))
    spend(call, 29_000_000)
    assert states(call) == ["closed", "stopped", "stopped"]
    kinds = {one.stopped_for for one in Round.objects.filter(number__gt=1)}
    assert kinds == {"budget"}
    assert audit.history_of(call).filter(name="round.stopped").count() == 2


def test_as_long_as_the_least_award_is_left_nothing_stops(call, office):
    rounds(call, office, (-7, 1))
    least = queries.least_award(call)
    spend(call, 30_000_000 - least)
    assert states(call) == ["open"]
    spend(call, 1)
    assert states(call) == ["stopped"]


def test_a_later_round_with_its_own_share_goes_on(call, office):
    actions.open_rounds(
        call.pk, [wanted(-7, 1), wanted(2, 5, 10_000_000)], by=office, at=NOW
    )
    spend(call, 20_000_000)
    assert states(call) == ["stopped", "coming"]


def test_money_that_comes_back_opens_nothing_by_itself(call, office):
    (one,) = rounds(call, office, (-7, 5))
    values = {"ground": GROUND, "by": office, "at": NOW}
    spend(call, 30_000_000)
    assert refused(actions.reopen_round, one.pk, **values) == [
        "schemes.round_nothing_left"
    ]
    give_back(call, 10_000_000)
    assert states(call) == ["stopped"]
    actions.reopen_round(one.pk, **values)
    assert states(call) == ["open"]


def test_a_used_budget_gets_no_further_round(call, office):
    spend(call, 30_000_000)
    assert refused(rounds, call, office, (-7, 1)) == ["schemes.round_nothing_left"]


def test_where_the_rules_say_so_rounds_go_on_with_the_budget_used(office):
    version_with_rounds(office, stop_when_used=False)
    call = make.call(office)
    make.fund(call)
    rounds(call, office, (-7, 1))
    spend(call, 30_000_000)
    assert states(call) == ["open"]


def test_the_share_of_a_round_is_never_overdrawn(call, office):
    (one,) = actions.open_rounds(
        call.pk, [wanted(-7, 1, 10_000_000)], by=office, at=NOW
    )
    values = {"subject": call, "by": None, "at": NOW, "round_id": one.pk}
    funds.set_aside(call.pk, 8_000_000, **values)
    with pytest.raises(funds.CannotMoveMoney) as caught:
        funds.set_aside(call.pk, 2_000_001, **values)
    assert codes(caught) == ["funds.round_overdrawn"]
    funds.give_back(call.pk, 3_000_000, **values)
    one.refresh_from_db()
    assert one.reserved == 5_000_000


def test_control_without_the_question_the_database_says_no(call, office):
    (one,) = actions.open_rounds(
        call.pk, [wanted(-7, 1, 10_000_000)], by=office, at=NOW
    )
    for changed in (
        {"reserved": 10_000_001},
        {"closes_at": one.opens_at},
        {"stopped_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=one.pk).update(**changed)
