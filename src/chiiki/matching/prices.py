"""Prices that prove the choice of a flow to be the best one, in whole numbers."""

from __future__ import annotations

import numpy as np

from chiiki.matching.model import Prices
from chiiki.matching.problem import Flags, Ints, Problem

SCALE = 1 << 24  # prices are told in 1/SCALE of a point
FAR = np.int64(1) << 40
MOST_PASSES = 20_000


def flow_prices(problem: Problem, chosen: Flags) -> Prices:
    """The dearest prices at which nobody would leave where they stand.

    Who is not full costs what one more request would cost in load; a full adviser falls
    to what the next best place of somebody there would be worth. Where the choice is the
    best one, no price falls below what the last request cost: the bound is the value.
    """
    finder = _Finder(problem, chosen)
    price = finder.start()
    for _pass in range(MOST_PASSES):
        lower = np.minimum(price, finder.offers(price))
        if (lower == price).all():
            break
        price = lower
    dear = finder.dearest
    load = np.minimum(price, dear)
    zero = (0,) * problem.advisers
    return Prices(
        capacity=zero,
        load=tuple(int(one) * SCALE for one in load),
        floors=(0,) * len(problem.floors),
        once=(0,) * len(problem.once),
        covers=(0,) * len(problem.covers),
    )


class _Finder:
    def __init__(self, problem: Problem, chosen: Flags) -> None:
        is_fixed = np.zeros(problem.requests, np.bool_)
        is_fixed[problem.request[problem.fixed]] = True
        self._problem = problem
        self._points = problem.worth + problem.served[problem.request]
        self.dearest = int(self._points.max(initial=0))
        self._own = np.flatnonzero(chosen & ~is_fixed[problem.request])
        self._others = np.flatnonzero(~chosen & ~is_fixed[problem.request])
        self._loads = problem.loads(chosen)
        self._full = self._loads >= problem.most_requests()
        self._request = problem.request[self._others]
        has = np.concatenate([[True], self._request[1:] != self._request[:-1]])
        self._starts = np.flatnonzero(has[: len(self._request)])

    def start(self) -> Ints:
        steps = np.minimum(self._loads, self._problem.load_steps) * self._problem.load
        return np.where(self._full, FAR, steps).astype(np.int64)

    def offers(self, price: Ints) -> Ints:
        """The most that each adviser's price can be before somebody there would leave."""
        problem = self._problem
        best = np.zeros(problem.requests, np.int64)
        if len(self._others):
            gain = self._points[self._others] - price[problem.adviser[self._others]]
            top = np.maximum.reduceat(gain, self._starts)
            where = self._request[self._starts]
            best[where] = np.maximum(top, 0)
        offers = np.full(problem.advisers, FAR)
        surplus = self._points[self._own] - best[problem.request[self._own]]
        np.minimum.at(offers, problem.adviser[self._own], surplus)
        return offers
