"""From collapsed rows to adjusted totals, and to what a simple sample would vary by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chiiki.survey.adjusting import Fitted
from chiiki.survey.collapsed import Collapsed, squares_of
from chiiki.survey.model import Floats
from chiiki.survey.statistics import Statistic, Term
from chiiki.survey.sums import sum_by


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
