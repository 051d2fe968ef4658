"""The budget of a call: opened once, set aside, given back, paid, never overdrawn."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.funds import actions, queries
from chiiki_web.funds.models import Fund
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    made = make.call()
    make.fund(made, 100)
    return made


def move(deed, call, amount, subject=None):
    return deed(call.pk, amount, subject=subject or call, by=None, at=NOW)


def refused(deed, call, amount):
    with pytest.raises(actions.CannotMoveMoney) as caught:
        move(deed, call, amount)
    (one,) = caught.value.reasons
    return one


def figures(call):
    fund = Fund.objects.get(call=call)
    return fund.total, fund.reserved, fund.paid


def test_a_budget_is_opened_once_and_is_above_zero():
    call = make.call()
    with pytest.raises(actions.CannotMoveMoney):
        actions.open_fund(call.pk, 0, by=None, at=NOW)

    fund = actions.open_fund(call.pk, 100, by=None, at=NOW)

    with pytest.raises(actions.CannotMoveMoney) as caught:
        actions.open_fund(call.pk, 200, by=None, at=NOW)
    assert caught.value.reasons[0].code == "funds.already_open"
    assert fund.free == 100
    assert [one.name for one in audit.history_of(fund)] == ["fund.opened"]


def test_every_movement_is_an_entry_and_an_event(call):
    move(actions.set_aside, call, 70)
    move(actions.give_back, call, 20)
    move(actions.pay, call, 30)

    assert figures(call) == (100, 50, 30)
    fund = Fund.objects.get(call=call)
    assert [(one.kind, one.amount) for one in fund.entries.all()] == [
        ("reserve", 70),
        ("release", 20),
        ("pay", 30),
    ]
    events = [one.name for one in audit.history_of(fund)]
    assert events[1:] == ["fund.reserved", "fund.released", "fund.paid"]
    assert queries.held_for(call) == queries.Held(reserved=50, paid=30)
    assert queries.held_for(call).unpaid == 20


def test_what_one_thing_holds_is_its_own(call):
    other = make.call()
    move(actions.set_aside, call, 40, subject=other)
    move(actions.set_aside, call, 10)

    assert queries.held_for(other).reserved == 40
    assert queries.held_for(call).reserved == 10


def test_it_refuses_more_than_is_free_and_says_how_much_is_short(call):
    move(actions.set_aside, call, 70)

    found = refused(actions.set_aside, call, 31)

    assert (found.code, found.values) == (
        "funds.overdrawn",
        {"free": 30, "short_by": 1},
    )
    assert figures(call) == (100, 70, 0)
    move(actions.set_aside, call, 30)
    assert figures(call) == (100, 100, 0)


def test_it_gives_back_and_pays_only_what_is_set_aside_and_unpaid(call):
    move(actions.set_aside, call, 50)
    move(actions.pay, call, 30)

    assert refused(actions.give_back, call, 21).code == "funds.not_reserved"
    assert refused(actions.pay, call, 21).code == "funds.not_reserved"
    move(actions.give_back, call, 20)
    assert figures(call) == (100, 30, 30)


@pytest.mark.parametrize("amount", [0, -1])
@pytest.mark.parametrize("deed", [actions.set_aside, actions.give_back, actions.pay])
def test_a_movement_is_above_zero(call, deed, amount):
    assert refused(deed, call, amount).code == "funds.not_positive"


def test_without_a_budget_nothing_moves():
    assert refused(actions.set_aside, make.call(), 1).code == "funds.no_fund"


@pytest.mark.parametrize("wrong", [{"reserved": 101}, {"reserved": 10, "paid": 11}])
def test_the_database_says_no_too(call, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(call=call).update(**wrong)


def test_the_bar_has_three_parts(call):
    move(actions.set_aside, call, 70)
    move(actions.pay, call, 30)

    bar = queries.bar_of(Fund.objects.get(call=call))

    assert (bar.paid, bar.unpaid, bar.set_aside) == (300, 400, 40)
