"""Estimate: figures with their errors, from a design and a statistic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.collapsed import collapse
from chiiki.survey.influence import Influence, influence_of_units
from chiiki.survey.intervals import ends_of
from chiiki.survey.linearised import (
    Adjusted,
    Totals,
    adjust_collapsed,
    combined,
    spread_of_sample,
    totals,
)
from chiiki.survey.model import (
    Codes,
    Errors,
    Estimate,
    Estimates,
    Finite,
    Floats,
    Interval,
    Marks,
    Method,
)
from chiiki.survey.replicating import replicated
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import first_of
from chiiki.survey.table import Coded, joined

if TYPE_CHECKING:
    from chiiki.survey.design import Design

SMALLEST_CELL = 5
TINY = 1e-9  # beyond 0 and 1, for a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How errors and intervals are wanted; ``degrees`` None takes those of the design."""

    errors: Errors = Errors.TAYLOR
    interval: Interval = Interval.AUTO
    level: float = 0.95
    degrees: float | None = None
    smallest_cell: int = SMALLEST_CELL


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Found:
    """What one look at the rows gives. Lines stand by domain, then by line of the statistic.

    ``values`` (lines,); ``domains`` is the code of each row; ``there`` (units, domains) marks
    units that have a row with a weight in a domain.
    """

    adjusted: Adjusted
    totals: Totals
    values: Floats
    domains: Coded
    there: Marks


def look(design: Design, statistic: Statistic, by: Sequence[str]) -> Found:
    """Collapse the rows of a design and add them up."""
    domains = joined(design.table, by)
    table = collapse(
        design.table,
        statistic,
        design.weights,
        design.unit,
        (design.cell, design.cells.number),
        (domains.codes, len(domains.labels)),
    )
    adjusted = adjust_collapsed(
        table, design.cells.number, len(domains.labels), design.fitted
    )
    _refuse_gaps(design, statistic)
    found = totals(adjusted, statistic)
    values = combined(found.values.reshape(1, -1), statistic, adjusted.domains)[0]
    if statistic.proportion:
        _refuse_no_share(values, statistic)
    return Found(
        adjusted=adjusted,
        totals=found,
        values=values,
        domains=domains,
        there=_there(adjusted, design.stages.units),
    )


def influence_of(design: Design, statistic: Statistic, found: Found) -> Influence:
    """Weighted influence of each unit on each line."""
    return influence_of_units(
        found.adjusted, statistic, found.totals, design.stages.units
    )


def estimate(
    design: Design, statistic: Statistic, by: Sequence[str], wish: Wish
) -> Estimates:
    """Every line of a statistic in every domain, with errors and all that explains them."""
    if not 0 < wish.level < 1:
        raise EngineError("survey.level_out_of_range", found=wish.level)
    found = look(design, statistic, by)
    covariance = covariance_of(design, statistic, found, wish.errors)
    deviations = np.sqrt(np.maximum(np.diag(covariance), 0))
    lines = tuple(_lines(design, statistic, by, found, deviations, wish))
    shown = not any(line.suppressed for line in lines)
    return Estimates(
        statistic=statistic.name,
        lines=lines,
        frame=design.frame,
        steps=design.records,
        method=_method(design, wish),
        covariance=covariance if shown else None,
    )


def covariance_of(
    design: Design, statistic: Statistic, found: Found, errors: Errors
) -> Floats:
    """Covariance (lines, lines), suppressed ones included."""
    stages = design.stages
    if errors is Errors.TAYLOR:
        influence = influence_of(design, statistic, found)
        return stages.covariance(influence.by_unit) + influence.added(stages.drawn)
    sets = design.needed_replicates
    each = replicated(found.adjusted, statistic, sets, stages.first.cluster)
    each = combined(each, statistic, found.adjusted.domains)
    spread = sets.covariance(each, found.values)
    if sets.finite in {Finite.AS_GIVEN, Finite.IGNORED}:
        return spread
    return spread + influence_of(design, statistic, found).added(stages.drawn)


