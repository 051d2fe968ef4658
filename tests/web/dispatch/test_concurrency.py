"""What is sent in one moment by several counts once; without the locks it does not."""

import threading
from uuid import uuid4

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.at_once import faults_at_once
from web.dispatch import made
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 6


def pause_before(monkeypatch, place, name, number):
    """Let each thread wait in front of a function until all have come that far."""
    real, together = getattr(place, name), threading.Barrier(number)

    def waited(*args, **values):
        together.wait(20)
        return real(*args, **values)

    monkeypatch.setattr(place, name, waited)


def test_one_form_sent_many_times_at_once_is_one_request():
    officer, key = make.member(), uuid4()

    def send():
        made.request(officer, form_key=key)

    assert not faults_at_once([send] * THREADS)
    assert audit.history_of(Request.objects.get()).count() == 1


def test_control_without_the_lock_the_second_sending_is_a_fault(monkeypatch):
    """All have looked for the form before the first is written: the database says no."""
    officer, key = make.member(), uuid4()
    monkeypatch.setattr(
        actions.requesting.Organisation.objects, "select_for_update", lambda: Unlocked()
    )
    pause_before(monkeypatch, actions.requesting.engine_input, "scheme_and_facts", 3)

    faults = faults_at_once([lambda: made.request(officer, form_key=key)] * 3)

    assert len(faults) == 2
    assert Request.objects.count() == 1


class Unlocked:
    """Stands in for the rows that would be locked."""

    def get(self, pk):
        return None


def two_for_the_same_days():
    """Two regions that have ranked nobody yet, and one adviser with days for one."""
    office = make.member("office")
    advisers.adviser(capacity_days=3)
    officers = [make.member(), make.member()]
    requests = [made.proposed(one, office) for one in officers]
    return [
        lambda one=one, by=by: actions.rank_candidates(
            one.pk, ranks={one.candidates.get().pk: 1}, by=by, at=NOW
        )
        for one, by in zip(requests, officers, strict=True)
    ]


def promised():
    asked = Candidate.objects.filter(asked_at__isnull=False)
    return sum(one.request.days for one in asked)


def test_two_regions_at_once_do_not_promise_a_day_twice():
    assert not faults_at_once(two_for_the_same_days())
    assert promised() == 2
    assert Message.objects.filter(kind="dispatch.asked").count() == 1


def test_control_without_the_lock_they_do(monkeypatch):
    monkeypatch.setattr(
        actions.asking,
        "_hold_advisers",
        lambda rows: {one.adviser_id: one.adviser for one in rows},
    )
    pause_before(monkeypatch, actions.asking, "_ask", 2)
    assert not faults_at_once(two_for_the_same_days())
    assert promised() == 4
