"""The linear program over bundles, one for each adviser, as HiGHS reads it."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from chiiki.matching.bundle_bound import served_at
from chiiki.matching.bundles import Bundle
from chiiki.matching.gathered import Floats
from chiiki.matching.model import BundlePrices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Ints, Problem

FREE = highspy.kHighsInf
DEAR = 20  # times what a request can be worth, for a floor or a minimum that is missed
THOUSAND = 1000


class BundleProgram:
    """Which bundles, in shares; bundles are added as they are found.

    Columns: missed floors, missed bundles, teams, the two sides of the corridor, bundles.
    Rows: requests, advisers, teams, sides of teams, floors, budget.
    """

    def __init__(self, problem: Problem, most_work: int) -> None:
        self.problem = problem
        self.bundles: list[tuple[int, Bundle]] = []
        self._known: set[tuple[int, Bundle]] = set()
        self._is_single = problem.team == 1
        self._singles = np.flatnonzero(self._is_single)
        self._teams = np.flatnonzero(~self._is_single)
        self._points = problem.worth + problem.bonus
        self._points = (
            self._points + np.where(self._is_single, problem.served, 0)[problem.request]
        )
        self._loads = problem.load_table(int(problem.most_requests().max(initial=0)))
        self._dear = DEAR * int(np.abs(self._points).max(initial=1))
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._add_rows()
        self._steps_left = most_work // max(self._highs.getNumRow(), 1)
        self._add_missed()
        self._add_teams()
        self._corridor = self._add_corridor()
        self._first_bundle = self._highs.getNumCol()

    def _add_rows(self) -> None:
        problem = self.problem
        must = np.zeros(problem.advisers, np.bool_)
        must[problem.adviser[problem.fixed]] = True
        must |= problem.minimum > 0
        self._must = np.flatnonzero(must)
        self._request = self._rows(-FREE, problem.team.astype(float))
        self._adviser = self._rows(np.where(must, 1.0, -FREE), np.ones(len(must)))
        self._team = self._rows(0.0, np.full(len(self._teams), FREE))
        self._cover = self._rows(0.0, np.full(len(problem.covers), FREE))
        self._floor = self._rows(
            np.array(problem.needed, float), np.full(len(problem.floors), FREE)
        )
        self._budget = self._rows(
            -FREE, np.array([(problem.budget or 0) / THOUSAND] * self._has_budget)
        )

    @property
    def _has_budget(self) -> int:
        return int(self.problem.budget is not None)

    def _rows(self, lower: Any, upper: Floats) -> int:
        first: int = self._highs.getNumRow()
        for low, high in zip(np.broadcast_to(lower, upper.shape), upper, strict=True):
            self._highs.addRow(low, high, 0, [], [])
        return first

    def _column(self, points: float, most: float, rows: Any, entries: Any) -> None:
        index, entry = np.array(rows, np.int32), np.array(entries, float)
        self._highs.addCol(points, 0.0, most, len(index), index, entry)

    def _add_missed(self) -> None:
        """What may be missed at a dear price, so that there always is an answer."""
        for number in range(len(self.problem.floors)):
            self._column(-self._dear, FREE, [self._floor + number], [1.0])
        for adviser in self._must.tolist():
            self._column(-self._dear, 1.0, [self._adviser + adviser], [1.0])

    def _add_teams(self) -> None:
        problem = self.problem
        for number, request in enumerate(self._teams.tolist()):
            covers = np.flatnonzero(problem.cover_of == request)
            floors = [k for k, g in enumerate(problem.floors) if request in g]
            rows = [
                self._team + number,
                *(self._cover + covers),
                *(self._floor + one for one in floors),
            ]
            entries = [-float(problem.team[request])]
            entries += [-1.0] * len(covers) + [1.0] * len(floors)
            self._column(float(problem.served[request]), 1.0, rows, entries)

    def _add_corridor(self) -> Ints:
        first: int = self._highs.getNumCol()
        for side in (-1.0, 1.0):
            for request in self._singles:
                self._column(0.0, 0.0, [self._request + request], [side])
        return np.arange(first, self._highs.getNumCol(), dtype=np.int32)

    def keep_near(self, prices: BundlePrices, width: float) -> None:
        """Let no request's price leave the corridor around these prices (du Merle, 1999)."""
        count = len(self._corridor)
        middle = self._single_prices(prices) / SCALE
        points = np.concatenate([-(middle + width), np.maximum(middle - width, 0)])
        self._highs.changeColsCost(count, self._corridor, points)
        zeros = np.zeros(count)
        self._highs.changeColsBounds(count, self._corridor, zeros, zeros + 1)

    def leave_free(self) -> None:
        """Take the corridor away."""
        count = len(self._corridor)
        zeros = np.zeros(count)
        self._highs.changeColsBounds(count, self._corridor, zeros, zeros)

    def _single_prices(self, prices: BundlePrices) -> Floats:
        """What a request is given at these prices where it is served."""
        served = served_at(self.problem, prices.floors, prices.covers)
        given = served + np.array(prices.requests, np.int64)
        return np.maximum(given[self._singles], 0).astype(float)

    def points_of(self, bundle: Bundle) -> int:
        return int(self._points[list(bundle)].sum() - self._loads[len(bundle)])

    def add(self, found: list[Bundle | None]) -> None:
        """Add each adviser's bundle where it is new."""
        new = [
            (number, bundle)
            for number, bundle in enumerate(found)
            if bundle and (number, bundle) not in self._known
        ]
        self._known.update(new)
        for number, bundle in new:
            rows, entries = self._entries(number, bundle)
            self._column(self.points_of(bundle), FREE, rows, entries)
            self.bundles.append((number, bundle))

    def _entries(self, number: int, bundle: Bundle) -> tuple[list[int], list[float]]:
        problem, pairs = self.problem, np.array(bundle)
        requests = problem.request[pairs]
        in_team = requests[~self._is_single[requests]]
        rows = [int(one) for one in self._request + requests]
        rows.append(self._adviser + number)
        rows += list(self._team + np.searchsorted(self._teams, in_team))
        rows += list(self._cover + np.flatnonzero(self._covering(pairs)))
        entries = [1.0] * len(rows)
        singles = requests[self._is_single[requests]]
        for group, members in enumerate(problem.floors):
            if count := int(np.isin(singles, members).sum()):
                rows.append(self._floor + group)
                entries.append(float(count))
        if self._has_budget:
            rows.append(self._budget)
            entries.append(float(problem.cost[pairs].sum()) / THOUSAND)
        return rows, entries

    def _covering(self, pairs: Ints) -> Any:
        covers = self.problem.covers
        has = np.zeros(len(covers), np.int64)
        if len(covers):
            np.add.at(has, covers.of_pairs(), np.isin(covers.pairs, pairs))
        return has > 0

    def fix(self, number: int) -> None:
        """This bundle is taken."""
        self._highs.changeColBounds(self._first_bundle + number, 1.0, 1.0)

    def solve(self) -> bool:
        """Whether the best shares were found before the work was used up."""
        self._highs.setOptionValue("simplex_iteration_limit", self._steps_left)
        self._highs.run()
        done = self._highs.getInfo().simplex_iteration_count
        self._steps_left = max(self._steps_left - max(done, 0), 0)
        is_solved: bool = (
            self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        )
        return is_solved

    @property
    def value(self) -> float:
        value: float = self._highs.getInfo().objective_function_value
        return value

    def shares(self) -> Floats:
        """How much of each bundle is taken."""
        return np.array(self._highs.getSolution().col_value)[self._first_bundle :]

    def is_free(self) -> bool:
        """Whether no price is held by the corridor."""
        values = np.array(self._highs.getSolution().col_value)[self._corridor]
        return bool((values < 1e-6).all())

    def prices(self) -> BundlePrices:
        """What the rows are worth, in whole numbers."""
        problem = self.problem
        dual = np.array(self._highs.getSolution().row_dual)

        def some(first: int, count: int, sign: int) -> Ints:
            found = np.maximum(sign * dual[first : first + count], 0)
            whole: Ints = np.rint(found * SCALE).astype(np.int64)
            return whole

        floors = _told(some(self._floor, len(problem.floors), -1))
        covers = _told(some(self._cover, len(problem.covers), -1))
        budget = some(self._budget, self._has_budget, 1).sum() // THOUSAND
        requests = some(self._request, problem.requests, 1)
        served = served_at(problem, floors, covers)
        requests = requests - np.where(self._is_single, served, 0)
        requests[self._teams] -= some(self._team, len(self._teams), -1)
        return BundlePrices(
            requests=_told(requests), budget=int(budget), floors=floors, covers=covers
        )


def _told(whole: Ints) -> tuple[int, ...]:
    return tuple(int(one) for one in whole)
