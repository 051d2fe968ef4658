"""Many decisions at one moment never take more than there is; without guards they do."""

import threading

import pytest
from django.db import connection
from django.db.models import F, Sum

from chiiki_web.funds import actions
from chiiki_web.funds.models import Entry, Fund
from web import make
from web.at_once import done_at_once
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS, TRIES, AMOUNT = 8, 10, 1_000_000
TOTAL = 20_500_000  # 20 of 80 tries fit


@pytest.fixture
def call():
    made = make.call()
    make.fund(made, TOTAL)
    return made


@pytest.fixture
def without_constraint():
    """Take the second wall away, as somebody with rights over the tables could."""
    rule = next(
        one for one in Fund._meta.constraints if one.name == "fund_never_overdrawn"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Fund, rule)
    yield
    Fund.objects.update(reserved=0, paid=0)
    with connection.schema_editor() as editor:
        editor.add_constraint(Fund, rule)


def at_once(deed):
    """The fund after every thread has done the same in one moment."""
    done_at_once([deed] * THREADS)
    return Fund.objects.get()


def test_no_yen_beyond_the_budget_is_set_aside(call):
    refusals = []

    def decide():
        for _ in range(TRIES):
            try:
                actions.set_aside(call.pk, AMOUNT, subject=call, by=None, at=NOW)
            except actions.CannotMoveMoney as refusal:
                refusals.append(refusal.reasons[0].code)

    fund = at_once(decide)

    assert fund.reserved == TOTAL // AMOUNT * AMOUNT
    assert refusals == ["funds.overdrawn"] * (THREADS * TRIES - TOTAL // AMOUNT)
    assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] == fund.reserved


def test_money_that_goes_back_and_forth_leaves_no_drift(call):
    def give_and_take():
        for _ in range(TRIES):
            for deed in (actions.set_aside, actions.give_back):
                deed(call.pk, AMOUNT, subject=call, by=None, at=NOW)

    assert at_once(give_and_take).reserved == 0


def test_control_without_the_guards_the_budget_is_overdrawn(call, without_constraint):
    have_read = threading.Barrier(THREADS)
    wanted = 5_000_000  # 8 threads want 40, there are 20.5

    def read_then_write():
        fund = Fund.objects.get()
        assert fund.free >= wanted
        have_read.wait(20)
        Fund.objects.filter(pk=fund.pk).update(reserved=F("reserved") + wanted)

    assert at_once(read_then_write).reserved > TOTAL
