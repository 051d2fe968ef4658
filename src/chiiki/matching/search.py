"""Where days, budget, floors or teams bind: relax, fill, improve. Runs in a worker.

Linear program over the best pairs, pairs added while their price says so; each adviser's
days are filled with a bundle of requests, or, where that cannot be, what came out whole is
fixed and the rest solved as an integer program; then parts are freed and solved again
(large neighbourhood search; Shaw, 1998), a fixed number of times.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

import numpy as np

from chiiki.errors import EngineError
from chiiki.matching.filling import fill
from chiiki.matching.gathered import Duals, Floats
from chiiki.matching.model import Prices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Flags, Ints, Problem, Solved
from chiiki.matching.program import NEAR_ONE, Program
from chiiki.matching.rules import Search

MOST_ROUNDS = 6  # of adding pairs
ADDED = 8  # pairs for each request in a round
CLOSE = 14  # pairs for each request, by price, that an integer program chooses among
MOST_LEFT = 2  # half-days left over beyond which an adviser is not drawn oftener
BASE_CHANCE = 0.1  # of being drawn with nothing left over
PATIENCE = 20  # times the nodes, where little was found
SEED = 20_120_701
TINY = 1e-6


def search(problem: Problem, settings: Search) -> Solved:
    """Return a good choice, the best one where the round is small, and LP prices."""
    candidates, solved = _relax(problem, settings)
    if solved is None:
        return Solved(chosen=None, prices=None, method="search", solver=solver())
    shares, duals = solved
    prices = prices_of(duals)
    if len(problem) <= settings.exact_pairs:
        chosen = _everything(problem).whole(nodes=None)
        return Solved(chosen=chosen, prices=prices, method="exact", solver=solver())
    finder = _Finder(problem, settings, candidates, duals)
    filled = fill(problem, duals.request, prices)
    chosen = filled.chosen
    if chosen is None:
        chosen = finder.first(candidates, shares)
    prices = replace(prices, bundles=filled.prices)
    chosen = finder.improve(chosen)
    return Solved(chosen=chosen, prices=prices, method="search", solver=solver())


def keep_more(problem: Problem, settings: Search, start: Flags) -> Solved:
    """Return what keeps more of what stood before than ``start``, in as much work."""
    if len(problem) <= settings.exact_pairs:
        chosen = _everything(problem).whole(nodes=None, start=start)
        return Solved(chosen=chosen, prices=None, method="exact", solver=solver())
    candidates, solved = _relax(problem, settings)
    if solved is None:
        return Solved(chosen=start, prices=None, method="search", solver=solver())
    finder = _Finder(problem, settings, candidates, solved[1])
    chosen = finder.improve(start)
    return Solved(chosen=chosen, prices=None, method="search", solver=solver())


def solver() -> str:
    return f"highs {version('highspy')}"


def _everything(problem: Problem) -> Program:
    return Program(problem, np.arange(len(problem)), np.zeros(len(problem), np.bool_))


def prices_of(duals: Duals) -> Prices:
    """Duals as whole prices; a sign that only rounding could have made is taken off."""
    return Prices(
        capacity=_whole(np.maximum(duals.capacity, 0)),
        load=_whole(duals.load),
        budget=max(round(duals.budget * SCALE), 0),
        floors=_whole(np.maximum(duals.floors, 0)),
        once=_whole(np.maximum(duals.once, 0)),
        covers=_whole(np.maximum(duals.covers, 0)),
    )


def reduced(problem: Problem, duals: Duals) -> Floats:
    """What each pair would add at these prices, beyond what its request has."""
    request, adviser = problem.request, problem.adviser
    worth = (
        problem.worth + problem.bonus - problem.size[request] * duals.capacity[adviser]
    )
    worth = worth - duals.load[adviser] - duals.budget * problem.cost
    np.subtract.at(worth, problem.once.pairs, duals.once[problem.once.of_pairs()])
    np.add.at(worth, problem.covers.pairs, duals.covers[problem.covers.of_pairs()])
    served = problem.served.astype(float)
    for group, price in zip(problem.floors, duals.floors, strict=True):
        served[group] += price
    gained: Floats = np.where(problem.team[request] == 1, served[request], 0.0)
    return worth + gained - duals.request[request]


def _relax(
    problem: Problem, settings: Search
) -> tuple[Ints, tuple[Floats, Duals] | None]:
    """Solve the linear program; add pairs that would gain until none would."""
    candidates = _candidates(problem, settings.candidates)
    nothing = problem.fixed
    solved = Program(problem, candidates, nothing).relaxed()
    if solved is None and len(candidates) < len(problem):
        candidates = np.arange(len(problem))
        solved = Program(problem, candidates, nothing).relaxed()
    for _round in range(MOST_ROUNDS):
        if solved is None or len(candidates) == len(problem):
            break
        gain = reduced(problem, solved[1])
        gain[candidates] = 0
        added = np.flatnonzero(_best(problem, gain, ADDED) & (gain > TINY))
        if not len(added):
            break
        candidates = np.union1d(candidates, added)
        solved = Program(problem, candidates, nothing).relaxed()
    return candidates, solved


def _candidates(problem: Problem, most: int) -> Ints:
    """The best pairs of each request, and what is fixed, stood before or is a minimum."""
    wanted = _best(problem, (problem.worth + problem.bonus).astype(float), most)
    wanted |= problem.fixed | (problem.keep > 0)
    for whom in np.flatnonzero(problem.minimum > 0):
        pairs = np.flatnonzero(problem.adviser == whom)
        order = np.argsort(-problem.worth[pairs], kind="stable")
        wanted[pairs[order[: 2 * int(problem.minimum[whom]) + ADDED]]] = True
    for number in range(len(problem.covers)):
        pairs = problem.covers.row(number)
        order = np.argsort(-problem.worth[pairs], kind="stable")
        wanted[pairs[order[:ADDED]]] = True
    return np.flatnonzero(wanted)


def _best(problem: Problem, gain: Floats, most: int) -> Flags:
    """The ``most`` best pairs of each request; the earlier of equals."""
    order = np.lexsort((np.arange(len(problem)), -gain, problem.request))
    rank = np.arange(len(problem)) - problem.starts[problem.request[order]]
    best = np.zeros(len(problem), np.bool_)
    best[order[rank < most]] = True
    return best


class _Finder:
    def __init__(
        self, problem: Problem, settings: Search, candidates: Ints, duals: Duals
    ) -> None:
        self._problem, self._settings = problem, settings
        gain = reduced(problem, duals)
        close = _best(problem, gain, CLOSE) | problem.fixed | (problem.keep > 0)
        for number in range(len(problem.covers)):
            close[problem.covers.row(number)] = True
        needy = problem.minimum[problem.adviser] > 0
        is_candidate = np.zeros(len(problem), np.bool_)
        is_candidate[candidates] = True
        self._close = np.flatnonzero(is_candidate & (close | needy))
        self._close_requests = problem.request[self._close]
        self._close_advisers = problem.adviser[self._close]
        self._able = np.unique(self._close_advisers)
        self._random = np.random.default_rng(SEED)

    def first(self, candidates: Ints, shares: Floats) -> Flags:
        """Fix the requests that came out whole, and finish the rest."""
        problem, nodes = self._problem, self._settings.nodes
        base = np.zeros(len(problem), np.bool_)
        base[candidates[shares > NEAR_ONE]] = True
        members = np.bincount(problem.request[base], minlength=problem.requests)
        settled = members == problem.team
        base &= settled[problem.request]
        chosen = self._finish(self._close[~settled[self._close_requests]], base, nodes)
        if chosen is None:
            nothing = np.zeros(len(problem), np.bool_)
            chosen = self._finish(self._close, nothing, nodes * PATIENCE)
        if chosen is None:
            everything = np.arange(len(problem))
            chosen = self._finish(everything, nothing, nodes * PATIENCE)
        if chosen is None:
            raise EngineError("matching.no_solution_found", nodes=nodes * PATIENCE)
        return chosen

    def improve(self, chosen: Flags) -> Flags:
        """Free some advisers and whoever is not served, solve again, keep what is better."""
        problem = self._problem
        for _step in range(self._settings.steps):
            free = self._around(chosen, self._neighbours(chosen))
            if not len(free):
                continue
            program = Program(problem, free, chosen)
            found = program.whole(nodes=self._settings.nodes, start=chosen)
            if found is None or not problem.keeps_limits(found):
                continue
            if problem.aim(found) > problem.aim(chosen):
                chosen = found
        return chosen

    def _finish(self, free: Ints, base: Flags, nodes: int) -> Flags | None:
        return Program(self._problem, free, base).whole(nodes=nodes)

    def _neighbours(self, chosen: Flags) -> Ints:
        """Advisers at random, those with days left over the more often."""
        problem = self._problem
        used = np.zeros(problem.advisers, np.int64)
        np.add.at(used, problem.adviser[chosen], problem.size[problem.request[chosen]])
        left = np.clip((problem.spare - used)[self._able], 0, MOST_LEFT)
        chance = BASE_CHANCE + left
        count = min(self._settings.neighbours, len(self._able))
        return self._random.choice(
            self._able, count, replace=False, p=chance / chance.sum()
        )

    def _around(self, chosen: Flags, advisers: Ints) -> Ints:
        problem = self._problem
        is_near = np.zeros(problem.advisers, np.bool_)
        is_near[advisers] = True
        is_held = np.zeros(problem.requests, np.bool_)
        is_held[problem.request[chosen & ~is_near[problem.adviser]]] = True
        close = self._close[is_near[self._close_advisers]]
        own = np.flatnonzero(chosen & is_near[problem.adviser])
        free = np.union1d(close, own)
        around: Ints = free[~is_held[problem.request[free]]]
        return around


def _whole(prices: Floats) -> tuple[int, ...]:
    return tuple(int(one) for one in np.rint(prices * SCALE))
