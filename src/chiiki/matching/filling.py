"""Fill each adviser's days with a bundle: prices first, then one bundle after the other.

Bundles are found at the prices of a linear program and added to it (Dantzig and Wolfe,
1960), the prices kept near those of the plain program at first; then the bundles with
the greatest shares are taken, a few at a time, and new ones found for whoever is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from chiiki.matching.bound import served_of
from chiiki.matching.bundle_bound import gain_of, rest_of
from chiiki.matching.bundle_program import BundleProgram
from chiiki.matching.bundles import Bundle, Bundles
from chiiki.matching.gathered import Floats
from chiiki.matching.model import BundlePrices, Prices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Flags, Ints, Problem

MOST_HALF_DAYS = 60  # of one adviser, beyond which bundles are too many to try
MOST_WORK = 200_000_000  # steps of the simplex method, times the rows
MOST_ROUNDS = 60  # of finding bundles
FIRST_WIDTH = 400.0  # points by which prices may leave those of the plain program
NEAR_BOUND = 2e-4  # of the value, where more bundles are not worth their time
TRIALS = 6  # of prices a little off, for bundles to begin with
AS_GOOD_AS_WHOLE = 0.95
SOME = 1e-6
AT_ONCE = 30  # one in so many advisers is settled in a step
FAR = 1 << 44  # in 1/SCALE of a point, more than any pair is worth
SEED = 19_600_101


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A choice that keeps all limits, or None, and the prices of the closest bound."""

    chosen: Flags | None
    prices: BundlePrices | None


def fill(problem: Problem, requests: Floats, prices: Prices) -> Filled:
    """Return a choice by bundles, from the prices of the plain program.

    ``requests`` are its duals, in points: what a place of each request is worth.
    """
    if int(problem.spare.max(initial=0)) > MOST_HALF_DAYS:
        return Filled(chosen=None, prices=None)
    places = np.rint(requests * SCALE).astype(np.int64)
    places -= np.where(problem.team == 1, served_of(problem, prices), 0)
    start = BundlePrices(
        requests=tuple(int(one) for one in places),
        budget=prices.budget,
        floors=prices.floors,
        covers=prices.covers,
    )
    filler = _Filler(problem, start)
    best = filler.price()
    chosen = filler.settle()
    if chosen is not None:
        chosen = whole_teams(problem, chosen)
        chosen = chosen if keeps_everything(problem, chosen) else None
    return Filled(chosen=chosen, prices=best)


