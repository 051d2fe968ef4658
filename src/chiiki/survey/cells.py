"""Cells: rows that every adjustment treats alike, so that weights are adjusted cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.model import Codes
from chiiki.survey.table import Coded, Table, compact, marked


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """``number`` cells, and for each column of an adjustment the code of each cell."""

    number: int
    coded: Mapping[str, Coded]

    def group(self, names: Sequence[str]) -> Coded:
        """Several columns of the cells as one code, -1 where any is empty."""
        found = self.coded[names[0]]
        if len(names) > 1:
            found = Coded(found.codes, marked(found.labels))
        for name in names[1:]:
            other = self.coded[name]
            width = len(other.labels)
            there = (found.codes >= 0) & (other.codes >= 0)
            codes = np.where(there, found.codes * width + other.codes, -1)
            labels = tuple(
                f"{a}|{b}" for a in found.labels for b in marked(other.labels)
            )
            found = Coded(codes, labels)
        return found

    def flag(self, name: str) -> Codes:
        """A column of 0 and 1, by cell."""
        coded = self.coded[name]
        if (coded.codes < 0).any() or not set(coded.labels) <= YES | NO:
            raise EngineError("survey.not_yes_or_no", column=name)
        told = np.array([label in YES for label in coded.labels])
        return told[coded.codes].astype(np.int64)


YES = {"1", "True", "true", "yes"}
NO = {"0", "False", "false", "no"}


def cells_of(table: Table, names: Sequence[str]) -> tuple[Codes, Cells]:
    """The cell of each row (rows,), and the cells; one cell where no column is named."""
    codes, number = np.zeros(table.rows, dtype=np.int64), 1
    parts: dict[str, Codes] = {}
    for name in names:
        coded = table.coded(name)
        width = len(coded.labels) + 1
        codes, stood = compact(codes * width + coded.codes + 1, number * width)
        parts = {other: kept[stood // width] for other, kept in parts.items()}
        parts[name] = stood % width - 1
        number = len(stood)
    coded_cells = {
        name: Coded(kept, table.coded(name).labels) for name, kept in parts.items()
    }
    return codes, Cells(number, coded_cells)
