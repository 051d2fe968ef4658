"""Rows that stay in a database, of which only sums of groups come here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.collapsed import Summed
from chiiki.survey.design import Design
from chiiki.survey.drawing import Drawn, draw_design
from chiiki.survey.grouping import grouped, number_of
from chiiki.survey.model import Floats, Frame
from chiiki.survey.statistics import Statistic
from chiiki.survey.table import read_table

MOST_GROUPS = 20_000_000  # that are taken into memory


def is_in_database(table: object) -> bool:
    """Whether it is a table of Ibis."""
    return type(table).__module__.partition(".")[0] == "ibis"


@dataclass(frozen=True, eq=False, slots=True)
class Database:
    """A table of Ibis, whom it is about, and how its rows were drawn."""

    table: Any
    frame: Frame
    drawn: Drawn

    def open(self) -> Design:
        """The design over groups of rows of one unit.

        Raises EngineError survey.clusters_needed where each row would be a unit, and
        survey.bad_weight.
        """
        if self.drawn.stages > len(self.drawn.clusters):
            raise EngineError("survey.clusters_needed")
        self._refuse_bad_weights()
        made = self.look((), None)
        if not np.isfinite(made.weights).all():
            raise EngineError("survey.bad_weight", column=self.drawn.weights)
        return replace(made, source=self)

    def look(self, columns: Sequence[str], statistic: Statistic | None) -> Design:
        """The design over groups that these columns and a statistic need.

        Raises EngineError survey.no_column, survey.not_numbers, survey.too_many_groups.
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
        return draw_design(table, self.frame, self.drawn, summed)

    def _refuse_bad_weights(self) -> None:
        """NaN and infinity are seen in the sums: a comparison with them may be answered
        from the bounds of a column."""
        if self.drawn.weights is None:
            return
        weight = number_of(self.table, self.drawn.weights)
        bad = weight.isnull() | (weight <= 0)
        if self.table.filter(bad).count().to_pyarrow().as_py():
            raise EngineError("survey.bad_weight", column=self.drawn.weights)
