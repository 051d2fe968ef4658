"""A smallest set of wishes and limits that cannot all hold, found by leaving out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chiiki.matching.canonical import must_be, problem_of
from chiiki.matching.model import Contradiction, Instance, Wishes
from chiiki.matching.worker import program_worker
from chiiki.reasons import Reason, reason

SUSPECTS = "chiiki.matching.feasible:suspects"
CAN_HOLD = "chiiki.matching.feasible:can_hold"


@dataclass(frozen=True, slots=True)
class Limit:
    """One wish or limit: how it is told, and the round without it."""

    kind: str
    of: tuple[str, ...]
    reason: Reason
    lift: Callable[[Instance], Instance]


def contradiction_of(instance: Instance) -> Contradiction:
    """Return the wishes and limits of which none can be left out of the contradiction.

    A linear program that may break limits at a price shows which are suspect; from those
    one after the other is left out, and stays out where the rest still cannot hold.
    """
    limits = limits_of(instance)
    suspect = set(program_worker.ask(SUSPECTS, problem_of(instance)))
    core = [
        one for one in limits if one.kind == "ban" or _key(instance, one) in suspect
    ]
    if _holds(instance, limits, core):
        core = list(limits)
    for one in list(core):
        without = [other for other in core if other is not one]
        if not _holds(instance, limits, without):
            core = without
    return Contradiction(tuple(one.reason for one in core))


def limits_of(instance: Instance) -> list[Limit]:
    """Every wish and limit that could be lifted, bans first, so that they leave first."""
    limits = [*_bans(instance), *_settled(instance)]
    for one in instance.advisers:
        if one.minimum:
            limits.append(
                Limit(
                    "minimum",
                    (one.id,),
                    reason("matching.minimum_set", adviser=one.id, minimum=one.minimum),
                    _without_minimum(one.id),
                )
            )
    for group, share in sorted(instance.rules.floors.items()):
        told = reason("matching.floor_set", group=group, percent=share / 10)
        limits.append(Limit("floor", (group,), told, _without_floor(group)))
    budget = instance.rules.budget
    if budget is not None:
        told = reason("matching.budget_set", budget=budget)
        limits.append(Limit("budget", (), told, _without_budget))
    for one in instance.advisers:
        told = reason("matching.capacity_set", adviser=one.id, spare=one.spare)
        limits.append(Limit("capacity", (one.id,), told, _with_room(one.id)))
    return limits


def _bans(instance: Instance) -> list[Limit]:
    return [
        Limit(
            "ban",
            pair,
            reason("matching.ban_set", request=pair[0], adviser=pair[1]),
            _without_ban(pair),
        )
        for pair in sorted(instance.wishes.bans)
    ]


def _settled(instance: Instance) -> list[Limit]:
    found = []
    for pair in must_be(instance):
        is_pin = pair in instance.wishes.pins
        code = "matching.pinned" if is_pin else "matching.notified"
        told = Reason(code, {"request": pair[0], "adviser": pair[1]})
        found.append(Limit("pin", pair, told, _without_pin(pair)))
    return found


def _holds(instance: Instance, limits: Sequence[Limit], kept: Sequence[Limit]) -> bool:
    """Whether a round under no more than the kept limits can be."""
    lifted = instance
    for one in limits:
        if one not in kept:
            lifted = one.lift(lifted)
    return bool(program_worker.ask(CAN_HOLD, problem_of(lifted)))


def _key(instance: Instance, limit: Limit) -> tuple[str, int]:
    advisers = {one.id: k for k, one in enumerate(instance.advisers)}
    requests = {one.id: k for k, one in enumerate(instance.requests)}
    if limit.kind in ("minimum", "capacity"):
        return limit.kind, advisers[limit.of[0]]
    if limit.kind == "floor":
        return "floors", sorted(instance.rules.floors).index(limit.of[0])
    if limit.kind == "pin":
        return limit.kind, requests[limit.of[0]] * len(advisers) + advisers[limit.of[1]]
    return limit.kind, 0


def _with_wishes(instance: Instance, wishes: Wishes) -> Instance:
    return replace(instance, wishes=wishes)


def _without_ban(pair: tuple[str, str]) -> Callable[[Instance], Instance]:
    return lambda one: _with_wishes(
        one, replace(one.wishes, bans=one.wishes.bans - {pair})
    )


def _without_pin(pair: tuple[str, str]) -> Callable[[Instance], Instance]:
    """Without the pin, and without the notified place."""

    def lift(one: Instance) -> Instance:
        request, adviser = pair
        kept = {
            key: tuple(who for who in sent if (key, who) != (request, adviser))
            for key, sent in one.wishes.incumbent.items()
        }
        return _with_wishes(
            one, replace(one.wishes, pins=one.wishes.pins - {pair}, incumbent=kept)
        )

    return lift


def _without_minimum(adviser: str) -> Callable[[Instance], Instance]:
    return lambda one: replace(
        one,
        advisers=tuple(
            replace(who, minimum=0) if who.id == adviser else who
            for who in one.advisers
        ),
    )


def _with_room(adviser: str) -> Callable[[Instance], Instance]:
    """With capacity for every request."""

    def lift(one: Instance) -> Instance:
        room = sum(request.half_days for request in one.requests)
        return replace(
            one,
            advisers=tuple(
                replace(who, capacity=who.capacity + room) if who.id == adviser else who
                for who in one.advisers
            ),
        )

    return lift


def _without_floor(group: str) -> Callable[[Instance], Instance]:
    return lambda one: replace(
        one,
        rules=replace(
            one.rules,
            floors={
                key: 0 if key == group else v for key, v in one.rules.floors.items()
            },
        ),
    )


def _without_budget(one: Instance) -> Instance:
    return replace(one, rules=replace(one.rules, budget=None))
