"""One min-cost flow: capacities, minimum loads, growing load. Runs in a worker.

Source of the method: Ahuja, Magnanti, Orlin, Network Flows, 1993; solved by OR-Tools'
cost-scaling push-relabel. A hash in the low bits of the costs leaves no ties.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from chiiki.errors import EngineError
from chiiki.matching.problem import Flags, Ints, Problem, Solved

MOST_BITS = 61  # largest cost times number of nodes
MOST_TIE_BITS = 20
FEWEST_TIE_BITS = 4


def solve_flow(problem: Problem) -> Solved:
    """Return the best choice of pairs under capacities, minimum loads and load."""
    return Solved(
        chosen=_Network(problem).solve(),
        prices=None,
        method="flow",
        solver=f"ortools {version('ortools')}",
    )


class _Network:
    """Requests, advisers, one node for who is not served, and the sink."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._capacity = problem.most_requests()
        self._nowhere = problem.requests + problem.advisers
        self._sink = self._nowhere + 1
        self._flow: Any = min_cost_flow.SimpleMinCostFlow()
        self._ties, self._tie_bits = _ties(problem, self._sink + 1)

    def solve(self) -> Flags | None:
        problem = self._problem
        is_fixed = np.zeros(problem.requests, np.bool_)
        is_fixed[problem.request[problem.fixed]] = True
        usable = np.flatnonzero(problem.fixed | ~is_fixed[problem.request])
        if (self._capacity < problem.minimum).any():
            return None
        pairs = self._add_pairs(usable)
        self._add_unserved(np.flatnonzero(~is_fixed))
        self._add_loads()
        if self._flow.solve() != self._flow.OPTIMAL:
            return None
        chosen = np.zeros(len(problem), np.bool_)
        chosen[usable] = self._flow.flows(pairs) > 0
        return chosen

    def _add_pairs(self, usable: Ints) -> Any:
        problem = self._problem
        request = problem.request[usable]
        points = (problem.served[request] + problem.worth[usable]) + problem.bonus[
            usable
        ]
        return self._flow.add_arcs_with_capacity_and_unit_cost(
            request,
            problem.requests + problem.adviser[usable],
            np.ones(len(usable), np.int64),
            -(points << self._tie_bits) - self._ties[usable],
        )

    def _add_unserved(self, free: Ints) -> None:
        self._arcs(free, np.full(len(free), self._nowhere), 1, 0)
        self._arcs(
            np.array([self._nowhere]), np.array([self._sink]), self._problem.requests, 0
        )

    def _add_loads(self) -> None:
        """The minimum of an adviser ends there; each request above costs its step."""
        problem = self._problem
        nodes = problem.requests + np.arange(problem.advisers)
        steps = max(problem.load_steps, 1) if problem.load else 0
        for k in range(steps):
            has = np.flatnonzero((problem.minimum <= k) & (k < self._capacity))
            cost = (min(k, problem.load_steps) * problem.load) << self._tie_bits
            self._arcs(nodes[has], np.full(len(has), self._sink), 1, cost)
        rest = self._capacity - np.maximum(problem.minimum, steps)
        has = np.flatnonzero(rest > 0)
        last = (problem.load_steps * problem.load) << self._tie_bits
        self._arcs(nodes[has], np.full(len(has), self._sink), rest[has], last)
        supply = np.zeros(self._sink + 1, np.int64)
        supply[: problem.requests] = 1
        supply[nodes] = -problem.minimum
        supply[self._sink] = problem.minimum.sum() - problem.requests
        self._flow.set_nodes_supplies(np.arange(self._sink + 1), supply)

    def _arcs(self, tails: Ints, heads: Ints, capacity: Ints | int, cost: int) -> None:
        self._flow.add_arcs_with_capacity_and_unit_cost(
            tails,
            heads,
            np.broadcast_to(np.asarray(capacity, np.int64), tails.shape).copy(),
            np.full(len(tails), cost, np.int64),
        )


def _ties(problem: Problem, nodes: int) -> tuple[Ints, int]:
    """A small number for each pair, by its place in the canonical order, and its room.

    All ties of one solution together stay below one point.
    """
    points = np.abs(problem.worth + problem.bonus).max(initial=0)
    points += problem.served.max(initial=0)
    most = max(int(points), problem.load * problem.load_steps, 1)
    room = problem.requests.bit_length()
    left = MOST_BITS - most.bit_length() - nodes.bit_length() - room
    bits = min(left, MOST_TIE_BITS)
    if bits < FEWEST_TIE_BITS:
        raise EngineError("matching.too_large_for_flow", nodes=nodes)
    mixed = problem.request.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= (problem.adviser.astype(np.uint64) + np.uint64(1)) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return (mixed & np.uint64((1 << bits) - 1)).astype(np.int64), bits + room
