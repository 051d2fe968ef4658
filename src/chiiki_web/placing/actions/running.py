"""A run is asked for, worked out by the worker, checked, and kept whole.

The worker claims a run and writes down what it rests on before it begins. If it dies, the
run is taken up again from what was written down: it gives the same, bit for bit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chiiki.errors import EngineError
from chiiki.matching import Instance, Proposal, check_proposal, solve
from chiiki.matching.digest import plain
from chiiki.matching.stored import (
    instance_from_plain,
    instance_to_plain,
    proposal_from_plain,
    proposal_to_plain,
)
from chiiki.reasons import Reason, reason
from chiiki_web import queues
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key
from chiiki_web.placing import engine_input, queries
from chiiki_web.placing.actions.boards import CannotMatch, hold_board, lock, moved
from chiiki_web.placing.actions.weighing import weigh_small_round
from chiiki_web.placing.models import Board, Matching
from chiiki_web.queues import Queue


@transaction.atomic
def ask_for_matching(
    round_id: int, *, form_key: UUID, by: Membership, at: datetime
) -> Matching:
    """Ask for a proposal; while one is worked out, everybody gets that one."""
    board = hold_board(round_id, by)
    known = Matching.objects.filter(form_key=form_key, board=board).first()
    if known := known or queries.unfinished_of(board):
        return known
    if against := queries.against_asking(board.round):
        raise CannotMatch(*against)
    return _ask(board, form_key, by, at, based_on=queries.last_done(board))


@transaction.atomic
def repeat_matching(
    matching_id: int, *, form_key: UUID, by: Membership, at: datetime
) -> Matching:
    """Run what was kept of a run again, to hold the two digests side by side."""
    first = Matching.objects.select_related("board").get(pk=matching_id)
    board = hold_board(first.board.round_id, by)
    if first.state != Matching.State.DONE or first.repeats_id:
        raise CannotMatch(reason("placing.not_a_proposal"))
    waiting = Q(state__in=[Matching.State.QUEUED, Matching.State.RUNNING])
    if known := first.repeated.filter(waiting | Q(form_key=form_key)).first():
        return known
    return _ask(board, form_key, by, at, repeats=first)


def run_waiting(
    at: datetime, *, clock: Callable[[], datetime] | None = None
) -> Matching | None:
    """Work out the run that has waited longest, if any; the solvers hold no lock.

    It ends when ``clock`` says, else as long after ``at`` as it took.
    """
    return QUEUE.run_next(at, clock=clock)


def _worked_out(matching: Matching) -> Proposal:
    """The proposal as it will be kept; nothing that the checker refuses comes out."""
    matching = _written_down(matching.pk)
    assert matching.instance is not None
    instance = instance_from_plain(matching.instance)
    kept = json.loads(json.dumps(proposal_to_plain(solve(instance))))
    proposal = proposal_from_plain(kept)
    if faults := check_proposal(instance, proposal):
        raise EngineError("matching.check_failed", fault=faults[0].code)
    return proposal


@transaction.atomic
def _written_down(pk: int) -> Matching:
    """Keep everything that the run rests on, as it is when it is first begun."""
    matching = Matching.objects.select_for_update(of=("self",)).get(pk=pk)
    if matching.instance is not None:
        return matching
    if matching.repeats is not None:
        matching.instance, matching.wishes = (
            matching.repeats.instance,
            matching.repeats.wishes,
        )
        matching.rules = matching.repeats.rules
    else:
        instance, keys = _instance_now(matching)
        matching.instance, matching.wishes = instance_to_plain(instance), keys
        rules = plain(instance.rules)
        matching.rules = json.dumps(rules, ensure_ascii=False, indent=2, sort_keys=True)
    matching.save(update_fields=["instance", "wishes", "rules"])
    return matching


def _instance_now(matching: Matching) -> tuple[Instance, list[str]]:
    board = matching.board
    wishes = queries.live_wishes(board)
    last = (matching.based_on.proposal or {}) if matching.based_on else {}
    instance = engine_input.instance_of(
        board.round_id,
        wishes=wishes,
        last=last.get("assignments", {}),
        shown=queries.shown_to_requesters(board),
        free=queries.budget_left(board.round),
    )
    known = {one.id for one in instance.requests}
    return instance, sorted(one.key for one in wishes if str(one.request_id) in known)


@transaction.atomic
def _finish(pk: int, proposal: Proposal, at: datetime) -> Matching:
    """Keep what was worked out; whoever worked on the same run meanwhile found the same."""
    board, matching = _hold(pk)
    if matching.state != Matching.State.RUNNING:
        return matching
    matching.state, matching.ended_at = Matching.State.DONE, at
    matching.proposal = proposal_to_plain(proposal)
    matching.digest, matching.cost = proposal.digest, proposal.cost
    matching.value, matching.bound = proposal.value, proposal.bound
    matching.served = queries.read_run(matching).shares.served
    matching.unserved = len(proposal.unserved)
    matching.engine = f"chiiki {version('chiiki')}"
    matching.solver = str(proposal.record["solver"])
    matching.version = moved(board)
    matching.save()
    if matching.repeats_id is None:
        weigh_small_round(matching, at)
    _record("matching.worked_out", matching, at, digest=matching.digest)
    return matching


@transaction.atomic
def _fail(pk: int, reasons: Sequence[Reason], at: datetime) -> Matching:
    board, matching = _hold(pk)
    if matching.state != Matching.State.RUNNING:
        return matching
    matching.state, matching.ended_at = Matching.State.FAILED, at
    matching.faults = queues.kept(reasons)
    matching.version = moved(board)
    matching.save()
    faults = [one.code for one in reasons]
    _record("matching.failed", matching, at, faults=faults)
    return matching


QUEUE = Queue(
    model=Matching,
    left_after=timedelta(seconds=60),
    work=_worked_out,
    finish=_finish,
    fail=_fail,
)


def _hold(pk: int) -> tuple[Board, Matching]:
    board = lock(Matching.objects.get(pk=pk).board.round_id)
    return board, Matching.objects.get(pk=pk)


def _ask(
    board: Board,
    form_key: UUID,
    by: Membership,
    at: datetime,
    *,
    based_on: Matching | None = None,
    repeats: Matching | None = None,
) -> Matching:
    matching = Matching.objects.create(
        board=board,
        number=board.matchings.count() + 1,
        form_key=unused_key(form_key, Matching.objects.all()),
        asked_by=by,
        asked_at=at,
        version=moved(board),
        based_on=based_on,
        repeats=repeats,
    )
    log.record(
        "matching.asked",
        matching,
        by=by,
        at=at,
        number=matching.number,
        repeats=repeats.number if repeats else None,
    )
    return matching


def _record(name: str, matching: Matching, at: datetime, **details: Any) -> None:
    log.record(name, matching, by=None, at=at, number=matching.number, **details)
