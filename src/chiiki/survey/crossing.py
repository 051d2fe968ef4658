"""Cross tables, and whether two answers hang together (Rao and Scott, 1984)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import special

from chiiki.errors import EngineError
from chiiki.survey.design import Design
from chiiki.survey.estimate import SMALLEST_CELL
from chiiki.survey.looking import covariance_of, look
from chiiki.survey.model import Codes, Errors, Estimates, Floats
from chiiki.survey.statistics import Statistic, categories
from chiiki.survey.sums import first_of
from chiiki.survey.table import Table, joined

TINY = 1e-12
CELL = "cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Rao and Scott's second-order F: a small ``p`` speaks against independence."""

    f: float
    numerator: float
    denominator: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Shares of all rows that answered both, by ``row|column``; and their association."""

    shares: Estimates
    association: Association


def cross(
    design: Design,
    rows: str,
    columns: str,
    *,
    se: Literal["taylor", "replicates"] = "taylor",
    smallest_cell: int = SMALLEST_CELL,
) -> CrossTable:
    """Cross two columns. Raises EngineError survey.nothing_to_cross below 2 by 2."""
    design = design.seen((rows, columns))
    both = joined(design.table, (rows, columns))
    names = [*both.labels, None]
    marks = np.array(names, dtype=object)[both.codes]
    table = Table({**design.table.columns, CELL: marks}, design.table.rows)
    wider = replace(design, table=table)
    statistic = categories(CELL, both.labels)
    return CrossTable(
        shares=wider.estimate(statistic, se=se, smallest_cell=smallest_cell),
        association=_association(wider, statistic, rows, columns, Errors(se)),
    )


def _association(
    design: Design, statistic: Statistic, rows: str, columns: str, errors: Errors
) -> Association:
    found = look(design, statistic, ())
    height, width = (len(design.table.coded(name).labels) for name in (rows, columns))
    place = _places(design, rows, columns)
    shares, covariance = np.zeros(height * width), np.zeros((height * width,) * 2)
    shares[place] = found.values
    covariance[np.ix_(place, place)] = covariance_of(design, statistic, found, errors)
    degrees = design.stages.degrees(found.there[:, 0])
    if errors is Errors.REPLICATES:
        degrees = min(degrees, design.needed_replicates.number - 1)
    table = shares.reshape(height, width)
    kept = np.ix_(table.sum(axis=1) > 0, table.sum(axis=0) > 0)
    inside = np.arange(table.size).reshape(table.shape)[kept].ravel()
    return rao_scott(table[kept], covariance[np.ix_(inside, inside)], degrees)


def _places(design: Design, rows: str, columns: str) -> Codes:
    """Where each seen pair stands in the full table, row by row, in the order of pairs."""
    row, column = design.table.coded(rows), design.table.coded(columns)
    pairs = joined(design.table, (rows, columns))
    first = first_of(pairs.codes, len(pairs.labels))
    return row.codes[first] * len(column.labels) + column.codes[first]


def rao_scott(shares: Floats, covariance: Floats, degrees: float) -> Association:
    """The test from shares (rows, columns) that add up to 1 and their covariance.

    ``covariance`` is (cells, cells), cells row by row. With the covariance of a simple
    random sample it is Pearson's test over its degrees of freedom.
    """
    if min(shares.shape) < 2:
        raise EngineError("survey.nothing_to_cross")
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = float((((shares - expected) ** 2) / expected).sum())
    mains, interactions = _contrasts(shares.shape)
    slopes = np.linalg.lstsq(mains, interactions, rcond=None)[0]
    apart = interactions - mains @ slopes
    flat = shares.ravel()
    over = np.divide(1, flat, out=np.zeros_like(flat), where=flat > 0)
    simple = apart.T @ (over[:, None] * apart)
    actual = apart.T @ (over[:, None] * covariance * over) @ apart
    effects = np.linalg.solve(simple, actual)
    trace, square = float(np.trace(effects)), float(np.trace(effects @ effects))
    if trace < TINY:
        raise EngineError("survey.nothing_varies")
    numerator = trace**2 / square
    denominator = numerator * degrees
    f = pearson / trace
    p = float(special.fdtrc(numerator, denominator, f))
    return Association(f=f, numerator=numerator, denominator=denominator, p=p)


def _contrasts(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Columns of main effects with a constant, and of interactions: (cells, …) each."""
    height, width = shape
    row, column = np.divmod(np.arange(height * width), width)
    rows = (row[:, None] == np.arange(1, height)).astype(np.float64)
    columns = (column[:, None] == np.arange(1, width)).astype(np.float64)
    mains = np.column_stack([np.ones(height * width), rows, columns])
    crossed = (rows[:, :, None] * columns[:, None, :]).reshape(height * width, -1)
    return mains, crossed
