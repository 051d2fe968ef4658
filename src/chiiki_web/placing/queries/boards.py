"""Rounds that an office matches, what is wished on them, and who did what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.dispatch.models import Request
from chiiki_web.dispatch.queries import TO_PROPOSE
from chiiki_web.placing.models import Board, Matching, Taken, Wish
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Programme, Round

SCHEME = "adviser_dispatch"
SHOWN = (Request.Status.PROPOSED, Request.Status.RANKED)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did on a board: which, to what, who, when."""

    kind: str
    version: int
    at: datetime
    by: Membership | None
    request_id: int | None = None
    adviser_id: int | None = None
    number: int = 0


def rounds_visible_to(member: Membership) -> QuerySet[Round]:
    """Rounds of calls for advisers, the latest first; an office sees its own."""
    rows = (
        Round.objects.filter(
            call__programme__instrument=Programme.Instrument.DISPATCH,
            call__scheme_code=SCHEME,
            call__cancelled_at__isnull=True,
        )
        .select_related("call__programme", "call__office", "call__fund")
        .order_by("-closes_at", "-pk")
    )
    if member.role == "office":
        return rows.filter(call__office=member.organisation_id)
    return rows if member.role in {"auditor", "administrator"} else rows.none()


def rounds_to_match(member: Membership) -> QuerySet[Round]:
    """Rounds in which requests wait for somebody to be proposed."""
    waiting = Request.objects.filter(status__in=TO_PROPOSE, kind=Request.Kind.ADVISER)
    return rounds_visible_to(member).filter(pk__in=waiting.values("round"))


def status_of_rounds(rows: QuerySet[Round]) -> QuerySet[Round]:
    """The same with how many requests wait and were shown, and how the last run ended."""
    last = Matching.objects.filter(board__round=OuterRef("pk"), repeats=None)
    return rows.annotate(
        waiting=Count(
            "dispatch_requests", filter=Q(dispatch_requests__status__in=TO_PROPOSE)
        ),
        received=Count(
            "dispatch_requests", filter=~Q(dispatch_requests__status="withdrawn")
        ),
        last_state=Subquery(last.values("state")[:1]),
        last_served=Subquery(last.values("served")[:1]),
    )


def board_of(one: Round) -> Board:
    """The board of a round; one that nobody has touched yet is not stored."""
    return Board.objects.filter(round=one).first() or Board(round=one)


def budget_left(one: Round) -> int | None:
    """Yen that a round can still spend; None where its call has no budget here."""
    fund = getattr(one.call, "fund", None)
    if fund is None:
        return None
    return schemes.left_for(one, schemes.rounds_of(one.call), fund.free)


def live_wishes(board: Board) -> list[Wish]:
    """Wishes that hold, the newest first."""
    if board.pk is None:
        return []
    rows = board.wishes.filter(ended_at__isnull=True)
    return list(rows.select_related("by__user").order_by("-pk"))


def waiting_in(one: Round) -> list[str]:
    """Requests of a round that nobody was proposed to, or for whom nobody could come."""
    rows = Request.objects.filter(
        round=one, kind=Request.Kind.ADVISER, status__in=TO_PROPOSE
    )
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]


def team_of(request_id: int) -> int:
    """How many people a request asks for."""
    return Request.objects.get(pk=request_id).team_size


def against_asking(one: Round) -> list[Reason]:
    """Why there is nothing to match in a round."""
    against = []
    if not waiting_in(one):
        against.append(reason("placing.no_requests"))
    if not advisers.commissioned(one.call.fiscal_year).exists():
        against.append(reason("placing.no_advisers"))
    return against


def taken_on(board: Board) -> list[Taken]:
    """Everything that was taken over on a board, in order."""
    if board.pk is None:
        return []
    return list(board.taken.select_related("request").order_by("pk"))


def shown_to_requesters(board: Board) -> list[Taken]:
    """What was taken over and waits for requesters to rank it."""
    return still_shown(taken_on(board))


def still_shown(taken: Iterable[Taken]) -> list[Taken]:
    """Of what was taken over, what requesters have still to rank, each request once."""
    return list(
        {one.request_id: one for one in taken if one.request.status in SHOWN}.values()
    )


def may_undo(board: Board, by: Membership) -> bool:
    """Whether there is a wish that this person made or took back."""
    if board.pk is None:
        return False
    return board.wishes.filter(Q(by=by) | Q(ended_by=by)).exists()


def deeds_since(board: Board, version: int) -> list[Deed]:
    """What was done on a board after a version of it, in order."""
    if board.pk is None:
        return []
    found: list[Deed] = []
    rows = board.wishes.select_related("by__user", "ended_by__user")
    for one in rows.filter(Q(version__gt=version) | Q(ended_version__gt=version)):
        found += _of_wish(one, version)
    taken = board.taken.filter(version__gt=version).select_related("by__user")
    found += [
        Deed("taken", one.version, one.at, one.by, one.request_id) for one in taken
    ]
    asked = board.matchings.filter(version__gt=version, repeats=None)
    found += [
        Deed("asked", one.version, one.asked_at, one.asked_by, number=one.number)
        for one in asked.select_related("asked_by__user").defer("instance", "proposal")
    ]
    return sorted(found, key=lambda one: (one.version, one.kind))


def last_deed_of(board: Board, by: Membership) -> tuple[str, Wish] | None:
    """The last wish that a person made or took back here, and which of the two."""
    found = [("made", one.version, one) for one in _newest(board.wishes.filter(by=by))]
    ended = board.wishes.filter(ended_by=by).order_by("-ended_version")
    found += [("ended", one.ended_version or 0, one) for one in ended[:1]]
    if not found:
        return None
    kind, _version, wish = max(found, key=lambda one: one[1])
    return kind, wish


def _newest(rows: QuerySet[Wish]) -> Iterable[Wish]:
    return rows.order_by("-version")[:1]


def _of_wish(one: Wish, version: int) -> Sequence[Deed]:
    pair = one.request_id, one.adviser_id
    found = []
    if one.version > version:
        found.append(Deed(one.kind, one.version, one.at, one.by, *pair))
    if one.ended_version and one.ended_version > version and one.ended_at:
        ended = one.ended_version, one.ended_at, one.ended_by
        found.append(Deed(f"{one.kind}_ended", *ended, *pair))
    return found
