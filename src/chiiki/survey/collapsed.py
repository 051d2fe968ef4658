"""Rows summed once to unit of the last stage x cell x domain: all that estimation reads.

Rows that lie in a database come here as groups that were summed there (``Summed``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from chiiki.survey.model import Codes, Floats
from chiiki.survey.statistics import Line, Statistic, Term
from chiiki.survey.sums import sum_by
from chiiki.survey.table import Table, compact

Moment = tuple[Term, ...]
ONE = Term()


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Collapsed:
    """``unit``, ``cell``, ``domain`` (groups,) name each group; domain -1 is none of them.

    ``sums`` (groups,) are weighted with the weights of the design, before any adjustment:
    of the product of a moment's terms, 1 for the empty one. ``rows`` (groups,) count rows in
    the base of a line, unweighted.
    """

    unit: Codes
    cell: Codes
    domain: Codes
    sums: Mapping[Moment, Floats]
    rows: Mapping[Term, Floats]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Summed:
    """What was summed where the rows lie, for groups of them: (groups,) each.

    ``moments`` are weighted, that of the empty one is the weight of the group; ``counts``
    are rows of a term, that of the empty one all. What stands in neither follows from the
    columns that the groups were made by.
    """

    moments: Mapping[Moment, Floats]
    counts: Mapping[Term, Floats]

    def times(self, weights: Floats) -> Summed:
        """The same with every row of a group (groups,) weighing so much more."""
        heavier = {moment: sums * weights for moment, sums in self.moments.items()}
        return Summed(moments=heavier, counts=self.counts)


@dataclass(frozen=True, eq=False, slots=True)
class _Seen:
    """Rows, or groups of rows, term by term; what was read once is kept."""

    table: Table
    weights: Floats
    summed: Summed | None
    _values: dict[Term, Floats | None] = field(default_factory=dict)

    def weighted(self, moment: Moment) -> Floats:
        if self.summed and moment in self.summed.moments:
            return self.summed.moments[moment]
        found = self.weights
        for term in moment:
            value = self._value(term)
            if value is not None:
                found = found * value
        return found

    def counted(self, term: Term) -> Floats | None:
        """How many rows the base of a line has; None where each row is one."""
        if self.summed is None:
            return self._value(term)
        if term in self.summed.counts:
            return self.summed.counts[term]
        value, rows = self._value(term), self.summed.counts[ONE]
        return rows if value is None else rows * value

    def _value(self, term: Term) -> Floats | None:
        if term not in self._values:
            self._values[term] = term.values(self.table)
        return self._values[term]


def collapse(
    table: Table,
    statistic: Statistic,
    weights: Floats,
    unit: Codes,
    cell: tuple[Codes, int],
    domain: tuple[Codes, int],
    summed: Summed | None = None,
) -> Collapsed:
    """Sum rows (rows,) by unit, cell and domain; the last two come with their number."""
    cells, width = cell[1], domain[1] + 1
    key = (unit * cells + cell[0]) * width + domain[0] + 1
    key, stood = compact(key, (int(unit.max()) + 1) * cells * width)
    size = len(stood)
    seen = _Seen(table, weights, summed)
    sums: dict[Moment, Floats] = {(): sum_by(key, size, weights)}
    for moment in moments_of(statistic):
        product = seen.weighted(moment)
        sums[moment] = sums[()] if product is weights else sum_by(key, size, product)
    return Collapsed(
        unit=stood // (cells * width),
        cell=stood // width % cells,
        domain=stood % width - 1,
        sums=sums,
        rows={
            term: np.bincount(key, seen.counted(term), size).astype(np.float64)
            for term in counts_of(statistic)
        },
    )


def squares_of(line: Line) -> tuple[Moment, Moment, Moment]:
    """Moments of top by top, top by bottom and bottom by bottom of a line."""
    top, bottom = line.top, line.bottom or ONE
    square = (top,) if top.is_share else (top, top)
    if line.is_simple:
        return square, (top,), (bottom,)
    return square, (top, bottom), (bottom, bottom)


def moments_of(statistic: Statistic) -> Iterable[Moment]:
    """Every product of terms whose weighted sum a statistic is made of."""
    found: dict[Moment, None] = {}
    for line in statistic.lines:
        for term in (line.top, line.bottom, line.base):
            if term is not None:
                found[(term,)] = None
        if not statistic.averaged:
            found.update(dict.fromkeys(squares_of(line)))
    return found


def counts_of(statistic: Statistic) -> Iterable[Term]:
    """The bases of a statistic, and the empty cells of columns that must have none."""
    bases = [line.base for line in statistic.lines]
    return dict.fromkeys([*bases, *(gaps_of(name) for name in statistic.complete)])


def gaps_of(column: str) -> Term:
    return Term(column=column, empty=True)
