"""Rows summed once to unit of the last stage x cell x domain: all that estimation reads.

This table is the seam to databases and clusters: whatever can group rows and sum them can
make one, and estimates follow from it without another look at the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


def collapse(
    table: Table,
    statistic: Statistic,
    weights: Floats,
    unit: Codes,
    cell: tuple[Codes, int],
    domain: tuple[Codes, int],
) -> Collapsed:
    """Sum rows (rows,) by unit, cell and domain; the last two come with their number."""
    cells, width = cell[1], domain[1] + 1
    key = (unit * cells + cell[0]) * width + domain[0] + 1
    key, stood = compact(key, (int(unit.max()) + 1) * cells * width)
    size = len(stood)
    values = _values(table, statistic)
    sums: dict[Moment, Floats] = {(): sum_by(key, size, weights)}
    for moment in _moments(statistic):
        product = _product(moment, values)
        sums[moment] = (
            sums[()] if product is None else sum_by(key, size, weights * product)
        )
    rows = {}
    for base in {line.base for line in statistic.lines}:
        rows[base] = np.bincount(key, values[base], size).astype(np.float64)
    return Collapsed(
        unit=stood // (cells * width),
        cell=stood // width % cells,
        domain=stood % width - 1,
        sums=sums,
        rows=rows,
    )


def squares_of(line: Line) -> tuple[Moment, Moment, Moment]:
    """Moments of top by top, top by bottom and bottom by bottom of a line."""
    top, bottom = line.top, line.bottom or ONE
    square = (top,) if top.is_share else (top, top)
    if line.is_simple:
        return square, (top,), (bottom,)
    return square, (top, bottom), (bottom, bottom)


def _moments(statistic: Statistic) -> Iterable[Moment]:
    found: dict[Moment, None] = {}
    for line in statistic.lines:
        for term in (line.top, line.bottom, line.base):
            if term is not None:
                found[(term,)] = None
        if not statistic.averaged:
            found.update(dict.fromkeys(squares_of(line)))
    return found


def _values(table: Table, statistic: Statistic) -> dict[Term, Floats | None]:
    terms = [
        term
        for line in statistic.lines
        for term in (line.top, line.bottom or ONE, line.base)
    ]
    return {term: term.values(table) for term in dict.fromkeys(terms)}


def _product(moment: Moment, values: Mapping[Term, Floats | None]) -> Floats | None:
    found: Floats | None = None
    for term in moment:
        value = values[term]
        if value is not None:
            found = value if found is None else found * value
    return found
