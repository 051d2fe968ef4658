"""What wishes and other people would cost the whole, worked out beside the pages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.errors import EngineError
from chiiki.matching.explain import explain
from chiiki.matching.pricing import prices_of_wishes
from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.placing import queries
from chiiki_web.placing.actions.boards import CannotMatch, hold_board
from chiiki_web.placing.models import Matching, Weighing

AT_ONCE = 10  # weighings in one sweep
SMALL = 2_000  # pairs of a round in which everybody is weighed without being asked for


@transaction.atomic
def ask_weighing(
    matching_id: int, request_id: int, *, by: Membership, at: datetime
) -> Weighing:
    """Ask what the whole would lose with each of the nearest others sent."""
    matching = Matching.objects.defer("instance").get(pk=matching_id)
    hold_board(matching.board.round_id, by)
    if matching.state != Matching.State.DONE:
        raise CannotMatch(reason("placing.not_a_proposal"))
    weighing, _is_new = Weighing.objects.get_or_create(
        matching=matching, request_id=request_id, defaults={"asked_at": at}
    )
    return weighing


def weigh_small_round(matching: Matching, at: datetime) -> None:
    """In a small round every request is weighed as soon as its proposal is there."""
    kept = matching.instance or {}
    requests, advisers = kept["requests"], kept["advisers"]
    if len(requests) * len(advisers) <= SMALL:
        Weighing.objects.bulk_create(
            Weighing(matching=matching, request_id=int(one["id"]), asked_at=at)
            for one in requests
        )


def weigh_waiting(at: datetime) -> int:
    """Answer what waits: the prices of the wishes of a run, then some weighings.

    A run that waits to be worked out comes first; the number answered is returned.
    """
    matching = (
        Matching.objects.filter(
            state=Matching.State.DONE, priced_at__isnull=True, repeats__isnull=True
        )
        .order_by("-pk")
        .first()
    )
    if matching is not None:
        _price(matching, at)
        return 1
    waiting = Weighing.objects.filter(answered_at__isnull=True).order_by("-pk")
    answered = 0
    for weighing in waiting.select_related("matching")[:AT_ONCE]:
        if Matching.objects.filter(state=Matching.State.QUEUED).exists():
            break
        _weigh(weighing, at)
        answered += 1
    return answered


def _price(matching: Matching, at: datetime) -> None:
    """Points that each wish of a run costs; a run that is no longer the last has none."""
    prices: dict[str, dict[str, int]] = {}
    newest = queries.last_done(matching.board)
    if matching.wishes and newest is not None and newest.pk == matching.pk:
        run = queries.read_run(matching)
        for one in prices_of_wishes(run.instance):
            key = f"{one.kind}:{one.pair[0]}:{one.pair[1]}"
            prices[key] = {"with": one.value_with, "without": one.value_without}
    rows = Matching.objects.filter(pk=matching.pk, priced_at__isnull=True)
    rows.update(prices=prices, priced_at=at)


def _weigh(weighing: Weighing, at: datetime) -> None:
    run = queries.read_run(weighing.matching)
    try:
        found = explain(run.instance, run.proposal, str(weighing.request_id))
        losses = {one.adviser_id: one.loss for one in found.others}
    except EngineError:
        losses = {}
    rows = Weighing.objects.filter(pk=weighing.pk, answered_at__isnull=True)
    rows.update(losses=losses, answered_at=at)
