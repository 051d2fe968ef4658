"""Can the limits of a round hold at all, and which of them are suspect? Runs in a worker."""

from __future__ import annotations

import highspy
import numpy as np

from chiiki.matching.gathered import Floats
from chiiki.matching.problem import Problem
from chiiki.matching.program import FREE, Program

MOST_WHOLE = 20_000  # pairs of a round that is also tried in whole places
TINY = 1e-7
NODES = 5_000


def can_hold(problem: Problem) -> bool:
    """Whether any choice keeps every limit: in shares, and in whole places where small.

    With too many pairs for that, or after so many nodes without one, shares decide.
    """
    nothing = np.zeros(len(problem), np.bool_)
    if not len(problem):
        return not problem.minimum.any() and problem.keeps_limits(nothing)
    program = Program(problem, np.arange(len(problem)), nothing)
    if program.relaxed() is None:
        return False
    if len(problem) > MOST_WHOLE:
        return True
    return program.whole(nodes=NODES) is not None


def suspects(problem: Problem) -> list[tuple[str, int]]:
    """The limits that a linear program would pay for if each could be broken at a price."""
    if not len(problem):
        return []
    dual, first = _Elastic(problem).duals()
    found: list[tuple[str, int]] = []
    for kind, count in (
        ("minimum", problem.advisers),
        ("capacity", problem.advisers),
        ("floors", len(problem.floors)),
        ("budget", int(problem.budget is not None)),
    ):
        rows = dual[first.get(kind, 0) :][:count]
        found += [(kind, int(row)) for row in np.flatnonzero(np.abs(rows) > TINY)]
    pairs = np.flatnonzero(problem.fixed)
    keys = problem.request[pairs] * problem.advisers + problem.adviser[pairs]
    return found + [("pin", int(key)) for key in keys]


class _Elastic(Program):
    """The program in which each limit may be broken, and only that costs."""

    def __init__(self, problem: Problem) -> None:
        nothing = np.zeros(len(problem), np.bool_)
        super().__init__(problem, np.arange(len(problem)), nothing, everybody=True)
        self._breaks = self._columns
        for kind, count, sign in (
            ("minimum", problem.advisers, 1.0),
            ("capacity", problem.advisers, -1.0),
            ("floors", len(problem.floors), 1.0),
            ("budget", int(problem.budget is not None), -1.0),
        ):
            if count:
                columns = self._columns + np.arange(count)
                self._rows.put(self._at[kind] + np.arange(count), columns, sign)
                self._columns += count

    def duals(self) -> tuple[Floats, dict[str, int]]:
        model = self._model(is_whole=False)
        cost, upper = np.zeros(self._columns), np.array(model.col_upper_)
        cost[self._breaks :], upper[self._breaks :] = 1.0, FREE
        model.col_cost_, model.col_upper_ = cost, upper
        highs = self._highs()
        highs.passModel(model)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.zeros(self._rows.count), self._at
        return np.array(highs.getSolution().row_dual), self._at
