"""Decisions in one moment neither overdraw the budget nor share a number."""

import threading

import pytest
from django.db import transaction

from chiiki_web.awards import actions
from chiiki_web.awards.models import Award, Series
from chiiki_web.funds.models import Fund
from web import make
from web.at_once import faults_at_once
from web.awards import made
from web.awards.made import ASKED, DECIDED

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 8


@pytest.fixture
def office():
    return make.member("office")


def candidates(office, call):
    """More candidates than the budget can carry, as no selection would make them."""
    return [
        Award.objects.create(
            application=make.accepted(call, office),
            status="candidate",
            amount=ASKED,
            selected_at=DECIDED,
        )
        for _ in range(THREADS)
    ]


def deciding(award, office):
    return lambda: actions.decide_award(
        award.pk, amount=ASKED, conditions="", by=office, at=DECIDED
    )


def numbers():
    found = Award.objects.filter(status="decided").values_list("number", flat=True)
    return sorted(int(one.split("第")[1].removesuffix("号")) for one in found)


def test_the_budget_is_not_overdrawn_and_numbers_have_no_gap(office):
    call = made.call(office, total=3 * ASKED + 1)
    waiting = candidates(office, call)

    faults = faults_at_once([deciding(one, office) for one in waiting])

    assert [one.reasons[0].code for one in faults] == ["funds.overdrawn"] * 5
    assert Fund.objects.get().reserved == 3 * ASKED
    assert numbers() == [1, 2, 3]


def test_two_calls_of_one_office_share_its_numbers(office):
    waiting = [
        candidates(office, made.call(office, total=THREADS * ASKED))[0]
        for _ in range(4)
    ]
    assert not faults_at_once([deciding(one, office) for one in waiting])
    assert numbers() == [1, 2, 3, 4]


def test_one_award_decided_by_many_is_decided_once(office):
    award = candidates(office, made.call(office))[0]
    assert not faults_at_once([deciding(award, office)] * THREADS)
    assert Fund.objects.get().reserved == ASKED
    assert numbers() == [1]


def test_declined_and_cancelled_in_one_moment_goes_back_once(office):
    officer = make.member()
    call = made.call(office, total=2 * ASKED)
    first, second = (
        made.decide(
            Award.objects.create(
                application=make.accepted(call, office, officer),
                status="candidate",
                amount=ASKED,
                selected_at=DECIDED,
            ),
            office,
        )
        for _ in range(2)
    )
    assert second.status == "decided"
    faults = faults_at_once(
        [
            lambda: actions.cancel_award(first.pk, ground="x", by=office, at=DECIDED),
            lambda: actions.decline_award(first.pk, ground="x", by=officer, at=DECIDED),
        ]
    )
    assert [one.reasons[0].code for one in faults] == ["awards.not_decided"]
    assert Fund.objects.get().reserved == ASKED


def test_one_selection_pressed_by_many_is_one(office):
    call = made.call(office)
    application = made.reviewed(call, office, 8)
    faults = faults_at_once(
        [lambda: made.select(call, office, [application], [])] * THREADS
    )
    assert not faults
    assert Award.objects.count() == 1


def test_control_without_holding_the_row_numbers_are_shared(office):
    series = Series.objects.create(office=office.organisation, prefix="見")
    have_read, given = threading.Barrier(THREADS), []

    def number():
        with transaction.atomic():
            last = Series.objects.get(pk=series.pk).last
            have_read.wait(20)
            Series.objects.filter(pk=series.pk).update(last=last + 1)
            given.append(last + 1)

    assert not faults_at_once([number] * THREADS)
    assert given == [1] * THREADS
