"""Pressed in one moment by many: one line, one settlement, one payment."""

import threading
from functools import partial
from uuid import uuid4

import pytest

from chiiki_web.funds.models import Fund
from chiiki_web.settlements import actions
from chiiki_web.settlements.models import Payment, Settlement, SpendingLine
from web import make
from web.at_once import faults_at_once
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 8


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def award(office, officer):
    return award_made.decided(office, officer)


def test_one_form_sent_by_many_is_one_line(award, officer):
    key = uuid4()
    deed = partial(made.spend, award, officer, 100, form_key=key)
    assert not faults_at_once([deed] * THREADS)
    assert SpendingLine.objects.count() == 1


def test_control_without_holding_the_award_the_database_refuses(
    award, officer, monkeypatch
):
    have_read = threading.Barrier(THREADS)
    monkeypatch.setattr(
        actions.spending.held,
        "hold_award",
        lambda pk: type(award).objects.select_related("application").get(pk=pk),
    )
    first = SpendingLine.objects.filter

    def read_together(**values):
        found = first(**values)
        list(found)
        have_read.wait(20)
        return found

    monkeypatch.setattr(SpendingLine.objects, "filter", read_together)
    key = uuid4()
    deed = partial(made.spend, award, officer, 100, form_key=key)
    faults = faults_at_once([deed] * THREADS)
    assert [type(one).__name__ for one in faults] == ["IntegrityError"] * (THREADS - 1)


def test_the_amount_is_fixed_once(award, officer, office):
    made.submitted(award, officer)
    deed = partial(actions.fix_amount, award.pk, note="", by=office, at=AFTER)
    assert not faults_at_once([deed] * THREADS)
    assert Settlement.objects.count() == 1
    assert Fund.objects.get().reserved == 10_000_000


def test_the_amount_is_paid_once(award, officer, office):
    made.fixed(award, officer, office)
    day = AFTER.date()
    deed = partial(actions.record_payment, award.pk, paid_on=day, by=office, at=AFTER)
    assert not faults_at_once([deed] * THREADS)
    assert Payment.objects.count() == 1
    assert Fund.objects.get().paid == 10_000_000


def test_returned_and_fixed_in_one_moment_is_one_of_both(award, officer, office):
    made.submitted(award, officer)
    faults = faults_at_once(
        [
            partial(actions.fix_amount, award.pk, note="", by=office, at=AFTER),
            partial(actions.return_report, award.pk, note="x", by=office, at=AFTER),
        ]
    )
    assert len(faults) == 1
    is_fixed = Settlement.objects.exists()
    assert faults[0].reasons[0].code == (
        "settlements.fixed_already" if is_fixed else "settlements.no_report"
    )
    assert Fund.objects.get().reserved == (10_000_000 if is_fixed else 12_000_000)
