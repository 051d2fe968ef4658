"""The call in which people are asked for: whether it takes requests, and what it has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chiiki import rules
from chiiki.reasons import Reason, reason
from chiiki_web.dispatch.engine_input import SCHEMES
from chiiki_web.dispatch.models import Request
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Field, Round

PROGRAMMES = SCHEMES  # each kind is sent by the programme of the same code


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether requests are received now: in which call and round, else why not."""

    call: Call | None
    round: Round | None
    reasons: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def opening(kind: str, at: datetime) -> Opening:
    """The call of a programme that receives requests at a moment, or when one does."""
    rows = schemes.all_calls().filter(
        programme=PROGRAMMES[kind], cancelled_at=None, closes_at__gt=at
    )
    calls = list(rows.order_by("opens_at", "pk"))
    running = [one for one in calls if one.opens_at <= at]
    for call in running:
        rounds = schemes.rounds_of(call)
        if not schemes.why_no_round(rounds, at):
            return Opening(call, schemes.current_round(rounds, at), ())
    if running:
        why = schemes.why_no_round(schemes.rounds_of(running[0]), at)
        return Opening(running[0], None, tuple(why))
    if calls:
        opens = schemes.window_of(calls[0], at).opens_at
        return Opening(calls[0], None, (reason("dispatch.opens_later", opens=opens),))
    return Opening(None, None, (reason("dispatch.no_call"),))


def limits_of(call: Call | None) -> rules.Dispatch:
    """The figures that a form shows: those of the call, else of the newest rules."""
    stated = None if call is None else schemes.scheme_of(call).terms.dispatch
    found = stated or rules.load_scheme(SCHEMES["adviser"]).terms.dispatch
    assert found is not None
    return found


def names_of(fields: Sequence[str]) -> list[Field]:
    return list(Field.objects.filter(pk__in=fields))


def untimely(call: Call, rounds: Sequence[Round], at: datetime) -> list[Reason]:
    """Why a held call receives nothing at a moment."""
    if call.cancelled_at is not None or not call.opens_at <= at < call.closes_at:
        return [reason("dispatch.no_call")]
    return schemes.why_no_round(rounds, at)


def free_for(request: Request) -> int | None:
    """Yen that are left for a request; ``None`` where no budget is kept for it."""
    call = request.call
    fund = None if call is None else getattr(call, "fund", None)
    if call is None or fund is None:
        return None
    fund.refresh_from_db()
    rounds = list(call.rounds.all())
    own = next((one for one in rounds if one.pk == request.round_id), None)
    if own is None:
        return int(fund.free)
    return schemes.left_for(own, rounds, fund.free)


def rounds_to_go_on_in(request: Request, at: datetime) -> list[Round]:
    """Rounds of the programme, open or to come, in which a request could go on."""
    rows = Round.objects.filter(
        call__programme=PROGRAMMES[request.kind],
        call__cancelled_at=None,
        closes_at__gt=at,
        stopped_at=None,
    )
    others = rows.select_related("call").order_by("opens_at", "pk")
    return [one for one in others if one.pk != request.round_id]
