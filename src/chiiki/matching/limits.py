"""What holds a proposal back, and what it is worth by level."""

from __future__ import annotations

import numpy as np

from chiiki.matching.model import Binding, FloorServed, Instance, Levels, Prices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Flags, Problem
from chiiki.matching.scores import nomination_points, worth


def levels_of(instance: Instance, problem: Problem, chosen: Flags) -> Levels:
    """The points of a choice by level, each request and adviser by the tables."""
    rules, served = instance.rules, problem.is_served(chosen)
    nominations = fit = travel = 0
    for pair in np.flatnonzero(chosen):
        request = instance.requests[problem.request[pair]]
        adviser = instance.advisers[problem.adviser[pair]]
        found = worth(rules, request, adviser)
        bonus = nomination_points(rules.points, request, adviser.id) // request.team
        nominations += bonus
        travel += found.travel
        fit += int(problem.worth[pair]) + found.travel - bonus
    return Levels(
        floors=tuple(
            FloorServed(group=group, served=int(served[members].sum()), needed=needed)
            for group, members, needed in zip(
                sorted(rules.floors), problem.floors, problem.needed, strict=True
            )
        ),
        coverage=int(problem.served[served].sum()),
        nominations=nominations,
        fit=fit,
        balance=problem.load_of(problem.loads(chosen)),
        travel=travel,
    )


def binding_of(
    instance: Instance, problem: Problem, prices: Prices
) -> tuple[Binding, ...]:
    """Every limit with a price, the dearest of each kind first."""
    found = []
    if prices.budget:
        per_thousand = prices.budget * 1000 / SCALE
        found.append(Binding(limit="budget", of="", price=round(per_thousand, 2)))
    for group, price in zip(sorted(instance.rules.floors), prices.floors, strict=True):
        if price:
            found.append(_binding("floor", group, price))
    found += sorted(
        (
            _binding("capacity", one.id, half_day or load)
            for one, half_day, load in zip(
                instance.advisers,
                prices.capacity,
                _scarce(problem, prices),
                strict=True,
            )
            if half_day or load
        ),
        key=lambda one: (-one.price, one.of),
    )
    return tuple(found)


def _scarce(problem: Problem, prices: Prices) -> list[int]:
    """The price of one more request beyond what load itself takes off."""
    most = problem.most_requests()
    table = problem.load_table(int(most.max(initial=0)) + 1)
    step = SCALE * np.diff(table)[np.maximum(most - 1, 0)]
    load = np.array(prices.load, np.int64)
    return [int(one) for one in np.where(most > 0, np.maximum(load - step, 0), 0)]


def _binding(limit: str, of: str, price: int) -> Binding:
    return Binding(limit=limit, of=of, price=round(price / SCALE, 2))
