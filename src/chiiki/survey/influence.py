"""What each unit of a design adds to the variance of an estimate: linearisation (Taylor).

A unit's influence is the derivative of the estimate by its weight, times the weight, through
every adjustment. Whether somebody answers is one more stage after the last: a draw without a
known size, whose share is the response rate of the cell. What it adds counts by the share
that the stages drew, as that of any later stage does; without it a finite population would
lower the error of answers that nobody drew (Särndal, Swensson, Wretman, 1992, 9.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chiiki.survey.linearised import Adjusted, Totals, combined
from chiiki.survey.model import Codes, Floats
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import sum_by


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Answering:
    """One response step: ``share`` (pairs,) is what it adds of the squared influence.

    ``influence`` (pairs, lines) is that of a unit and cell once the step held its cells.
    """

    unit: Codes
    share: Floats
    influence: Floats

    def covariance(self, drawn: Floats) -> Floats:
        """(lines, lines); ``drawn`` (units,) is the share that the stages drew."""
        counts = (self.share * drawn[self.unit])[:, None]
        return np.asarray((self.influence * counts).T @ self.influence)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Influence:
    """``by_unit`` (units, lines) is weighted; ``answering`` has one part per response step."""

    by_unit: Floats
    answering: Sequence[Answering] = ()

    def added(self, drawn: Floats) -> Floats:
        """What answering adds to the covariance (lines, lines)."""
        found = np.zeros((self.by_unit.shape[1],) * 2)
        for part in self.answering:
            found += part.covariance(drawn)
        return found


@dataclass(frozen=True, eq=False, slots=True)
class _Pairs:
    """Units x cells that have rows (pairs,), with the sums of their base weights."""

    unit: Codes
    cell: Codes
    weight: Floats
    own: Floats  # (pairs, domains x lines): influences before any correction


def influence_of_units(
    adjusted: Adjusted, statistic: Statistic, found: Totals, units: int
) -> Influence:
    """The influence of each unit on each line, domain by domain."""
    pairs = _pairs(adjusted, statistic, found)
    sums = sum_by(pairs.cell, adjusted.cells, pairs.own)
    lost = np.zeros_like(sums)
    answering = []
    for number in range(len(adjusted.steps) - 1, -1, -1):
        step = adjusted.steps[number]
        before, after = adjusted.factors[number], adjusted.factors[number + 1]
        level = step.level(sums, adjusted.weights * after)
        if step.shares_out:
            held = lost + level * after[:, None]
            answering.append(_answering(adjusted, number, pairs, held))
        kept = before if step.shares_out else 0.0
        more = level * (after - kept)[:, None]
        lost += more
        sums = sums - adjusted.weights[:, None] * more
    influence = pairs.own - pairs.weight[:, None] * lost[pairs.cell]
    return _combined(
        Influence(
            by_unit=sum_by(pairs.unit, units, influence), answering=answering[::-1]
        ),
        statistic,
        adjusted.domains,
    )


def _pairs(adjusted: Adjusted, statistic: Statistic, found: Totals) -> _Pairs:
    table, width = adjusted.table, adjusted.domains + 1
    keys, pair = np.unique(
        table.unit * adjusted.cells + table.cell, return_inverse=True
    )
    factor = adjusted.last[table.cell]
    at = np.maximum(table.domain, 0)
    inside = np.where(table.domain >= 0, factor, 0.0)
    place = pair * width + table.domain + 1
    own = np.empty((len(keys), adjusted.domains, len(statistic.lines)))
    values = found.values
    for number, line in enumerate(statistic.lines):
        apart = table.sums[(line.top,)]
        if line.bottom:
            apart = apart - values[at, number] * table.sums[(line.bottom,)]
        with np.errstate(invalid="ignore", divide="ignore"):
            each = inside * apart / found.bottom[at, number]
        each = np.nan_to_num(each, posinf=0.0, neginf=0.0)
        spread = sum_by(place, len(keys) * width, each)
        own[..., number] = spread.reshape(len(keys), width)[:, 1:]
    return _Pairs(
        unit=keys // adjusted.cells,
        cell=keys % adjusted.cells,
        weight=sum_by(pair, len(keys), table.sums[()]),
        own=own.reshape(len(keys), -1),
    )


def _answering(
    adjusted: Adjusted, number: int, pairs: _Pairs, held: Floats
) -> Answering:
    """What one response step adds, by the share that earlier ones left."""
    share = 1 - _rate(adjusted, number)
    for earlier in range(number):
        if adjusted.steps[earlier].shares_out:
            share = share * _rate(adjusted, earlier)
    there = adjusted.factors[number + 1][pairs.cell] > 0
    cell = pairs.cell[there]
    return Answering(
        unit=pairs.unit[there],
        share=share[cell],
        influence=pairs.own[there] - pairs.weight[there, None] * held[cell],
    )


def _rate(adjusted: Adjusted, number: int) -> Floats:
    """The response rate of each cell (cells,) in a step; 1 where nobody of it answered."""
    before, after = adjusted.factors[number], adjusted.factors[number + 1]
    return np.divide(before, after, out=np.ones_like(after), where=after > 0)


def _combined(influence: Influence, statistic: Statistic, domains: int) -> Influence:
    if not statistic.averaged:
        return influence
    return Influence(
        by_unit=combined(influence.by_unit, statistic, domains),
        answering=[
            Answering(
                unit=part.unit,
                share=part.share,
                influence=combined(part.influence, statistic, domains),
            )
            for part in influence.answering
        ],
    )
