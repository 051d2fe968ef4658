"""Estimate: figures with their errors, from a design and a statistic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.intervals import ends_of
from chiiki.survey.linearised import spread_of_sample
from chiiki.survey.looking import Found, covariance_of, domains_of, look
from chiiki.survey.model import (
    Errors,
    Estimate,
    Estimates,
    Finite,
    Floats,
    Interval,
    Marks,
    Method,
)
from chiiki.survey.statistics import Statistic

if TYPE_CHECKING:
    from chiiki.survey.design import Design

SMALLEST_CELL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How errors and intervals are wanted; ``degrees`` None takes those of the design."""

    errors: Errors = Errors.TAYLOR
    interval: Interval = Interval.AUTO
    level: float = 0.95
    degrees: float | None = None
    smallest_cell: int = SMALLEST_CELL


def estimate(
    design: Design, statistic: Statistic, by: Sequence[str], wish: Wish
) -> Estimates:
    """Every line of a statistic in every domain, with errors and all that explains them."""
    if not 0 < wish.level < 1:
        raise EngineError("survey.level_out_of_range", found=wish.level)
    found = look(design, statistic, by)
    steps = design.records  # before replicates are raked: these take other rounds
    covariance = covariance_of(design, statistic, found, wish.errors)
    deviations = np.sqrt(np.maximum(np.diag(covariance), 0))
    lines = tuple(_lines(design, statistic, by, found, deviations, wish))
    shown = not any(line.suppressed for line in lines)
    return Estimates(
        statistic=statistic.name,
        lines=lines,
        frame=design.frame,
        steps=steps,
        method=_method(design, wish),
        covariance=covariance if shown else None,
    )


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
    return replace(
        line,
        value=value,
        se=se,
        low=low,
        high=high,
        population=None if suppressed else line.population,
        deff=None if se is None else line.deff,
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
