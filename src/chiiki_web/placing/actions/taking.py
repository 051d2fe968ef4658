"""What the office is content with goes to the requesters, who rank it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from chiiki.matching.explain import Explanation, Other, Part
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.placing import engine_input, queries
from chiiki_web.placing.actions.boards import CannotMatch, hold_board, moved
from chiiki_web.placing.models import Board, Taken
from chiiki_web.refusals import Refusal

FULL = 10_000  # the most points of one part


@transaction.atomic
def take_over(
    round_id: int,
    matching_id: int,
    request_ids: Collection[int],
    *,
    seen: int,
    by: Membership,
    at: datetime,
) -> list[Taken]:
    """Show whom the proposal sends, and who comes next, to the requesters chosen.

    ``seen`` is the version of the board that the office looked at. All of it is done, or
    nothing: where the round is not the one that was matched, every change is said.
    """
    board = hold_board(round_id, by)
    if board.version != seen:
        raise CannotMatch(reason("placing.board_moved"))
    row = queries.last_done(board)
    if row is None or row.pk != matching_id:
        raise CannotMatch(reason("placing.overtaken"))
    run = queries.read_run(row)
    chosen = [str(pk) for pk in sorted(request_ids)]
    if against := _against_choice(board, run, chosen):
        raise CannotMatch(*against)
    if against := against_round(board, run):
        raise CannotMatch(reason("placing.round_changed"), *against)
    version = moved(board)
    taken = [
        _take(board, run, found, version, by, at)
        for found in queries.alternates(run, chosen).values()
    ]
    log.record(
        "matching.taken_over",
        row,
        by=by,
        at=at,
        number=row.number,
        digest=row.digest,
        requests=[one.request.number for one in taken],
    )
    return taken


def against_round(board: Board, run: queries.Run) -> list[Reason]:
    """Everything that has changed in a round since a run, seen with the board held."""
    waiting = queries.waiting_in(board.round)
    wishes = queries.live_wishes(board)
    taken = {str(pk) for pk in run.row.taken.values_list("request", flat=True)}
    against = list(queries.unknown_to(run, waiting, wishes, taken))
    now = engine_input.instance_of(
        board.round_id,
        wishes=wishes,
        last={},
        shown=queries.shown_to_requesters(board),
        free=queries.budget_left(board.round),
    )
    left = [one for one in run.proposal.assignments if one in set(waiting)]
    return [*against, *queries.against_taking(run, now, left)]


def _against_choice(
    board: Board, run: queries.Run, chosen: Sequence[str]
) -> list[Reason]:
    if not chosen:
        return [reason("placing.nothing_chosen")]
    waiting = set(queries.waiting_in(board.round))
    gone = [one for one in chosen if one not in waiting]
    if gone:
        return [reason("placing.not_waiting", request=one) for one in gone]
    return [
        reason("placing.nobody_sent", request=one)
        for one in chosen
        if not run.sent(one)
    ]


def _take(
    board: Board,
    run: queries.Run,
    found: Explanation,
    version: int,
    by: Membership,
    at: datetime,
) -> Taken:
    team = run.requests[found.request_id].team
    most = max(run.instance.rules.limits.nominations, team)
    everybody: tuple[Part | Other, ...] = found.sent + found.others
    proposed = [
        dispatch.Proposed(
            adviser_id=int(one.adviser_id),
            score=_score(one, team),
            parts=_parts(one),
            rank=rank,
            proposal=run.row.digest,
        )
        for rank, one in enumerate(everybody[:most], start=1)
    ]
    request_id = int(found.request_id)
    try:
        dispatch.propose_candidates(request_id, chosen=proposed, by=by, at=at)
    except Refusal as refusal:
        told = reason("placing.request_refused", request=found.request_id)
        raise CannotMatch(told, *refusal.reasons) from refusal
    return Taken.objects.create(
        board=board,
        matching=run.row,
        request_id=request_id,
        advisers=[one.adviser_id for one in proposed],
        team=team,
        cost=sum(one.worth.cost for one in found.sent),
        by=by,
        at=at,
        version=version,
    )


def _parts(one: Part | Other) -> dict[str, float]:
    return {name: round(part / FULL, 3) for name, part in one.worth.parts.items()}


def _score(one: Part | Other, team: int) -> float:
    """The fit as a share of the best possible one."""
    return round(min(one.worth.fit * team / FULL, 1.0), 3)
