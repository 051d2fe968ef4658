"""Rows of a linear program as they are gathered, and what they turn out to be worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chiiki.matching.problem import Ints

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duals:
    """What the rows of a linear program are worth, as they stand in the problem."""

    request: Floats
    capacity: Floats
    load: Floats
    budget: float
    floors: Floats
    once: Floats
    covers: Floats


class Gathered:
    """Rows as they are gathered: entries, limits, and where each kind of row begins."""

    def __init__(self) -> None:
        self.row: list[Ints] = []
        self.column: list[Ints] = []
        self.entry: list[Floats] = []
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.count = 0

    def limits(self, lower: Any, upper: Any, count: int) -> int:
        first = self.count
        self.lower.append(np.broadcast_to(np.asarray(lower, float), count))
        self.upper.append(np.broadcast_to(np.asarray(upper, float), count))
        self.count += count
        return first

    def put(self, row: Any, column: Ints, entry: Any) -> None:
        self.row.append(np.broadcast_to(np.asarray(row, np.int64), column.shape))
        self.column.append(column)
        self.entry.append(np.broadcast_to(np.asarray(entry, float), column.shape))
