"""What is sent in one moment by several counts once; without the locks it does not."""

import threading
from functools import partial
from uuid import uuid4

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.outbox import links
from chiiki_web.outbox.models import Message
from chiiki_web.schemes.models import Round
from web import make
from web.advisers import made as advisers
from web.at_once import faults_at_once
from web.dispatch import made
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 6
# Two days in the adviser's own prefecture: 4 half-days x 17,000 + one journey.
COST = 4 * 17_000 + 4_000


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
    pause_before(monkeypatch, actions.requesting, "_hold_open_call", 3)

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


def two_who_accept():
    """Two regions whose advisers are asked, and money for one of them in their round."""
    office = make.member("office")
    advisers.adviser()
    advisers.adviser()
    call = made.call()
    call.rounds.update(share=COST)
    asked = [made.asked(made.ranked(make.member(), office)) for _ in range(2)]
    return [
        lambda one=one: actions.accept_dispatch(
            one.pk, by=one.adviser.membership, at=NOW
        )
        for one in asked
    ]


def test_the_last_money_of_a_round_goes_to_one_of_two_acceptances():
    assert not faults_at_once(two_who_accept())
    found = sorted(Request.objects.values_list("status", flat=True))
    assert found == ["accepted", "waiting"]
    assert Fee.objects.count() == 1
    assert Request.objects.earliest("pk").round.reserved == COST


def test_control_looked_at_first_and_taken_later_it_goes_to_both(monkeypatch):
    """Without the lock of the call and the one statement that looks and takes."""
    deeds, together = two_who_accept(), threading.Barrier(2)

    def careless(call_id, amount, *, round_id, **values):
        held = Round.objects.get(pk=round_id)
        together.wait(20)
        if held.reserved + amount <= held.share:
            held.reserved += amount
            held.save(update_fields=["reserved"])

    monkeypatch.setattr(actions.money.funds, "set_aside", careless)
    monkeypatch.setattr(actions.money.Call.objects, "select_for_update", unlocked)
    monkeypatch.setattr(actions.money, "_tell_those_left", lambda *_a, **_v: None)
    assert not faults_at_once(deeds)
    assert set(Request.objects.values_list("status", flat=True)) == {"accepted"}
    assert sum(one.total for one in Fee.objects.all()) == 2 * COST


def unlocked(**_values):
    return Unlocked()


def one_link():
    """An adviser who is asked, and the link of the mail."""
    advisers.adviser()
    request = made.ranked(make.member(), make.member("office"))
    return request, links.token_of(made.asked(request).nonce)


def answers(request):
    names = [one.name for one in audit.history_of(request)]
    return [one for one in names if one in {"dispatch.accepted", "dispatch.declined"}]


def test_a_link_used_many_times_at_once_answers_once():
    request, token = one_link()

    def answer(accepts):
        return lambda: actions.answer_by_link(
            token, accepts=accepts, note="見本", at=NOW
        )

    faults = faults_at_once([answer(True), answer(False)] * 3)

    assert len(faults) == 5
    assert all(isinstance(one, actions.CannotPlace) for one in faults)
    assert len(answers(request)) == 1


def test_control_without_the_lock_it_answers_twice(monkeypatch):
    request, token = one_link()
    real, together = actions.answering._asked, threading.Barrier(2)

    def read_together(*args):
        found = real(*args)
        together.wait(20)
        return found

    monkeypatch.setattr(
        actions.answering, "hold", lambda pk: Request.objects.get(pk=pk)
    )
    monkeypatch.setattr(actions.answering, "_asked", read_together)
    deed = partial(actions.answer_by_link, token, accepts=True, at=NOW)
    assert not faults_at_once([deed, deed])
    assert len(answers(request)) == 2
