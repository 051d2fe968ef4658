"""A round with its wishes becomes what the engine matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chiiki.matching import Adviser, Instance, Rules, Stage, Wishes, worth
from chiiki_web.dispatch import engine_input as dispatch
from chiiki_web.dispatch.models import Candidate, Fee
from chiiki_web.placing.models import Taken, Wish

Sent = Mapping[str, Sequence[str]]


def instance_of(
    round_id: int,
    *,
    wishes: Iterable[Wish],
    last: Sent,
    shown: Sequence[Taken],
    free: int | None,
) -> Instance:
    """The round as it is now, under these wishes and with ``free`` yen.

    ``last`` is whom the last proposal sends, and gives way where it must. ``shown`` waits
    for requesters to rank: its time and money are kept for it. Whoever was proposed for a
    request before is not proposed for it again.
    """
    found = dispatch.matching_instance(round_id)
    requests = frozenset(one.id for one in found.requests)
    advisers = frozenset(one.id for one in found.advisers)
    held = _held(shown)
    found = replace(
        found, advisers=tuple(_with(one, held[one.id]) for one in found.advisers)
    )
    pins, bans = _wished(wishes, requests)
    incumbent = _within(last, requests, advisers)
    stages = dict.fromkeys(incumbent, Stage.DRAFT)
    return replace(
        found,
        rules=_with_money(found, shown, free),
        wishes=Wishes(
            pins=found.wishes.pins | pins,
            bans=found.wishes.bans | bans | _proposed_before(requests, advisers),
            incumbent={**incumbent, **found.wishes.incumbent},
            stages={**stages, **found.wishes.stages},
        ),
    )


def sent_of(one: Taken) -> list[str]:
    """Whom of those that were shown the run sends; the others are alternates."""
    return [str(pk) for pk in one.advisers[: one.team]]


def _held(shown: Iterable[Taken]) -> Counter[str]:
    """Half-days of each adviser that were shown to a requester."""
    held: Counter[str] = Counter()
    for one in shown:
        for who in sent_of(one):
            held[who] += one.request.half_days
    return held


def _with(one: Adviser, half_days: int) -> Adviser:
    return replace(one, committed=one.committed + half_days) if half_days else one


def _wished(
    wishes: Iterable[Wish], requests: frozenset[str]
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Pins and bans; a wish for a request that does not wait any more rests."""
    pairs: dict[str, set[tuple[str, str]]] = {"pin": set(), "ban": set()}
    for one in wishes:
        if str(one.request_id) in requests:
            pairs[one.kind].add((str(one.request_id), str(one.adviser_id)))
    return frozenset(pairs["pin"]), frozenset(pairs["ban"])


def _within(
    sent: Sent, requests: frozenset[str], advisers: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """Whom of these the round still knows."""
    known = {
        one: tuple(adviser for adviser in who if adviser in advisers)
        for one, who in sent.items()
        if one in requests
    }
    return {one: who for one, who in known.items() if who}


def _proposed_before(
    requests: frozenset[str], advisers: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Who was a candidate of a request, and did not come, does not come a second time."""
    rows = Candidate.objects.filter(
        request__in=[int(one) for one in requests], request__status="unplaced"
    ).values_list("request", "adviser")
    pairs = ((str(request), str(adviser)) for request, adviser in rows)
    return frozenset(pair for pair in pairs if pair[1] in advisers)


def _with_money(found: Instance, shown: Sequence[Taken], free: int | None) -> Rules:
    """What is not set aside pays for this proposal and for what was shown.

    The cost of a proposal counts also whom money is set aside for: that is there beside.
    """
    rules = found.rules
    if free is None:
        return rules
    advisers = {one.id: one for one in found.advisers}
    requests = {one.id: one for one in found.requests}
    paid = Fee.objects.filter(
        candidate__request__in=[int(one) for one in found.wishes.incumbent],
        given_back_at=None,
    ).values_list("candidate__request", "candidate__adviser")
    beside = sum(
        worth(rules, requests[str(one)], advisers[str(who)]).cost
        for one, who in paid
        if str(one) in requests and str(who) in advisers
    )
    kept = sum(one.cost for one in shown)
    return replace(rules, budget=max(free - kept, 0) + beside)
