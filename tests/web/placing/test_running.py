"""A proposal is asked for once, worked out by the worker, checked, and can be run again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web import queues
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions, queries
from chiiki_web.placing.actions import running
from chiiki_web.placing.models import Matching
from web import make
from web.placing import made
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


def ask(one, office, key=None):
    return actions.ask_for_matching(
        one.pk, form_key=key or uuid4(), by=office, at=LATER
    )


def codes(refused):
    return [one.code for one in refused.value.reasons]


def test_asking_works_nothing_out_and_the_worker_does(one, office):
    who, asked = made.adviser(), made.request(one)
    found = ask(one, office)
    assert found.state == Matching.State.QUEUED
    assert found.instance is None

    done = actions.run_waiting(LATER)

    assert done.pk == found.pk
    assert done.state == Matching.State.DONE
    assert made.sent(done) == {asked.pk: [who.pk]}
    assert (done.served, done.unserved) == (1, 0)
    assert done.bound >= done.value > 0
    assert done.engine.startswith("chiiki ")


def test_it_is_written_down_in_the_history_of_the_round(one, office):
    made.adviser(), made.request(one)
    done = made.worked_out(one, office)
    names = [event.name for event in audit.history_of(done)]
    assert names == ["matching.asked", "matching.worked_out"]


def test_a_double_click_gives_one_run(one, office):
    made.adviser(), made.request(one)
    key = uuid4()
    assert ask(one, office, key).pk == ask(one, office, key).pk
    assert Matching.objects.count() == 1


def test_while_one_is_worked_out_a_colleague_gets_that_one(one, office):
    made.adviser(), made.request(one)
    colleague = make.member("office", office.organisation)
    assert ask(one, office).pk == ask(one, colleague).pk


def test_only_the_office_of_the_call_asks(one):
    made.adviser(), made.request(one)
    with pytest.raises(actions.CannotMatch) as refused:
        ask(one, make.member("office"))
    assert codes(refused) == ["placing.office_only"]


def test_an_empty_round_is_not_matched(one, office):
    made.adviser()
    with pytest.raises(actions.CannotMatch) as refused:
        ask(one, office)
    assert codes(refused) == ["placing.no_requests"]


def test_a_round_without_advisers_is_not_matched(one, office):
    made.request(one)
    with pytest.raises(actions.CannotMatch) as refused:
        ask(one, office)
    assert codes(refused) == ["placing.no_advisers"]


def test_a_budget_that_pays_for_nobody_serves_nobody_and_says_so(office):
    one = made.round_of(office, total=1_000)
    made.adviser(), made.request(one)
    done = made.worked_out(one, office)
    run = queries.read_run(done)
    assert run.proposal.assignments == {}
    assert [u.reason.code for u in run.proposal.unserved] == ["matching.budget_used"]


def test_a_worker_that_died_is_followed_by_another(one, office, monkeypatch):
    made.adviser(), made.request(one)
    ask(one, office)
    assert running.QUEUE.claim(LATER) is not None  # and then it dies
    monkeypatch.setattr(queues, "ME", "another worker")

    assert actions.run_waiting(LATER + timedelta(seconds=30)) is None
    done = actions.run_waiting(LATER + timedelta(seconds=61))

    assert done.state == Matching.State.DONE
    assert done.tries == 2


def test_control_without_taking_up_again_it_would_be_worked_on_forever(
    one, office, monkeypatch
):
    made.adviser(), made.request(one)
    ask(one, office)
    running.QUEUE.claim(LATER)
    monkeypatch.setattr(queues, "ME", "another worker")
    patient = replace(running.QUEUE, left_after=timedelta(days=10_000))
    monkeypatch.setattr(running, "QUEUE", patient)

    assert actions.run_waiting(LATER + timedelta(days=300)) is None
    assert Matching.objects.get().state == Matching.State.RUNNING


def test_what_a_run_rests_on_is_kept_when_it_is_taken_up_again(
    one, office, monkeypatch
):
    made.adviser(), made.request(one)
    ask(one, office)
    first = running._written_down(running.QUEUE.claim(LATER).pk)
    made.request(one)  # comes in after the run began
    monkeypatch.setattr(queues, "ME", "another worker")

    done = actions.run_waiting(LATER + timedelta(minutes=2))

    assert done.instance == first.instance
    assert done.served == 1


def test_after_so_many_tries_it_is_given_up_with_a_sentence(one, office, monkeypatch):
    made.adviser(), made.request(one)
    ask(one, office)
    for number in range(queues.MOST_TRIES):
        monkeypatch.setattr(queues, "ME", f"worker {number}")
        assert running.QUEUE.claim(LATER + number * timedelta(minutes=2)) is not None
    monkeypatch.setattr(queues, "ME", "the last")

    done = actions.run_waiting(LATER + timedelta(minutes=30))

    assert done.state == Matching.State.FAILED
    assert [one["code"] for one in done.faults] == ["queue.given_up"]


def test_run_again_it_gives_the_same_digest(one, office):
    made.adviser(), made.request(one)
    done = made.worked_out(one, office)
    made.request(one)  # does not belong to what was kept
    actions.repeat_matching(done.pk, form_key=uuid4(), by=office, at=LATER)

    again = actions.run_waiting(LATER)

    assert again.repeats == done
    assert again.digest == done.digest
    assert queries.last_done(done.board).pk == done.pk


def test_control_another_round_has_another_digest(one, office):
    made.adviser(), made.request(one)
    done = made.worked_out(one, office)
    actions.repeat_matching(done.pk, form_key=uuid4(), by=office, at=LATER)
    kept = dict(done.instance)
    kept["first_month"] = "2030-01"
    Matching.objects.filter(pk=done.pk).update(instance=kept)

    assert actions.run_waiting(LATER).digest != done.digest


def test_nothing_that_the_checker_refuses_is_shown(one, office, monkeypatch):
    made.adviser(), made.request(one)
    spoil = running.solve
    monkeypatch.setattr(
        running, "solve", lambda instance: replace(spoil(instance), cost=1)
    )
    failed = made.worked_out(one, office)

    assert failed.state == Matching.State.FAILED
    assert failed.proposal is None
    assert [one["code"] for one in failed.faults] == ["matching.check_failed"]


def test_control_without_the_checker_it_would_be_shown(one, office, monkeypatch):
    made.adviser(), made.request(one)
    spoil = running.solve
    monkeypatch.setattr(
        running, "solve", lambda instance: replace(spoil(instance), cost=1)
    )
    monkeypatch.setattr(running, "check_proposal", lambda *_: ())

    shown = made.worked_out(one, office)

    assert shown.state == Matching.State.DONE
    assert shown.cost == 1


def test_a_fault_of_a_solver_fails_the_run_in_words(one, office, monkeypatch):
    made.adviser(), made.request(one)

    def crash(instance):
        raise running.EngineError("matching.solver_crashed", solver="highs", exit=-9)

    monkeypatch.setattr(running, "solve", crash)
    failed = made.worked_out(one, office)
    assert failed.state == Matching.State.FAILED
    assert failed.faults[0]["values"]["solver"] == "highs"


def test_who_was_proposed_in_vain_is_not_proposed_for_the_same_request_again(
    one, office
):
    first, second, asked = made.adviser(), made.adviser(), made.request(one)
    chosen = made.sent(made.worked_out(one, office))[asked.pk]
    asked.candidates.create(
        adviser_id=chosen[0], order=1, score=1.0, answer="no_days", rank=1
    )
    Request.objects.filter(pk=asked.pk).update(status="unplaced")

    done = made.worked_out(one, office)

    assert made.sent(done)[asked.pk] == list({first.pk, second.pk} - set(chosen))


def test_a_class_of_fee_that_no_rule_knows_is_said(one, office, monkeypatch):
    made.adviser(), made.request(one)
    instance = running.engine_input.dispatch.matching_instance

    def strange(round_id):
        found = instance(round_id)
        odd = tuple(replace(who, fee_class="gold") for who in found.advisers)
        return replace(found, advisers=odd)

    monkeypatch.setattr(running.engine_input.dispatch, "matching_instance", strange)
    failed = made.worked_out(one, office)
    assert failed.state == Matching.State.FAILED
    (fault,) = failed.faults
    assert fault["code"] == "matching.unknown_fee_class"
    assert fault["values"]["found"] == "gold"
