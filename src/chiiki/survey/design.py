"""A design: the rows of a survey, how they were drawn, and what was done to their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.adjusting import Fitted, Margins, ResponseCells, Step
from chiiki.survey.cells import Cells, cells_of
from chiiki.survey.collapsed import Summed
from chiiki.survey.estimate import SMALLEST_CELL, Wish, estimate
from chiiki.survey.linearised import factors_of
from chiiki.survey.model import (
    Codes,
    Errors,
    Estimates,
    Floats,
    Frame,
    Interval,
    StepRecord,
)
from chiiki.survey.replicates import Centre, Replicates, given_replicates
from chiiki.survey.resampling import bootstrap, half_samples, jackknife
from chiiki.survey.stages import Stages
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import sum_by
from chiiki.survey.table import Coded, Table


class Source(Protocol):
    """Where the rows of a design lie."""

    def look(self, columns: Sequence[str], statistic: Statistic | None) -> Design:
        """The design over groups of rows that these columns and a statistic need."""


Kind = Literal["bootstrap", "jackknife", "brr"]
CLOSE = 1e-6  # of the frame: rounding of published weights and margins


@dataclass(frozen=True, eq=False, kw_only=True)
class Design:
    """Make it with :func:`read_design`; every method gives a new one.

    ``stratum`` names the frame's stratum of each row; ``unit`` (rows,) is the cluster of
    the last stage that a row lies in, ``weights`` (rows,) are those of the design, before
    ``steps``. Where rows lie in a ``source``, its groups of rows stand for them.
    """

    frame: Frame
    table: Table
    stratum: Coded
    stages: Stages
    unit: Codes
    weights: Floats
    rows_in_frame: int | None
    steps: tuple[Step, ...] = ()
    replicates: Replicates | None = None
    summed: Summed | None = None
    source: Source | None = None

    def adjust_response(self, cells: Sequence[str], responded: str) -> Design:
        """Let those who answered stand for those who did not, within cells."""
        return self._with(ResponseCells(cells=tuple(cells), responded=responded))

    def poststratify(
        self, column: str | Sequence[str], totals: Mapping[str, float]
    ) -> Design:
        """Fit the weights to known totals; categories of several columns are joined by |."""
        return self._with(
            Margins(kind="post_strata", margins=((_names(column), dict(totals)),))
        )

    def rake(self, margins: Mapping[str, Mapping[str, float]]) -> Design:
        """Fit the weights to the known totals of several columns at once."""
        if not margins:
            raise EngineError("survey.no_margins")
        named = tuple(((name,), dict(totals)) for name, totals in margins.items())
        return self._with(Margins(kind="raking", margins=named))

    def replicate(
        self,
        kind: Kind = "bootstrap",
        *,
        replicates: int = 500,
        seed: int = 0,
        fay: float = 0.0,
    ) -> Design:
        """Make replicate weights; steps are done anew in each of them."""
        if kind == "bootstrap":
            made = bootstrap(self.stages, replicates, seed)
        elif kind == "jackknife":
            made = jackknife(self.stages)
        else:
            made = half_samples(self.stages, fay)
        return replace(self, replicates=made)

    def with_replicates(
        self,
        weights: Floats,
        *,
        scale: float,
        scales: Floats | None = None,
        centre: Centre = "replicates",
        kind: str = "given",
    ) -> Design:
        """Take published replicate weights (rows, replicates) with scale and centre."""
        self._refuse_source()
        made = given_replicates(
            np.asarray(weights, dtype=np.float64),
            self.weights,
            self.stages.first.cluster[self.unit],
            scale=scale,
            scales=scales,
            centre=centre,
            kind=kind,
        )
        return replace(self, replicates=made)

    def estimate(
        self,
        statistic: Statistic,
        by: Sequence[str] = (),
        *,
        se: Literal["taylor", "replicates"] = "taylor",
        interval: Interval = Interval.AUTO,
        level: float = 0.95,
        degrees: float | None = None,
        smallest_cell: int = SMALLEST_CELL,
    ) -> Estimates:
        """Estimate a statistic, for the whole or by columns.

        ``degrees`` of freedom are the design's unless given (``math.inf`` for the normal).
        A line that fewer than ``smallest_cell`` rows gave is suppressed.
        """
        wish = Wish(
            errors=Errors(se),
            interval=interval,
            level=level,
            degrees=degrees,
            smallest_cell=smallest_cell,
        )
        return estimate(self.seen(by, statistic), statistic, by, wish)

    def seen(
        self, columns: Sequence[str], statistic: Statistic | None = None
    ) -> Design:
        """The design over its rows, or over groups of them that serve these columns."""
        if self.source is None:
            return self
        steps = [name for step in self.steps for name in step.columns]
        found = self.source.look((*steps, *columns), statistic)
        return replace(found, steps=self.steps, replicates=self.replicates)

    @property
    def needed_replicates(self) -> Replicates:
        if self.replicates is None:
            raise EngineError("survey.no_replicates")
        return self.replicates

    @cached_property
    def _cells(self) -> tuple[Codes, Cells]:
        named = dict.fromkeys(name for step in self.steps for name in step.columns)
        return cells_of(self.table, tuple(named))

    @property
    def cell(self) -> Codes:
        """The cell (rows,) of adjustments that a row lies in."""
        return self._cells[0]

    @property
    def cells(self) -> Cells:
        return self._cells[1]

    @cached_property
    def fitted(self) -> tuple[Fitted, ...]:
        return tuple(step.fit(self.cells) for step in self.steps)

    @cached_property
    def factors(self) -> list[Floats]:
        """Factors (cells,) before the first step, after it, and so on."""
        sums = sum_by(self.cell, self.cells.number, self.weights)
        return factors_of(sums, self.fitted)

    @property
    def final_weights(self) -> Floats:
        """Weights (rows,) after every step; 0 for who did not answer."""
        self._refuse_source()
        return np.asarray(self.weights * self.factors[-1][self.cell])

    @cached_property
    def records(self) -> tuple[StepRecord, ...]:
        """What each step did to the weights that it left above 0."""
        found = []
        for number, step in enumerate(self.steps):
            before, after = self.factors[number], self.factors[number + 1]
            kept = after > 0
            change = after[kept] / before[kept]
            found.append(
                StepRecord(
                    kind=step.kind,
                    columns=step.columns,
                    cells=int(kept.sum()),
                    smallest=float(change.min()),
                    largest=float(change.max()),
                    rounds=self.fitted[number].rounds,
                )
            )
        return tuple(found)

    def _with(self, step: Step) -> Design:
        """The design with one more step, tried at once."""
        known, target = self.rows_in_frame, step.target
        if target is not None and known is not None and target > known * (1 + CLOSE):
            raise EngineError("survey.beyond_frame", found=target, frame=known)
        made = replace(self, steps=(*self.steps, step))
        made = replace(made.seen(()), source=self.source)
        if not made.records:
            raise EngineError("survey.no_rows")
        return made

    def _refuse_source(self) -> None:
        if self.source is not None:
            raise EngineError("survey.rows_in_database")


def _names(column: str | Sequence[str]) -> tuple[str, ...]:
    return (column,) if isinstance(column, str) else tuple(column)
