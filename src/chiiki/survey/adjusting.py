"""Adjust weights: response cells, post-stratification, raking. Each is a recorded step.

A step gives a factor for each cell and each set of weights, (cells, sets), so that the
same code adjusts the weights and all their replicates. Going back, ``level`` turns the
influence of a row on an estimate into its influence before the step: residuals from the
cells that the step held fixed (Deville and Särndal, 1992; Särndal, Swensson, Wretman, 1992,
7.9), and for response cells the estimated total that was shared out (Lohr, 2022, 15.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.cells import Cells
from chiiki.survey.model import Codes, Floats
from chiiki.survey.sums import sum_by
from chiiki.survey.table import Coded

CLOSE = 1e-12  # of a margin: where raking has arrived
MOST_ROUNDS = 500
SAME = 1e-9  # of a sum: two margins of one population


class Fitted(Protocol):
    """A step that knows its cells."""

    rounds: int
    shares_out: bool  # the sum that it holds is itself estimated, by who was drawn

    def factors(self, weights: Floats) -> Floats:
        """(cells, sets) of weight sums to factors of the same shape."""

    def level(self, sums: Floats, weights: Floats) -> Floats:
        """The influence that the step holds fixed, per unit of weight after it.

        ``sums`` (cells, lines) are sums of influences, ``weights`` (cells,) sums of weights
        after the step; the answer is (cells, lines).
        """


class Step(Protocol):
    """What was decided, before it meets the cells of a table."""

    @property
    def kind(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def fit(self, cells: Cells) -> Fitted: ...

    @property
    def target(self) -> float | None:
        """The size of the population that the step asserts, None if it asserts none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseCells:
    """Who answered stands for who did not, within cells; ``responded`` is 0 or 1."""

    cells: tuple[str, ...]
    responded: str
    kind: str = "response_cells"

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.cells, self.responded)

    @property
    def target(self) -> float | None:
        return None

    def fit(self, cells: Cells) -> Fitted:
        coded = cells.group(self.cells)
        _refuse_empty(coded, self.cells)
        return _FittedResponse(coded, cells.flag(self.responded))


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Known totals by category for one margin (post-stratification) or several (raking)."""

    kind: str
    margins: tuple[tuple[tuple[str, ...], Mapping[str, float]], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        named = [name for names, _totals in self.margins for name in names]
        return tuple(dict.fromkeys(named))

    @property
    def target(self) -> float | None:
        return float(sum(self.margins[0][1].values()))

    def fit(self, cells: Cells) -> Fitted:
        sums = [sum(totals.values()) for _names, totals in self.margins]
        if max(sums) - min(sums) > SAME * max(sums):
            raise EngineError("survey.margins_differ", least=min(sums), most=max(sums))
        return _FittedMargins(
            [_margin(cells.group(names), totals) for names, totals in self.margins]
        )


@dataclass(frozen=True, slots=True)
class _Margin:
    codes: Codes  # (cells,), -1 where no category is known
    totals: Floats  # (categories,), NaN for one that no row could have
    names: tuple[str, ...]


@dataclass(eq=False, slots=True)
class _FittedResponse:
    groups: Coded
    responded: Codes
    rounds: int = 1
    shares_out: bool = True

    def factors(self, weights: Floats) -> Floats:
        size = len(self.groups.labels)
        everybody = sum_by(self.groups.codes, size, weights)
        answered = sum_by(self.groups.codes, size, weights * self.responded[:, None])
        silent = (answered <= 0) & (everybody > 0)
        if silent.any():
            at = int(np.flatnonzero(silent.any(axis=1))[0])
            raise EngineError("survey.nobody_answered", cell=self.groups.labels[at])
        share = np.divide(
            everybody, answered, out=np.ones_like(everybody), where=answered > 0
        )
        return np.asarray(share[self.groups.codes] * self.responded[:, None])

    def level(self, sums: Floats, weights: Floats) -> Floats:
        size, codes = len(self.groups.labels), self.groups.codes
        there = sum_by(codes, size, weights)
        means = sum_by(codes, size, sums) / np.where(there > 0, there, 1)[:, None]
        return np.asarray(means[codes])


@dataclass(eq=False, slots=True)
class _FittedMargins:
    margins: Sequence[_Margin]
    rounds: int = 0
    shares_out: bool = False

    def factors(self, weights: Floats) -> Floats:
        for margin in self.margins:
            _refuse_unknown(margin, weights)
        now = weights.copy()
        for done in range(1, MOST_ROUNDS + 1):
            for margin in self.margins:
                now *= _needed(margin, now)
            self.rounds = max(self.rounds, done)
            if len(self.margins) == 1 or self._holds(now):
                return np.divide(
                    now, weights, out=np.zeros_like(now), where=weights > 0
                )
        raise EngineError("survey.raking_did_not_settle", rounds=MOST_ROUNDS)

    def level(self, sums: Floats, weights: Floats) -> Floats:
        marks = np.vstack([_marks(margin) for margin in self.margins])
        held = (marks * weights) @ marks.T
        return np.asarray(marks.T @ np.linalg.lstsq(held, marks @ sums, rcond=None)[0])

    def _holds(self, weights: Floats) -> bool:
        return all(
            np.abs(_needed(margin, weights) - 1).max() < CLOSE
            for margin in self.margins
        )


def _margin(coded: Coded, totals: Mapping[str, float]) -> _Margin:
    given = {str(name): float(total) for name, total in totals.items()}
    seen = {coded.labels[code] for code in np.unique(coded.codes) if code >= 0}
    if extra := sorted(given.keys() - seen):
        raise EngineError("survey.category_without_rows", category=extra[0])
    if any(not total > 0 for total in given.values()):
        raise EngineError("survey.total_not_above_zero")
    known = np.array([given.get(label, np.nan) for label in coded.labels])
    return _Margin(coded.codes, known, coded.labels)


def _needed(margin: _Margin, weights: Floats) -> Floats:
    """The factor that each cell needs for one margin, (cells, sets)."""
    there = margin.codes >= 0
    size = len(margin.totals)
    found = sum_by(margin.codes[there], size, weights[there])
    with np.errstate(divide="ignore"):
        share = margin.totals[:, None] / found
    empty = ~np.isfinite(share) & ~np.isnan(margin.totals)[:, None]
    if empty.any():
        at = int(np.flatnonzero(empty.any(axis=1))[0])
        raise EngineError("survey.category_vanishes", category=margin.names[at])
    needed = np.ones_like(weights)
    needed[there] = np.where(np.isnan(share), 1, share)[margin.codes[there]]
    return needed


def _marks(margin: _Margin) -> Floats:
    """1 where a cell (column) is of a category (row)."""
    marks = np.arange(len(margin.totals))[:, None] == margin.codes
    return np.asarray(marks, dtype=np.float64)


def _refuse_unknown(margin: _Margin, weights: Floats) -> None:
    """A row with a weight needs a category, and its category a total."""
    weighty = np.asarray((weights > 0).any(axis=1))
    if (weighty & (margin.codes < 0)).any():
        raise EngineError("survey.category_missing")
    lacking = weighty & np.isnan(margin.totals[margin.codes])
    if lacking.any():
        code = int(margin.codes[np.flatnonzero(lacking)[0]])
        raise EngineError("survey.category_without_total", category=margin.names[code])


def _refuse_empty(coded: Coded, names: Sequence[str]) -> None:
    if (coded.codes < 0).any():
        raise EngineError("survey.category_missing", columns=", ".join(names))
