"""From collapsed rows to estimates, and what each unit of the design adds to their variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from chiiki.survey.adjusting import Fitted
from chiiki.survey.collapsed import Collapsed, squares_of
from chiiki.survey.model import Codes, Floats
from chiiki.survey.replicates import Replicates
from chiiki.survey.statistics import Statistic, Term
from chiiki.survey.sums import sum_by

DENSE = 20_000_000  # numbers up to which clusters x cells x domains stand in one matrix


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Totals:
    """Sums of a collapsed table for one statistic, after adjustment.

    ``top``, ``bottom``, ``rows`` and ``population`` are (domains, lines of the statistic).
    """

    top: Floats
    bottom: Floats
    rows: Floats
    population: Floats

    @property
    def values(self) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.top / self.bottom


@dataclass(frozen=True, eq=False, slots=True)
class Adjusted:
    """A collapsed table and the factor of each cell before each step and after the last."""

    table: Collapsed
    cells: int
    domains: int
    steps: Sequence[Fitted]
    factors: Sequence[Floats]  # one (cells,) more than there are steps
    weights: Floats  # (cells,) sums of base weights

    @property
    def last(self) -> Floats:
        return self.factors[-1]

    def by_domain(self, values: Floats) -> Floats:
        """Sums (domains,) of what stands in the groups, the rows of no domain left out."""
        return sum_by(self.table.domain + 1, self.domains + 1, values)[1:]


def adjust_collapsed(
    table: Collapsed, cells: int, domains: int, steps: Sequence[Fitted]
) -> Adjusted:
    weights = sum_by(table.cell, cells, table.sums[()])
    return Adjusted(table, cells, domains, steps, factors_of(weights, steps), weights)


def factors_of(weights: Floats, steps: Sequence[Fitted]) -> list[Floats]:
    """Factors (cells,) before the first step, after it, … from sums of base weights."""
    found = [np.ones_like(weights)]
    for step in steps:
        now = (weights * found[-1])[:, None]
        found.append(found[-1] * step.factors(now)[:, 0])
    return found


def totals(adjusted: Adjusted, statistic: Statistic) -> Totals:
    table = adjusted.table
    factor = adjusted.last[table.cell]
    counts = factor > 0

    def weighted(term: Term) -> Floats:
        return adjusted.by_domain(table.sums[(term,)] * factor)

    lines = statistic.lines
    ones = np.ones(adjusted.domains)
    return Totals(
        top=np.column_stack([weighted(line.top) for line in lines]),
        bottom=np.column_stack(
            [weighted(line.bottom) if line.bottom else ones for line in lines]
        ),
        rows=np.column_stack(
            [adjusted.by_domain(table.rows[line.base] * counts) for line in lines]
        ),
        population=np.column_stack([weighted(line.base) for line in lines]),
    )


def influences(
    adjusted: Adjusted, statistic: Statistic, found: Totals, units: int
) -> Floats:
    """Weighted influence of each unit on each estimate: (units, domains x lines)."""
    table, width = adjusted.table, adjusted.domains + 1
    factor = adjusted.last[table.cell]
    at = np.maximum(table.domain, 0)
    inside = np.where(table.domain >= 0, factor, 0.0)
    place_unit = table.unit * width + table.domain + 1
    place_cell = table.cell * width + table.domain + 1
    by_unit = np.empty((units, adjusted.domains, len(statistic.lines)))
    by_cell = np.empty((adjusted.cells, adjusted.domains, len(statistic.lines)))
    values = found.values
    for number, line in enumerate(statistic.lines):
        apart = table.sums[(line.top,)]
        if line.bottom:
            apart = apart - values[at, number] * table.sums[(line.bottom,)]
        with np.errstate(invalid="ignore", divide="ignore"):
            own = inside * apart / found.bottom[at, number]
        own = np.nan_to_num(own, posinf=0.0, neginf=0.0)
        by_unit[..., number] = _spread(place_unit, own, units, width)
        by_cell[..., number] = _spread(place_cell, own, adjusted.cells, width)
    flat = by_unit.reshape(units, -1)
    if not adjusted.steps:
        return flat
    lost = _lost(adjusted, by_cell.reshape(adjusted.cells, -1))
    return np.asarray(flat - _by_unit_and_cell(adjusted, units) @ lost)


def _spread(place: Codes, values: Floats, rows: int, width: int) -> Floats:
    return sum_by(place, rows * width, values).reshape(rows, width)[:, 1:]


def _lost(adjusted: Adjusted, sums: Floats) -> Floats:
    """What steps take from an influence per unit of base weight, last step first."""
    found = np.zeros_like(sums)
    weights = adjusted.weights
    for number in range(len(adjusted.steps) - 1, -1, -1):
        before, after = adjusted.factors[number], adjusted.factors[number + 1]
        more = adjusted.steps[number].correction(
            sums, np.array([weights, before]), np.array([weights, after])
        )
        found += more
        sums = sums - weights[:, None] * more
    return found


def _by_unit_and_cell(adjusted: Adjusted, units: int) -> sparse.csr_array:
    table = adjusted.table
    return sparse.coo_array(
        (table.sums[()], (table.unit, table.cell)), shape=(units, adjusted.cells)
    ).tocsr()


def spread_of_sample(
    adjusted: Adjusted, statistic: Statistic, found: Totals, finite: bool
) -> Floats:
    """Variance (domains, lines) of a simple random sample of as many rows."""
    table = adjusted.table
    factor = adjusted.last[table.cell]
    answer = np.empty_like(found.top)
    for number, line in enumerate(statistic.lines):
        square, cross, below = (
            adjusted.by_domain(table.sums[moment] * factor)
            for moment in squares_of(line)
        )
        n, size = found.rows[:, number], found.population[:, number]
        bottom = found.bottom[:, number]
        with np.errstate(invalid="ignore", divide="ignore"):
            if line.bottom:
                value = found.top[:, number] / bottom
                spread = square - 2 * value * cross + value**2 * below
            else:
                spread = square - found.top[:, number] ** 2 / size
            variance = spread / size * n / (n - 1) * (size / bottom) ** 2 / n
            answer[:, number] = variance * (1 - n / size if finite else 1.0)
    return answer


def replicated(
    adjusted: Adjusted, statistic: Statistic, replicates: Replicates, cluster: Codes
) -> Floats:
    """What each replicate finds, (replicates, domains x lines), in one matrix product."""
    table, width = adjusted.table, adjusted.domains + 1
    terms = _terms(statistic)
    groups = adjusted.cells * width
    place = table.cell * width + table.domain + 1
    first = cluster[table.unit]
    wanted = [table.sums[()], *(table.sums[(term,)] for term in terms)]
    made = {id(values): values for values in wanted}
    sums = {
        key: _product(replicates.factors, first, place, values, groups).reshape(
            replicates.number, adjusted.cells, width
        )
        for key, values in made.items()
    }
    weights = sums[id(table.sums[()])].sum(axis=2).T
    factor = np.ones_like(weights)
    for step in adjusted.steps:
        factor = factor * step.factors(weights * factor)
    after = {
        term: np.einsum("kr,rkd->rd", factor, sums[id(table.sums[(term,)])])[:, 1:]
        for term in terms
    }
    with np.errstate(invalid="ignore", divide="ignore"):
        columns = [
            after[line.top] / after[line.bottom] if line.bottom else after[line.top]
            for line in statistic.lines
        ]
    return np.stack(columns, axis=2).reshape(replicates.number, -1)


def _terms(statistic: Statistic) -> list[Term]:
    named = [term for line in statistic.lines for term in (line.top, line.bottom)]
    return list(dict.fromkeys(term for term in named if term is not None))


def _product(
    factors: Floats, first: Codes, place: Codes, values: Floats, groups: int
) -> Floats:
    """Factors (replicates, clusters) times the sums by cluster and group."""
    clusters = factors.shape[1]
    if clusters * groups <= DENSE:
        cube = sum_by(first * groups + place, clusters * groups, values)
        return np.asarray(factors @ cube.reshape(clusters, groups))
    thin = sparse.coo_array((values, (place, first)), shape=(groups, clusters))
    return np.asarray((thin.tocsr() @ factors.T).T)


def combined(matrix: Floats, statistic: Statistic, domains: int) -> Floats:
    """The plain mean of the lines of each domain, where the statistic asks for it.

    >>> from chiiki.survey.statistics import plain_mean
    >>> combined(np.array([[1.0, 3.0]]), plain_mean(["a", "b"]), 1)
    array([[2.]])
    """
    if not statistic.averaged:
        return matrix
    shape = (len(matrix), domains, len(statistic.lines))
    return np.asarray(matrix.reshape(shape).mean(axis=2))
