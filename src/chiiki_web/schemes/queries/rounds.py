"""Rounds of a call: which one is open, what is left for it, and why it takes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chiiki.reasons import Reason, reason
from chiiki_web.schemes.models import Call, Round
from chiiki_web.schemes.queries.content import seen
from chiiki_web.schemes.queries.versions import scheme_of


class RoundState(StrEnum):
    """How a round stands at a moment."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when a call takes applications next; in which round, if in any."""

    opens_at: datetime
    closes_at: datetime
    round: Round | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A round as the rules of the call propose it."""

    opens_at: datetime
    closes_at: datetime


def state_of(one: Round, at: datetime) -> RoundState:
    """A stopped round stays stopped, also when its closing time has passed."""
    if one.stopped_at is not None:
        return RoundState.STOPPED
    if at < one.opens_at:
        return RoundState.COMING
    return RoundState.OPEN if at < one.closes_at else RoundState.CLOSED


def rounds_of(call: Call) -> list[Round]:
    """The rounds of a call in their order; none where it runs as a whole."""
    return list(call.rounds.all())


def current_round(rounds: Sequence[Round], at: datetime) -> Round | None:
    """The round that takes applications at a moment."""
    return next((one for one in rounds if state_of(one, at) == RoundState.OPEN), None)


def next_round(rounds: Sequence[Round], at: datetime) -> Round | None:
    """The first round that is still to open."""
    return next((one for one in rounds if state_of(one, at) == RoundState.COMING), None)


def window_of(call: Call, at: datetime) -> Window:
    """The open round, or the next one, or the last one; the call itself without rounds."""
    rounds = rounds_of(call)
    if not rounds:
        return Window(call.opens_at, call.closes_at, None)
    one = current_round(rounds, at) or next_round(rounds, at) or rounds[-1]
    return Window(one.opens_at, one.closes_at, one)


def why_no_round(rounds: Sequence[Round], at: datetime) -> list[Reason]:
    """Why a call with rounds takes nothing at a moment; empty where one is open."""
    if not rounds or current_round(rounds, at):
        return []
    begun = [one for one in rounds if one.opens_at <= at]
    told = [_stopped(begun[-1])] if begun and begun[-1].stopped_at else []
    if coming := next_round(rounds, at):
        told.append(
            reason(
                "schemes.round_still_to_open",
                number=coming.number,
                opens=coming.opens_at,
            )
        )
    if told:
        return told
    stopped = next((one for one in rounds[len(begun) :] if one.stopped_at), None)
    if stopped is not None:
        return [_stopped(stopped)]
    last = rounds[-1]
    return [reason("schemes.round_over", number=last.number, limit=last.closes_at)]


def stops_when_used(call: Call) -> bool:
    """Rounds stop once the budget is used, unless the rules of the call say otherwise."""
    said = scheme_of(call).terms.rounds
    return said is None or said.stop_when_used


def least_award(call: Call) -> int:
    """The least that is given for one: with less left, the budget is used."""
    scheme = scheme_of(call)
    if (sent := scheme.terms.dispatch) is not None:
        return min(one.yen for one in sent.fees)
    funding = scheme.funding
    return int(funding.floor) if funding and funding.floor else 1


def seen_round(one: Round) -> str:
    """A short hash of what the page of a round shows of its hours and share."""
    return seen([one.opens_at, one.closes_at, one.share])


def left_for(one: Round, rounds: Sequence[Round], free: int) -> int:
    """Yen that a round can still spend, of what the call has not set aside.

    The shares of later rounds are kept for them, as long as these are not stopped.
    """
    kept = sum(
        later.share - later.reserved
        for later in rounds
        if later.number > one.number
        and later.share is not None
        and later.stopped_at is None
    )
    rest = max(free - kept, 0)
    return rest if one.share is None else min(rest, one.share - one.reserved)


def room_for_shares(rounds: Sequence[Round], total: int) -> int:
    """Yen of the budget that no round has as its share and none has spent."""
    taken = sum(one.reserved if one.share is None else one.share for one in rounds)
    return max(total - taken, 0)


def is_over(at: datetime) -> Q:
    """Rows of rounds that take nothing more: closed or stopped."""
    return Q(closes_at__lte=at) | Q(stopped_at__isnull=False)


def suggested_rounds(call: Call, at: datetime) -> list[Suggested]:
    """What the rules of the call propose after the rounds that there are.

    They name closing days; each round opens when the one before it closes. A day without
    an hour closes at the hour of the call.
    """
    said = scheme_of(call).terms.rounds
    if said is None:
        return []
    made = rounds_of(call)
    begins = made[-1].closes_at if made else call.opens_at
    usual = timezone.localtime(call.closes_at).time()
    found = []
    for one in sorted(said.published, key=lambda one: one.closes_on):
        ends = timezone.make_aware(
            datetime.combine(one.closes_on, one.closes_at or usual)
        )
        if max(begins, at) < ends <= call.closes_at:
            found.append(Suggested(begins, ends))
            begins = ends
    return found[: _still_allowed(said.per_year, len(made))]


def taking(at: datetime) -> Q:
    """Calls that take applications at a moment, as a whole or in an open round."""
    runs = Q(opens_at__lte=at, closes_at__gt=at, cancelled_at__isnull=True)
    return runs & (Q(~Exists(_rounds())) | Q(Exists(_open_rounds(at))))


def announced(at: datetime) -> Q:
    """Calls that take nothing yet and will: as a whole, or in a round to come."""
    lives = Q(cancelled_at__isnull=True, closes_at__gt=at)
    as_a_whole = Q(~Exists(_rounds()), opens_at__gt=at)
    in_rounds = Q(Exists(_coming_rounds(at))) & Q(~Exists(_open_rounds(at)))
    return lives & (as_a_whole | in_rounds)


def ended(at: datetime) -> Q:
    """Calls that take nothing more: closed, or with every round over."""
    without_more = ~Exists(_rounds().exclude(is_over(at)))
    return Q(closes_at__lte=at) | Q(Exists(_rounds()), without_more)


def with_window(rows: QuerySet[Call], at: datetime, *, by: str) -> QuerySet[Call]:
    """Calls with ``takes_from`` and ``takes_until``, in the order of one of them.

    They are those of the open round or the next, or of a call without rounds itself.
    """
    live = _rounds().exclude(is_over(at)).order_by("number")
    found = rows.annotate(
        takes_from=Coalesce(Subquery(live.values("opens_at")[:1]), F("opens_at")),
        takes_until=Coalesce(Subquery(live.values("closes_at")[:1]), F("closes_at")),
    )
    return found.order_by(by, "pk")


def _still_allowed(per_year: int | None, made: int) -> int | None:
    return None if per_year is None else max(per_year - made, 0)


def _rounds() -> QuerySet[Round]:
    return Round.objects.filter(call=OuterRef("pk"))


def _open_rounds(at: datetime) -> QuerySet[Round]:
    return _rounds().filter(opens_at__lte=at, closes_at__gt=at, stopped_at__isnull=True)


def _coming_rounds(at: datetime) -> QuerySet[Round]:
    return _rounds().filter(opens_at__gt=at, stopped_at__isnull=True)


def _stopped(one: Round) -> Reason:
    if one.stopped_for == Round.Stop.BUDGET:
        return reason(
            "schemes.round_stopped_budget", number=one.number, at=one.stopped_at
        )
    return reason(
        "schemes.round_stopped_office",
        number=one.number,
        at=one.stopped_at,
        ground=one.stop_ground,
    )
