"""What speaks against a round: its hours, its neighbours, its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from chiiki.reasons import Reason, reason
from chiiki_web.schemes import queries
from chiiki_web.schemes.models import Call, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an office says of a round; ``share`` in whole yen, or what is left."""

    opens_at: datetime
    closes_at: datetime
    share: int | None = None


def misfit(call: Call, wanted: Wanted, at: datetime) -> Iterator[Reason]:
    """A round lies within its call, closes after it opens, and not in the past."""
    if call.cancelled_at is not None or call.closes_at <= at:
        yield reason("schemes.ended_already")
        return
    if wanted.closes_at <= wanted.opens_at:
        yield reason("schemes.round_closes_before_it_opens")
    if wanted.closes_at <= at:
        yield reason("schemes.round_in_the_past")
    if wanted.opens_at < call.opens_at or wanted.closes_at > call.closes_at:
        yield reason(
            "schemes.round_outside_call", opens=call.opens_at, closes=call.closes_at
        )


def no_more(call: Call, rounds: list[Round], wanted: Wanted) -> Iterator[Reason]:
    """What speaks against one more round."""
    if not rounds and queries.has_applications(call):
        yield reason("schemes.rounds_too_late")
    if rounds and wanted.opens_at < rounds[-1].closes_at:
        yield reason(
            "schemes.round_overlaps",
            number=rounds[-1].number,
            limit=rounds[-1].closes_at,
        )
    said = queries.scheme_of(call).terms.rounds
    if said and said.per_year is not None and len(rounds) >= said.per_year:
        yield reason("schemes.round_too_many", most=said.per_year)
    yield from unpayable(call, rounds, wanted, None)


def misplaced(held: Round, rounds: Sequence[Round], wanted: Wanted) -> Iterator[Reason]:
    """A changed round stays between its neighbours."""
    for one in rounds:
        is_before = one.number < held.number and wanted.opens_at < one.closes_at
        is_after = one.number > held.number and wanted.closes_at > one.opens_at
        if is_before:
            yield reason(
                "schemes.round_overlaps", number=one.number, limit=one.closes_at
            )
        if is_after:
            yield reason(
                "schemes.round_overlaps_next", number=one.number, opens=one.opens_at
            )


def received_outside(held: Round, wanted: Wanted) -> Iterator[Reason]:
    """What was received in a round stays within its hours."""
    if (
        held.applications.filter(
            submissions__version=1, submissions__received_at__lt=wanted.opens_at
        ).exists()
        or held.dispatch_requests.filter(submitted_at__lt=wanted.opens_at).exists()
    ):
        yield reason("schemes.round_before_received", number=held.number)


def unpayable(
    call: Call, others: list[Round], wanted: Wanted, held: Round | None
) -> Iterator[Reason]:
    """A share fits into the budget beside the others; a round without money is none."""
    fund = getattr(call, "fund", None)
    if wanted.share is None:
        if fund is not None and held is None and _has_nothing(call, others, fund.free):
            yield reason("schemes.round_nothing_left")
        return
    if fund is None:
        yield reason("schemes.round_without_fund")
        return
    room = queries.room_for_shares(others, fund.total)
    if wanted.share > room:
        yield reason("schemes.round_share_too_large", room=room)
    elif wanted.share < max(held.reserved if held else 0, 1):
        yield reason(
            "schemes.round_share_too_small", reserved=held.reserved if held else 0
        )
    elif wanted.share < (least := queries.least_award(call)):
        yield reason("schemes.round_share_below_award", least=least)


def _has_nothing(call: Call, rounds: list[Round], free: int) -> bool:
    after = Round(number=len(rounds) + 1, reserved=0)
    left = queries.left_for(after, rounds, free)
    return queries.stops_when_used(call) and left < queries.least_award(call)


def is_used(one: Round, rounds: list[Round], call: Call) -> bool:
    fund = getattr(call, "fund", None)
    if fund is None or not queries.stops_when_used(call):
        return False
    return queries.left_for(one, rounds, fund.free) < queries.least_award(call)
