"""While the last yen is decided on, nobody slips into the round; without the lock, all do."""

import threading
import time

import pytest
from django.db import connection, transaction

from chiiki_web.applications import actions
from chiiki_web.applications.actions import submitting
from chiiki_web.applications.models import Application
from chiiki_web.awards import actions as awards
from chiiki_web.awards.models import Award
from chiiki_web.schemes.models import Call, Round
from web import make
from web.applications import made
from web.awards.made import ASKED
from web.make import NOW
from web.schemes.made import rounds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CROWD = 4
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def who():
    people = made.people()
    make.fund(people.call, ASKED)
    rounds(people.call, people.office, (-7, 5), (6, 9))
    return people


@pytest.fixture
def award(who):
    """A candidate whose decision takes the whole budget."""
    return Award.objects.create(
        application=make.accepted(who.call, who.office),
        status="candidate",
        amount=ASKED,
        selected_at=NOW,
    )


@pytest.fixture
def drafts(who):
    crowd = [made.People(make.member(), who.office, who.call) for _ in range(CROWD)]
    return [(made.draft(one), one) for one in crowd]


def sending(drafts):
    """Begin to send all of them; the threads, and what became of each."""
    given = []

    def run(application, one):
        try:
            given.append(made.submit(application, one))
        except actions.CannotSubmit as refusal:
            given.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in drafts]
    for one in threads:
        one.start()
    return threads, given


def held(number):
    """Wait until so many sessions wait for a row, at most ten seconds."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= number:
                return True
        time.sleep(0.05)
    return False


def decide(award, office):
    awards.decide_award(award.pk, amount=ASKED, conditions="", by=office, at=NOW)


def received():
    return Application.objects.filter(status="submitted").count()


def test_what_is_sent_while_the_last_yen_is_decided_on_waits_and_is_refused(
    who, award, drafts
):
    with transaction.atomic():
        decide(award, who.office)
        threads, given = sending(drafts)
        assert held(CROWD)
        assert not given
    for one in threads:
        one.join(60)

    codes = {one.reasons[0].code for one in given}
    assert codes == {"schemes.round_stopped_budget"}
    assert (len(given), received()) == (CROWD, 0)


def test_control_without_the_lock_all_of_them_slip_in(who, award, drafts, monkeypatch):
    monkeypatch.setattr(
        submitting, "_hold_call", lambda call_id: Call.objects.get(pk=call_id)
    )
    monkeypatch.setattr(
        submitting, "next_number", lambda _call, _last: str(next(make.NUMBERS))
    )
    with transaction.atomic():
        decide(award, who.office)
        threads, given = sending(drafts)
        for one in threads:
            one.join(60)
        assert len(given) == CROWD

    assert Round.objects.get(number=1).stopped_for == "budget"
    assert received() == CROWD


def test_decision_and_submissions_at_one_moment_leave_none_behind_the_stop(
    who, award, drafts
):
    start = threading.Barrier(CROWD + 1)
    order = []

    def run(deed, name):
        try:
            start.wait(20)
            deed()
            order.append(name)
        except actions.CannotSubmit:
            order.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(
            target=run, args=(lambda: decide(award, who.office), "decided")
        )
    ]
    threads += [
        threading.Thread(
            target=run, args=(lambda pair=pair: made.submit(*pair), "received")
        )
        for pair in drafts
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert order.count("decided") == 1
    assert order.count("received") == received()
    assert order.count("received") + order.count("refused") == CROWD
    assert Round.objects.get(number=1).stopped_for == "budget"
