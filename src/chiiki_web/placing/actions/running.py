"""A run is asked for, worked out by the worker, checked, and kept whole.

The worker claims a run and writes down what it rests on before it begins. If it dies, the
run is taken up again from what was written down: it gives the same, bit for bit.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from chiiki.errors import EngineError
from chiiki.matching import Contradiction, Instance, Proposal, check_proposal, solve
from chiiki.matching.digest import plain
from chiiki.matching.stored import (
    instance_from_plain,
    instance_to_plain,
    proposal_from_plain,
    proposal_to_plain,
)
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.placing import engine_input, queries
from chiiki_web.placing.actions.boards import CannotMatch, hold_board, lock, moved
from chiiki_web.placing.actions.weighing import weigh_small_round
from chiiki_web.placing.models import Board, Matching

ME = uuid4().hex  # this process; a worker that was started again is another
TAKE_UP_AGAIN = timedelta(seconds=60)
MOST_TRIES = 5  # workers that have died over one run


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
    claimed = _claim(at)
    if claimed is None:
        return None
    if claimed.faults:
        return _fail(claimed.pk, [], at)
    began = time.monotonic()
    ended = clock or (lambda: at + timedelta(seconds=time.monotonic() - began))
    try:
        proposal = _worked_out(claimed)
    except Contradiction as clash:
        return _fail(claimed.pk, list(clash.reasons), ended())
    except EngineError as fault:
        reasons = [Reason(fault.code, fault.values)]
        return _fail(claimed.pk, reasons, ended())
    return _finish(claimed.pk, proposal, ended())


def _worked_out(matching: Matching) -> Proposal:
    """The proposal as it will be kept; nothing that the checker refuses comes out."""
    assert matching.instance is not None
    instance = instance_from_plain(matching.instance)
    kept = json.loads(json.dumps(proposal_to_plain(solve(instance))))
    proposal = proposal_from_plain(kept)
    if faults := check_proposal(instance, proposal):
        raise EngineError("matching.check_failed", fault=faults[0].code)
    return proposal


@transaction.atomic
def _claim(at: datetime) -> Matching | None:
    """Take the next run that waits, or that a worker left lying."""
    left_lying = Q(state=Matching.State.RUNNING, claimed_at__lt=at - TAKE_UP_AGAIN)
    waiting = Q(state=Matching.State.QUEUED) | (left_lying & ~Q(claimed_by=ME))
    rows = Matching.objects.select_for_update(of=("self",))
    matching = rows.filter(waiting).order_by("pk").first()
    if matching is None:
        return None
    matching.state = Matching.State.RUNNING
    matching.claimed_by, matching.claimed_at = ME, at
    matching.tries += 1
    if matching.tries > MOST_TRIES:
        given_up = reason("placing.given_up", tries=MOST_TRIES)
        matching.faults = [_kept(given_up)]
    elif matching.instance is None:
        _write_down(matching)
    matching.save()
    return matching


def _write_down(matching: Matching) -> None:
    """Keep everything that the run rests on, as it is at this moment."""
    if matching.repeats is not None:
        matching.instance, matching.wishes = (
            matching.repeats.instance,
            matching.repeats.wishes,
        )
        matching.rules = matching.repeats.rules
        return
    instance, keys = _instance_now(matching)
    matching.instance, matching.wishes = instance_to_plain(instance), keys
    rules = plain(instance.rules)
    matching.rules = json.dumps(rules, ensure_ascii=False, indent=2, sort_keys=True)


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
def _fail(pk: int, reasons: list[Reason], at: datetime) -> Matching:
    board, matching = _hold(pk)
    if matching.state != Matching.State.RUNNING:
        return matching
    matching.state, matching.ended_at = Matching.State.FAILED, at
    matching.faults = [_kept(one) for one in reasons] or matching.faults
    matching.version = moved(board)
    matching.save()
    faults = [one["code"] for one in matching.faults]
    _record("matching.failed", matching, at, faults=faults)
    return matching


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
        form_key=form_key,
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


def _kept(one: Reason) -> dict[str, object]:
    return {"code": one.code, "values": plain(dict(one.values))}
