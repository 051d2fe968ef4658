"""Rows that stay in a database, of which only sums of groups come here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.collapsed import ONE, Summed
from chiiki.survey.design import Design
from chiiki.survey.drawing import Drawn, draw_design
from chiiki.survey.grouping import grouped, number_of
from chiiki.survey.model import Floats, Frame
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import sum_by
from chiiki.survey.table import read_table

CLOSE = 1e-9  # of the weight of a unit
MOST_GROUPS = 20_000_000  # that are taken into memory


def is_in_database(table: object) -> bool:
    """Whether it is a table of Ibis."""
    return type(table).__module__.partition(".")[0] == "ibis"


@dataclass(frozen=True, eq=False, slots=True)
class _Units:
    """The clusters by name, and the rows and weight (units,) of each unit."""

    names: tuple[tuple[str, ...], ...]
    rows: Floats
    weight: Floats

    def are(self, other: _Units) -> bool:
        """Whether the same rows gave both; sums of floats may come in another order."""
        return (
            self.names == other.names
            and np.array_equal(self.rows, other.rows)
            and np.allclose(self.weight, other.weight, rtol=CLOSE, atol=0)
        )


@dataclass(frozen=True, eq=False, slots=True)
class Database:
    """A table of Ibis, whom it is about, and how its rows were drawn.

    ``units`` are what it held when it was opened.
    """

    table: Any
    frame: Frame
    drawn: Drawn
    units: _Units | None = None

    def open(self) -> Design:
        """The design over groups of rows of one unit.

        Raises EngineError survey.clusters_needed where each row would be a unit, and
        survey.bad_weight.
        """
        if self.drawn.stages > len(self.drawn.clusters):
            raise EngineError("survey.clusters_needed")
        made = self.look((), None)
        self._refuse_bad_weights()
        return replace(made, source=replace(self, units=self._units_of(made)))

    def look(self, columns: Sequence[str], statistic: Statistic | None) -> Design:
        """The design over groups that these columns and a statistic need.

        Raises EngineError survey.no_column, survey.not_numbers, survey.too_many_groups,
        and survey.rows_changed where the table is no longer what was opened.
        """
        asked = grouped(self.table, self.drawn, columns, statistic)
        found = nw.from_native(
            asked.rows.limit(MOST_GROUPS + 1).to_pyarrow(), eager_only=True
        )
        if len(found) > MOST_GROUPS:
            raise EngineError("survey.too_many_groups", most=MOST_GROUPS)

        def sums(name: str) -> Floats:
            return np.asarray(found.get_column(name).to_numpy(), dtype=np.float64)

        table = read_table(found.select(asked.keys.keys()).rename(asked.keys))
        summed = Summed(
            moments={moment: sums(name) for name, moment in asked.moments.items()},
            counts={term: sums(name) for name, term in asked.counts.items()},
        )
        made = draw_design(table, self.frame, self.drawn, summed)
        self._refuse_infinite(summed)
        if self.units is not None and not self.units.are(self._units_of(made)):
            raise EngineError("survey.rows_changed")
        return made

    def _units_of(self, made: Design) -> _Units:
        size = made.stages.units
        rows = made.weights if made.summed is None else made.summed.counts[ONE]
        return _Units(
            names=tuple(made.table.coded(one).labels for one in self.drawn.clusters),
            rows=sum_by(made.unit, size, rows),
            weight=sum_by(made.unit, size, made.weights),
        )

    def _refuse_infinite(self, summed: Summed) -> None:
        """A sum over infinity is none, nor is one of weights over NaN."""
        for moment, sums in summed.moments.items():
            if np.isfinite(sums).all():
                continue
            columns = [term.column for term in moment if term.column]
            if not columns:
                raise EngineError("survey.bad_weight", column=self.drawn.weights)
            raise EngineError("survey.not_numbers", column=columns[0])

    def _refuse_bad_weights(self) -> None:
        """NaN and infinity are seen in the sums: a comparison with them may be answered
        from the bounds of a column."""
        if self.drawn.weights is None:
            return
        weight = number_of(self.table, self.drawn.weights)
        bad = weight.isnull() | (weight <= 0)
        if self.table.filter(bad).count().to_pyarrow().as_py():
            raise EngineError("survey.bad_weight", column=self.drawn.weights)