def _lines(
    design: Design,
    statistic: Statistic,
    by: Sequence[str],
    found: Found,
    deviations: Floats,
    wish: Wish,
) -> Iterator[Estimate]:
    rows, population = found.totals.rows, found.totals.population
    sample = None
    if not statistic.averaged:
        finite = design.stages.is_finite
        sample = spread_of_sample(found.adjusted, statistic, found.totals, finite)
    labels = ["plain mean"]
    if not statistic.averaged:
        labels = [line.label for line in statistic.lines]
    for at, domain in enumerate(domains_of(design, by, found.domains)):
        degrees = _degrees(design, found.there[:, at], wish)
        for number, label in enumerate(labels):
            place = at * len(labels) + number
            n = rows[at].min() if statistic.averaged else rows[at, number]
            size = (
                population[at].min() if statistic.averaged else population[at, number]
            )
            yield _line(
                Estimate(
                    item=label,
                    domain=domain,
                    value=float(found.values[place]),
                    se=float(deviations[place]),
                    low=None,
                    high=None,
                    n=int(n),
                    population=float(size),
                    deff=_deff(deviations[place], sample, at, number),
                    degrees=degrees,
                    interval=_interval(statistic, wish.interval),
                ),
                wish,
            )


def _line(line: Estimate, wish: Wish) -> Estimate:
    """The line with its interval, or without its figures where too few rows gave it."""
    suppressed = line.n < wish.smallest_cell
    value, se = _known(line.value), _known(line.se)
    low = high = None
    interval = line.interval
    if suppressed or value is None:
        value = se = None
    degrees = wish.degrees or line.degrees
    if value is not None and se is not None and degrees > 0:
        (low, high), interval = ends_of(
            value, se, line.n, degrees, wish.level, interval
        )
    return Estimate(
        item=line.item,
        domain=line.domain,
        value=value,
        se=se,
        low=low,
        high=high,
        n=line.n,
        population=None if suppressed else line.population,
        deff=None if se is None else line.deff,
        degrees=line.degrees,
        interval=interval,
        suppressed=suppressed,
    )


def _known(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


def _deff(
    deviation: float, sample: Floats | None, at: int, number: int
) -> float | None:
    """None where a simple sample of that size would not vary, or is the population."""
    if sample is None or not sample[at, number] > 0:
        return None
    return _known(float(deviation**2 / sample[at, number]))


def _interval(statistic: Statistic, wanted: Interval) -> Interval:
    if wanted is not Interval.AUTO:
        return wanted
    return Interval.LOGIT if statistic.proportion else Interval.LINEAR


def _degrees(design: Design, there: Marks, wish: Wish) -> int:
    found = design.stages.degrees(there)
    if wish.errors is Errors.REPLICATES:
        found = min(found, design.needed_replicates.number - 1)
    return found


def _there(adjusted: Adjusted, units: int) -> Marks:
    """Which units (units, domains) have a row with a weight in a domain."""
    table = adjusted.table
    found = np.zeros((units, adjusted.domains + 1), dtype=bool)
    counts: Codes = np.flatnonzero(adjusted.last[table.cell] > 0)
    found[table.unit[counts], table.domain[counts] + 1] = True
    return found[:, 1:]


def domains_of(
    design: Design, by: Sequence[str], coded: Coded
) -> Iterator[MappingProxyType[str, str]]:
    """The domains in order, each by column."""
    columns = [design.table.coded(name) for name in by]
    for row in first_of(coded.codes, len(coded.labels)):
        parts = [one.labels[one.codes[row]] for one in columns]
        yield MappingProxyType(dict(zip(by, parts, strict=True)))


def _method(design: Design, wish: Wish) -> Method:
    if wish.errors is Errors.TAYLOR:
        finite = design.stages.is_finite
        return Method(
            errors=wish.errors,
            finite=Finite.EVERY_STAGE if finite else Finite.IGNORED,
            level=wish.level,
            smallest_cell=wish.smallest_cell,
        )
    sets = design.needed_replicates
    return Method(
        errors=wish.errors,
        finite=sets.finite,
        level=wish.level,
        smallest_cell=wish.smallest_cell,
        replicates=sets.number,
        kind=sets.kind,
        scale=sets.scale,
        centre=sets.centre,
    )


def _refuse_gaps(design: Design, statistic: Statistic) -> None:
    """A total needs a value in every row that counts."""
    counts = design.factors[-1][design.cell] > 0
    for column in statistic.complete:
        missing = int((counts & ~design.table.answered(column)).sum())
        if missing:
            raise EngineError("survey.values_missing", column=column, rows=missing)


def _refuse_no_share(values: Floats, statistic: Statistic) -> None:
    with np.errstate(invalid="ignore"):
        wrong = (values < -TINY) | (values > 1 + TINY)
    if wrong.any():
        raise EngineError("survey.not_a_share", statistic=statistic.name)