class _Filler:
    def __init__(self, problem: Problem, start: BundlePrices) -> None:
        self._problem, self._start = problem, start
        self._program = BundleProgram(problem, MOST_WORK)
        self._bundles = Bundles(problem)
        self._random = np.random.default_rng(SEED)

    def price(self) -> BundlePrices:
        """Add bundles until the prices are nearly the best; return those of the bound."""
        program, best, width = self._program, self._start, FIRST_WIDTH
        lowest = self._find(best)
        self._try_near(best, width)
        program.keep_near(best, width)
        for _round in range(MOST_ROUNDS):
            if not program.solve():
                break
            is_near = program.value >= lowest - abs(lowest) * NEAR_BOUND
            if is_near and program.is_free():
                break
            if is_near:
                width *= 2
                program.keep_near(best, width)
            prices = program.prices()
            bound = self._find(prices)
            if bound < lowest:
                best, lowest = prices, bound
                program.keep_near(best, width)
        program.leave_free()
        return best

    def _find(self, prices: BundlePrices) -> float:
        """Add the best bundles at these prices; return the bound that they prove."""
        gain = self._gain(prices)
        worth, found = self._bundles.best(gain)
        self._program.add(self._once(found, gain))
        return (rest_of(self._problem, prices) + int(worth.sum())) / SCALE

    def _gain(self, prices: BundlePrices) -> Ints:
        return gain_of(self._problem, prices) + SCALE * self._problem.bonus

    def _try_near(self, prices: BundlePrices, width: float) -> None:
        requests = np.array(prices.requests, np.int64)
        for _trial in range(TRIALS):
            off = self._random.normal(0, width, len(requests)) * SCALE
            told = tuple(int(one) for one in requests + np.rint(off).astype(np.int64))
            near = replace(prices, requests=told)
            gain = self._gain(near)
            self._program.add(self._once(self._bundles.best(gain)[1], gain))

    def _once(self, found: list[Bundle | None], gain: Ints) -> list[Bundle | None]:
        """Nobody goes to one project twice: the better of two stays."""
        once = self._problem.once
        if not len(once):
            return found
        row = np.full(len(self._problem), -1)
        row[once.pairs] = once.of_pairs()
        return [
            bundle and _first_of_each(sorted(bundle, key=lambda k: -gain[k]), row)
            for bundle in found
        ]

    def settle(self) -> Flags | None:
        """Take the bundles with the greatest shares, and find new ones for the others."""
        taken = _Taken(self._problem)
        least = max(self._problem.advisers // AT_ONCE, 1)
        while self._program.solve() and not taken.is_settled.all():
            if not self._take(taken, least):
                return taken.chosen
            if self._program.solve():
                self._find_beside(taken)
        return taken.chosen if taken.is_settled.all() else None

    def _take(self, taken: _Taken, least: int) -> int:
        """Take what is as good as whole, and so many more; return how many were taken."""
        shares = self._program.shares()
        count = 0
        for number in np.argsort(-shares, kind="stable"):
            share = shares[number]
            if share < SOME or (share < AS_GOOD_AS_WHOLE and count >= least):
                break
            if taken.can_be(*self._program.bundles[number]):
                taken.take(*self._program.bundles[number])
                self._program.fix(int(number))
                count += 1
        return count

    def _find_beside(self, taken: _Taken) -> None:
        gain = self._gain(self._program.prices())
        gain = np.where(taken.is_open(), gain, -FAR)
        found = self._once(self._bundles.best(gain)[1], gain)
        able = [
            bundle if bundle and taken.can_be(number, bundle) else None
            for number, bundle in enumerate(found)
        ]
        self._program.add(able)


class _Taken:
    """What has been taken so far, and what can be beside it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.chosen = np.zeros(len(problem), np.bool_)
        self.is_settled = np.zeros(problem.advisers, np.bool_)
        self._places = problem.team.copy()
        self._money = problem.budget

    def is_open(self) -> Flags:
        problem = self._problem
        free: Flags = (self._places > 0)[problem.request]
        return free & ~self.is_settled[problem.adviser]

    def can_be(self, number: int, bundle: Bundle) -> bool:
        pairs = list(bundle)
        if self.is_settled[number]:
            return False
        if self._money is not None and self._problem.cost[pairs].sum() > self._money:
            return False
        return bool((self._places[self._problem.request[pairs]] > 0).all())

    def take(self, number: int, bundle: Bundle) -> None:
        pairs = list(bundle)
        self.chosen[pairs] = True
        self.is_settled[number] = True
        self._places[self._problem.request[pairs]] -= 1
        if self._money is not None:
            self._money -= int(self._problem.cost[pairs].sum())


def _first_of_each(bundle: list[int], row: Ints) -> Bundle:
    """The bundle without a second pair of the same row."""
    kept: list[int] = []
    seen: set[int] = set()
    for pair in bundle:
        if int(row[pair]) not in seen:
            kept.append(pair)
        if row[pair] >= 0:
            seen.add(int(row[pair]))
    return tuple(sorted(kept))


def whole_teams(problem: Problem, chosen: Flags) -> Flags:
    """The choice without the teams that are not whole or lack a side."""
    members = np.bincount(problem.request[chosen], minlength=problem.requests)
    is_whole = members == problem.team
    has = np.zeros(len(problem.covers), np.int64)
    np.add.at(has, problem.covers.of_pairs(), chosen[problem.covers.pairs])
    is_whole[problem.cover_of[has == 0]] = False
    kept: Flags = chosen & is_whole[problem.request]
    return kept


def keeps_everything(problem: Problem, chosen: Flags) -> bool:
    """Whether every limit holds: days, minimums, projects, what is fixed, money, floors."""
    used = np.zeros(problem.advisers, np.int64)
    np.add.at(used, problem.adviser[chosen], problem.size[problem.request[chosen]])
    times = np.zeros(len(problem.once), np.int64)
    np.add.at(times, problem.once.of_pairs(), chosen[problem.once.pairs])
    return bool(
        (used <= problem.spare).all()
        and (problem.loads(chosen) >= problem.minimum).all()
        and (times <= 1).all()
        and chosen[problem.fixed].all()
        and problem.keeps_limits(chosen)
    )
