"""The integer program of a round, over some of its pairs, as HiGHS reads it."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from chiiki.matching.gathered import Duals, Floats, Gathered
from chiiki.matching.problem import Flags, Ints, Problem

FREE = highspy.kHighsInf
NEAR_ONE = 1 - 1e-6
HALF = 0.5
CLOSE_ENOUGH = 5e-4  # of the value, where a search only looks for something better


class Program:
    """Choose among ``free`` pairs; what ``base`` has chosen of the others stays.

    A request has all of its chosen pairs among the free ones, or none of its pairs.
    Columns: the pairs, then one for each team, then the steps of each adviser's load.
    """

    def __init__(
        self, problem: Problem, free: Ints, base: Flags, *, everybody: bool = False
    ) -> None:
        self.problem, self.free, self._base = problem, free, base
        self._kept = base.copy()
        self._kept[free] = False
        self._request = problem.request[free]
        self._adviser = problem.adviser[free]
        self._is_team = problem.team[self._request] > 1
        self._requests = np.unique(self._request)
        self._teams = self._requests[problem.team[self._requests] > 1]
        self._advisers = np.unique(self._adviser)
        needy = np.flatnonzero((problem.minimum > 0) | everybody)
        self._advisers = np.union1d(self._advisers, needy)
        self._steps = max(problem.load_steps if problem.load else 0, 0) + 1
        self._first_team = len(free)
        self._first_step = len(free) + len(self._teams)
        self._end = self._first_step + len(self._advisers) * self._steps
        self._columns = self._end
        self._rows = Gathered()
        self._at: dict[str, int] = {}
        self._build()

    def relaxed(self) -> tuple[Floats, Duals] | None:
        """The answer in shares of pairs, and the duals; None where nothing keeps limits."""
        highs = self._highs()
        highs.passModel(self._model(is_whole=False))
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = highs.getSolution()
        return np.array(found.col_value)[: len(self.free)], self._duals(
            np.array(found.row_dual)
        )

    def whole(self, *, nodes: int | None, start: Flags | None = None) -> Flags | None:
        """The choice found within so many nodes (None: the best); None if none was."""
        highs = self._highs()
        highs.setOptionValue("mip_rel_gap", 0.0 if nodes is None else CLOSE_ENOUGH)
        highs.setOptionValue("mip_abs_gap", HALF)
        if nodes is not None:
            highs.setOptionValue("mip_max_nodes", nodes)
        highs.passModel(self._model(is_whole=True))
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = list(self._columns_of(start))
            highs.setSolution(solution)
        highs.run()
        if highs.getInfo().primal_solution_status != 2:
            return None
        chosen = self._kept.copy()
        values = np.array(highs.getSolution().col_value)[: len(self.free)]
        chosen[self.free] = values > HALF
        return chosen

    def _highs(self) -> Any:
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("random_seed", 0)
        return highs

    def _build(self) -> None:
        self._add_requests()
        self._add_capacity()
        self._add_load()
        self._add_budget()
        self._add_floors()
        self._add_once()
        self._add_covers()
        self._add_least()

    def _team_column(self, requests: Ints) -> Ints:
        return self._first_team + np.searchsorted(self._teams, requests)

    def _add_requests(self) -> None:
        problem, rows = self.problem, self._rows
        team = problem.team[self._requests] > 1
        first = rows.limits(
            np.where(team, 0.0, -FREE), np.where(team, 0.0, 1.0), len(self._requests)
        )
        self._at["request"] = first
        number = np.searchsorted(self._requests, self._request)
        rows.put(first + number, np.arange(len(self.free)), 1.0)
        where = np.searchsorted(self._requests, self._teams)
        columns = self._team_column(self._teams)
        rows.put(first + where, columns, -problem.team[self._teams].astype(float))
        members = np.flatnonzero(self._is_team)
        tight = rows.limits(-FREE, 0.0, len(members))
        rows.put(tight + np.arange(len(members)), members, 1.0)
        rows.put(
            tight + np.arange(len(members)),
            self._team_column(self._request[members]),
            -1.0,
        )

    def _add_capacity(self) -> None:
        problem = self.problem
        used = np.zeros(problem.advisers)
        kept = np.flatnonzero(self._kept)
        np.add.at(used, problem.adviser[kept], problem.size[problem.request[kept]])
        left = (problem.spare - used)[self._advisers]
        self._at["capacity"] = self._rows.limits(-FREE, left, len(self._advisers))
        number = np.searchsorted(self._advisers, self._adviser)
        size = problem.size[self._request]
        columns = np.arange(len(self.free))
        self._rows.put(self._at["capacity"] + number, columns, size)

    def _add_load(self) -> None:
        problem, rows, count = self.problem, self._rows, len(self._advisers)
        there = problem.loads(self._kept)[self._advisers]
        first = rows.limits(-there, -there, count)
        self._at["load"] = first
        number = np.searchsorted(self._advisers, self._adviser)
        rows.put(first + number, np.arange(len(self.free)), 1.0)
        steps = self._first_step + np.arange(count * self._steps)
        owner = np.repeat(np.arange(count), self._steps)
        rows.put(first + owner, steps, -1.0)
        least = rows.limits(problem.minimum[self._advisers], FREE, count)
        rows.put(least + owner, steps, 1.0)
        self._at["minimum"] = least

    def _add_budget(self) -> None:
        problem = self.problem
        if problem.budget is None:
            return
        left = problem.budget - int(problem.cost[self._kept].sum())
        self._at["budget"] = self._rows.limits(-FREE, left / 1000, 1)
        columns = np.arange(len(self.free))
        self._rows.put(self._at["budget"], columns, problem.cost[self.free] / 1000.0)

    def _add_floors(self) -> None:
        problem, rows = self.problem, self._rows
        served = problem.is_served(self._kept)
        self._at["floors"] = rows.count
        for group, needed in zip(problem.floors, problem.needed, strict=True):
            row = rows.limits(needed - int(served[group].sum()), FREE, 1)
            single = np.isin(self._request, group) & ~self._is_team
            rows.put(row, np.flatnonzero(single), 1.0)
            rows.put(row, self._team_column(np.intersect1d(self._teams, group)), 1.0)

    def _add_once(self) -> None:
        once, rows = self.problem.once, self._rows
        there = np.zeros(len(once))
        of_pairs = once.of_pairs()
        np.add.at(there, of_pairs, self._kept[once.pairs])
        first = rows.limits(-FREE, 1.0 - there, len(once))
        self._at["once"] = first
        self._put_pairs(first + of_pairs, once.pairs)

    def _add_covers(self) -> None:
        problem, rows = self.problem, self._rows
        here = np.isin(problem.cover_of, self._teams)
        first = rows.limits(np.where(here, 0.0, -FREE), FREE, len(problem.covers))
        self._at["covers"] = first
        self._put_pairs(first + problem.covers.of_pairs(), problem.covers.pairs)
        owners = problem.cover_of[here]
        rows.put(first + np.flatnonzero(here), self._team_column(owners), -1.0)

    def _add_least(self) -> None:
        problem = self.problem
        if problem.least is None:
            return
        outside = np.setdiff1d(np.arange(problem.advisers), self._advisers)
        loads = problem.loads(self._kept)
        there = int(problem.served[problem.is_served(self._kept)].sum())
        there += int(problem.worth[self._kept].sum())
        there -= problem.load_of(loads[outside])
        row = self._rows.limits((problem.least - there) / 1000, FREE, 1)
        points = self._points(with_bonus=False) / 1000
        self._rows.put(row, np.arange(self._columns), points)

    def _put_pairs(self, row: Ints, pairs: Ints) -> None:
        place = np.searchsorted(self.free, pairs)
        place = np.minimum(place, max(len(self.free) - 1, 0))
        is_free = self.free[place] == pairs if len(self.free) else pairs < 0
        self._rows.put(row[is_free], place[is_free], 1.0)

    def _model(self, *, is_whole: bool) -> Any:
        problem, rows = self.problem, self._rows
        lower, upper = np.zeros(self._columns), np.ones(self._columns)
        lower[: len(self.free)] = problem.fixed[self.free]
        last = np.arange(self._first_step, self._end)[self._steps - 1 :: self._steps]
        upper[last] = FREE
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._columns, rows.count
        model.col_cost_ = -self._points()
        model.col_lower_, model.col_upper_ = lower, upper
        model.row_lower_ = np.concatenate(rows.lower)
        model.row_upper_ = np.concatenate(rows.upper)
        start, index, value = self._matrix()
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = start
        model.a_matrix_.index_ = index
        model.a_matrix_.value_ = value
        if is_whole:
            kinds = [highspy.HighsVarType.kInteger] * self._first_step
            kinds += [highspy.HighsVarType.kContinuous] * (
                self._columns - self._first_step
            )
            model.integrality_ = kinds
        return model

    def _points(self, *, with_bonus: bool = True) -> Floats:
        problem = self.problem
        points = np.zeros(self._columns)
        gained = np.where(self._is_team, 0, problem.served[self._request])
        points[: len(self.free)] = problem.worth[self.free] + gained
        points[: len(self.free)] += problem.bonus[self.free] * with_bonus
        points[self._first_team : self._first_step] = problem.served[self._teams]
        steps = -np.arange(self._steps, dtype=float) * problem.load
        points[self._first_step : self._end] = np.tile(steps, len(self._advisers))
        return points

    def _matrix(self) -> tuple[Ints, Ints, Floats]:
        row = np.concatenate(self._rows.row)
        order = np.argsort(row, kind="stable")
        count = np.bincount(row, minlength=self._rows.count)
        start = np.concatenate([[0], np.cumsum(count)])
        column = np.concatenate(self._rows.column)[order]
        return start, column, np.concatenate(self._rows.entry)[order]

    def _columns_of(self, chosen: Flags) -> Floats:
        """A choice as the columns hold it."""
        problem = self.problem
        columns = np.zeros(self._columns)
        columns[: len(self.free)] = chosen[self.free]
        served = problem.is_served(chosen)
        columns[self._first_team : self._first_step] = served[self._teams]
        left = problem.loads(chosen)[self._advisers][:, None] - np.arange(self._steps)
        steps = np.clip(left, 0, 1).astype(float)
        steps[:, -1] = np.maximum(left[:, -1], 0)
        columns[self._first_step :] = steps.ravel()
        return columns

    def _duals(self, dual: Floats) -> Duals:
        problem, at = self.problem, self._at

        def some(name: str, count: int) -> Floats:
            return dual[at[name] : at[name] + count]

        request = np.zeros(problem.requests)
        request[self._requests] = -some("request", len(self._requests))
        capacity, load = np.zeros(problem.advisers), np.zeros(problem.advisers)
        capacity[self._advisers] = -some("capacity", len(self._advisers))
        load[self._advisers] = -some("load", len(self._advisers))
        return Duals(
            request=request,
            capacity=capacity,
            load=load,
            budget=-float(dual[at["budget"]]) / 1000 if "budget" in at else 0.0,
            floors=some("floors", len(problem.floors)),
            once=-some("once", len(problem.once)),
            covers=some("covers", len(problem.covers)),
        )
