"""People settle what must be and what must not: pins and bans, each with its ground."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from chiiki.matching.eligibility import reasons_against
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.audit import log
from chiiki_web.placing import queries
from chiiki_web.placing.actions.boards import CannotMatch, hold_board, moved
from chiiki_web.placing.models import Board, Wish

BANNED = "matching.banned"


@transaction.atomic
def make_wish(
    round_id: int,
    *,
    request_id: int,
    adviser_id: int,
    kind: str,
    ground: str,
    by: Membership,
    at: datetime,
) -> Wish:
    """Write down that somebody must go, or must not.

    A pin takes the place of a pin on somebody else where one person is asked for, and of
    a ban on the same person; a ban takes the place of the pin.
    """
    board = hold_board(round_id, by)
    pair = request_id, adviser_id
    if str(request_id) not in queries.waiting_in(board.round):
        raise CannotMatch(reason("placing.not_in_round"))
    if not advisers.active().filter(pk=adviser_id).exists():
        raise CannotMatch(reason("matching.unknown_adviser", found=adviser_id))
    if not ground.strip():
        raise CannotMatch(reason("placing.ground_missing"))
    live = board.wishes.filter(ended_at__isnull=True, request=request_id)
    if live.filter(adviser=adviser_id, kind=kind).exists():
        raise CannotMatch(reason("placing.already_wished"))
    if kind == Wish.Kind.PIN and (against := _against(board, *pair)):
        raise CannotMatch(*against)
    version = moved(board)
    for one in _overtaken(live, kind, adviser_id, queries.team_of(request_id)):
        _end(one, version, by, at)
    return _make(board, *pair, kind, ground, by, at)


@transaction.atomic
def take_back(wish_id: int, *, by: Membership, at: datetime) -> Wish:
    """A wish holds no more; it stays written down who had it, and why."""
    board = hold_board(Wish.objects.get(pk=wish_id).board.round_id, by)
    wish = Wish.objects.get(pk=wish_id)
    if wish.ended_at is not None:
        raise CannotMatch(reason("placing.wish_ended_already"))
    _end(wish, moved(board), by, at)
    return wish


@transaction.atomic
def undo_last(round_id: int, *, by: Membership, at: datetime) -> Wish:
    """Take back the last wish that this person made, or make again the one they ended."""
    board = hold_board(round_id, by)
    found = queries.last_deed_of(board, by)
    if found is None:
        raise CannotMatch(reason("placing.nothing_to_undo"))
    kind, wish = found
    if kind == "made":
        if wish.ended_at is not None:
            raise CannotMatch(reason("placing.nothing_to_undo"))
        _end(wish, moved(board), by, at)
        return wish
    if str(wish.request_id) not in queries.waiting_in(board.round):
        raise CannotMatch(reason("placing.not_in_round"))
    rows = board.wishes.filter(ended_at__isnull=True, request=wish.request_id)
    if rows.filter(adviser=wish.adviser_id).exists():
        raise CannotMatch(reason("placing.nothing_to_undo"))
    moved(board)
    pair = wish.request_id, wish.adviser_id
    return _make(board, *pair, wish.kind, wish.ground, by, at)


def _against(board: Board, request_id: int, adviser_id: int) -> list[Reason]:
    """What bars a pair by itself, as far as the last proposal knows the two."""
    row = queries.last_done(board)
    if row is None:
        return []
    run = queries.read_run(row)
    asked = run.requests.get(str(request_id))
    who = run.advisers.get(str(adviser_id))
    if asked is None or who is None:
        return []
    against = reasons_against(run.instance, asked, who)
    return [one for one in against if one.code != BANNED]


def _overtaken(
    live: Iterable[Wish], kind: str, adviser_id: int, team: int
) -> list[Wish]:
    """Wishes that cannot stand beside the new one."""
    found = []
    for one in live:
        is_other_pin = kind == one.kind == Wish.Kind.PIN and team == 1
        if one.adviser_id == adviser_id or is_other_pin:
            found.append(one)
    return found


def _make(
    board: Board,
    request_id: int,
    adviser_id: int,
    kind: str,
    ground: str,
    by: Membership,
    at: datetime,
) -> Wish:
    wish = Wish.objects.create(
        board=board,
        request_id=request_id,
        adviser_id=adviser_id,
        kind=kind,
        ground=ground.strip(),
        by=by,
        at=at,
        version=board.version,
    )
    log.record(
        "wish.made",
        wish,
        by=by,
        at=at,
        case=wish.request.case,
        kind=kind,
        request=wish.request.number,
        adviser=adviser_id,
        ground=wish.ground,
    )
    return wish


def _end(wish: Wish, version: int, by: Membership, at: datetime) -> None:
    wish.ended_by, wish.ended_at, wish.ended_version = by, at, version
    wish.save(update_fields=["ended_by", "ended_at", "ended_version"])
    log.record(
        "wish.taken_back",
        wish,
        by=by,
        at=at,
        case=wish.request.case,
        kind=wish.kind,
        request=wish.request.number,
        adviser=wish.adviser_id,
    )
