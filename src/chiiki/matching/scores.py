"""What a pair is worth, in whole points by component, and what it costs in yen."""

from __future__ import annotations

from dataclasses import dataclass

from chiiki.matching.model import Adviser, Mode, Request
from chiiki.matching.rules import FULL, Points, Rules

ISLAND = "island"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The points of one pair; in a team each member counts for its share."""

    nomination: int
    fit: int
    travel: int
    parts: dict[str, int]
    cost: int

    @property
    def points(self) -> int:
        return self.nomination + self.fit - self.travel


def worth(rules: Rules, request: Request, adviser: Adviser) -> Worth:
    """Return what sending this adviser to this request is worth."""
    parts = {
        "field": _share(request.fields, adviser.fields),
        "side": _share(request.sides, adviser.sides),
        "place": _nearness(request, adviser),
    }
    weighed = sum(rules.weights[name] * value for name, value in parts.items())
    journey = journey_yen(rules, request, adviser)
    return Worth(
        nomination=nomination_points(rules.points, request, adviser.id) // request.team,
        fit=weighed // sum(rules.weights.values()) // request.team,
        travel=journey * rules.points.travel_per_thousand_yen // 1000 // request.team,
        parts=parts,
        cost=journey + fee(rules, adviser) * request.half_days,
    )


def served_points(rules: Rules, request: Request) -> int:
    is_priority = bool(request.fields & rules.priority_fields)
    return rules.points.served + rules.points.priority * is_priority


def nomination_points(points: Points, request: Request, adviser_id: str) -> int:
    if adviser_id not in request.nominations:
        return 0
    rank = request.nominations.index(adviser_id)
    return points.nominations[rank] if rank < len(points.nominations) else 0


def load_points(points: Points, requests: int) -> int:
    """Return what so many requests of one adviser take off.

    >>> from chiiki.matching.rules import published_rules
    >>> load_points(published_rules().points, 3)
    450
    """
    steps = (min(k, points.load_steps) for k in range(requests))
    return points.load * sum(steps)


def fee(rules: Rules, adviser: Adviser) -> int:
    return rules.fees[adviser.fee_class]


def journey_yen(rules: Rules, request: Request, adviser: Adviser) -> int:
    """Return the yen of one journey there and back; online there is none."""
    if request.mode is Mode.ONLINE:
        return 0
    travel = rules.travel
    stated = travel.pairs.get(f"{adviser.prefecture}-{request.prefecture}")
    if stated is not None:
        return stated
    return distance_yen(rules, request, adviser) + travel.island * (
        ISLAND in request.groups
    )


def distance_yen(rules: Rules, request: Request, adviser: Adviser) -> int:
    if adviser.prefecture == request.prefecture:
        return rules.travel.same_prefecture
    if adviser.region == request.region:
        return rules.travel.same_region
    return rules.travel.elsewhere


def _share(wanted: frozenset[str], offered: frozenset[str]) -> int:
    return FULL * len(wanted & offered) // len(wanted) if wanted else FULL


def _nearness(request: Request, adviser: Adviser) -> int:
    if request.mode is Mode.ONLINE or adviser.prefecture == request.prefecture:
        return FULL
    return FULL // 2 if adviser.region == request.region else 0
