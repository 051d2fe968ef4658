"""What no choice can exceed, from prices alone: weak duality in whole numbers, no solver."""

from __future__ import annotations

import numpy as np

from chiiki.matching.bundle_bound import bundle_bound, served_at
from chiiki.matching.model import Prices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Ints, Problem

NEVER = np.int64(-(1 << 60))


def bound_of(problem: Problem, prices: Prices) -> int | None:
    """The most that any choice within the limits is worth; None for impossible prices.

    Whatever is short is paid for at its price, then each request takes what is best for
    it alone. Prices may be any that are not below zero (those of load may be); the better
    they are, the closer the bound. Where bundles have prices, the lower of both bounds.
    """
    by_days = bound_by_days(problem, prices)
    if prices.bundles is None or by_days is None:
        return by_days
    by_bundles = bundle_bound(problem, prices.bundles)
    return None if by_bundles is None else min(by_days, by_bundles)


def bound_by_days(problem: Problem, prices: Prices) -> int | None:
    """The bound of the linear program: half-days, requests and money have a price."""
    if not _are_possible(problem, prices):
        return None
    capacity = np.array(prices.capacity, np.int64)
    total = int((capacity * problem.spare).sum()) + sum(prices.once)
    total += prices.budget * (problem.budget or 0)
    for price, needed in zip(prices.floors, problem.needed, strict=True):
        total -= price * needed
    total += _gains(problem, prices) + _loads(problem, prices)
    return total // SCALE


def reduced_of(problem: Problem, prices: Prices) -> Ints:
    """What each pair is worth once everything that it uses is paid for."""
    capacity = np.array(prices.capacity, np.int64)
    load = np.array(prices.load, np.int64)
    size = problem.size[problem.request]
    reduced = SCALE * problem.worth - size * capacity[problem.adviser]
    reduced = reduced - load[problem.adviser] - prices.budget * problem.cost
    once, covers = problem.once, problem.covers
    if len(once):
        price = np.array(prices.once, np.int64)
        np.subtract.at(reduced, once.pairs, price[once.of_pairs()])
    if len(covers):
        price = np.array(prices.covers, np.int64)
        np.add.at(reduced, covers.pairs, price[covers.of_pairs()])
    return reduced


def served_of(problem: Problem, prices: Prices) -> Ints:
    """What serving each request is worth at these prices, beside its pairs."""
    return served_at(problem, prices.floors, prices.covers)


def _are_possible(problem: Problem, prices: Prices) -> bool:
    lengths = (
        (prices.capacity, problem.advisers),
        (prices.load, problem.advisers),
        (prices.floors, len(problem.floors)),
        (prices.once, len(problem.once)),
        (prices.covers, len(problem.covers)),
    )
    if any(len(row) != count for row, count in lengths):
        return False
    if problem.budget is None and prices.budget:
        return False
    not_below = (*prices.capacity, *prices.floors, *prices.once, *prices.covers)
    return min(not_below, default=0) >= 0 and prices.budget >= 0


def _gains(problem: Problem, prices: Prices) -> int:
    reduced, served = reduced_of(problem, prices), served_of(problem, prices)
    is_fixed = np.zeros(problem.requests, np.bool_)
    is_fixed[problem.request[problem.fixed]] = True
    is_single = problem.team == 1
    usable = problem.fixed | ~is_fixed[problem.request]
    pairs = np.flatnonzero(usable & is_single[problem.request])
    best = np.full(problem.requests, NEVER)
    np.maximum.at(best, problem.request[pairs], reduced[pairs])
    gain = np.where(best > NEVER // 2, served + best, 0)
    gain = np.where(is_fixed, gain, np.maximum(gain, 0))
    total = int(gain[is_single].sum())
    for number in np.flatnonzero(~is_single):
        total += _team_gain(problem, reduced, int(served[number]), int(number))
    return total


def _team_gain(problem: Problem, reduced: Ints, served: int, number: int) -> int:
    """The best members, whoever must be among them; the sides are not asked for again."""
    starts = problem.starts
    own = slice(int(starts[number]), int(starts[number + 1]))
    fixed = reduced[own][problem.fixed[own]]
    others = np.sort(reduced[own][~problem.fixed[own]])[::-1]
    left = int(problem.team[number]) - len(fixed)
    if left > len(others):
        return 0
    gain = served + int(fixed.sum()) + int(others[:left].sum())
    return gain if len(fixed) else max(gain, 0)


def _loads(problem: Problem, prices: Prices) -> int:
    """Each adviser's best number of requests at the price of load."""
    most = np.maximum(problem.most_requests(), problem.minimum)
    numbers = np.arange(int(most.max(initial=0)) + 1)
    load = np.array(prices.load, np.int64)[:, None] * numbers
    load = load - SCALE * problem.load_table(int(most.max(initial=0)))
    is_possible = (numbers >= problem.minimum[:, None]) & (numbers <= most[:, None])
    least = np.iinfo(np.int64).min
    return int(np.where(is_possible, load, least).max(axis=1).sum())
