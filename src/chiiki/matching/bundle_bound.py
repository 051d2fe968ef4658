"""What no choice can exceed, by the best bundle of each adviser: whole numbers, no solver."""

from __future__ import annotations

import numpy as np

from chiiki.matching.bundles import NEVER, Bundles
from chiiki.matching.model import BundlePrices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Ints, Problem


def bundle_bound(problem: Problem, prices: BundlePrices) -> int | None:
    """The most that any choice within the limits is worth; None for impossible prices.

    Each adviser takes the bundle that is worth most once every request, the money and the
    sides are paid for; each request is given what its places cost, or is not served. That
    nobody goes to one project twice is left out: the bound can only be higher by that.
    """
    if not _are_possible(problem, prices):
        return None
    worth = Bundles(problem).worth(gain_of(problem, prices))
    if (worth <= NEVER // 2).any():
        return None
    return (rest_of(problem, prices) + int(worth.sum())) // SCALE


def rest_of(problem: Problem, prices: BundlePrices) -> int:
    """What the bound has beside the bundles: the money, the floors, and the requests."""
    rest = prices.budget * (problem.budget or 0)
    for price, needed in zip(prices.floors, problem.needed, strict=True):
        rest -= price * needed
    is_settled = np.zeros(problem.requests, np.bool_)
    is_settled[problem.request[problem.fixed]] = True
    served = served_at(problem, prices.floors, prices.covers)
    served = served + problem.team * np.array(prices.requests, np.int64)
    served = np.where(is_settled, served, np.maximum(served, 0))
    return rest + int(served.sum())


def gain_of(problem: Problem, prices: BundlePrices) -> Ints:
    """What each pair is worth to its adviser once its request and the money are paid."""
    gain = SCALE * problem.worth - prices.budget * problem.cost
    gain = gain - np.array(prices.requests, np.int64)[problem.request]
    covers = problem.covers
    if len(covers):
        price = np.array(prices.covers, np.int64)
        np.add.at(gain, covers.pairs, price[covers.of_pairs()])
    return gain


def served_at(
    problem: Problem, floors: tuple[int, ...], covers: tuple[int, ...]
) -> Ints:
    """What serving each request is worth at these prices, beside its places."""
    served = SCALE * problem.served
    for group, price in zip(problem.floors, floors, strict=True):
        served[group] += price
    if len(problem.covers):
        np.subtract.at(served, problem.cover_of, np.array(covers, np.int64))
    return served


def _are_possible(problem: Problem, prices: BundlePrices) -> bool:
    lengths = (
        (prices.requests, problem.requests),
        (prices.floors, len(problem.floors)),
        (prices.covers, len(problem.covers)),
    )
    if any(len(row) != count for row, count in lengths):
        return False
    if problem.budget is None and prices.budget:
        return False
    return min((*prices.floors, *prices.covers, prices.budget)) >= 0
