"""Intervals: linear with Student's t, logit, and beta for shares at the edge.

Logit: Korn and Graubard, *Analysis of Health Surveys* (1999), 3.2 (as R's svyciprop); beta:
Clopper and Pearson with the effective sample size of Korn and Graubard (1998).
"""

from __future__ import annotations

import math

from scipy import special

from chiiki.survey.model import Interval

Ends = tuple[float, float]


def ends_of(
    value: float, se: float, n: int, degrees: float, level: float, kind: Interval
) -> tuple[Ends, Interval]:
    """The ends, and the kind that was used: beta in place of logit where a share is 0 or 1.

    >>> ends, kind = ends_of(0.5, 0.05, 100, math.inf, 0.95, Interval.LINEAR)
    >>> [round(end, 4) for end in ends]
    [0.402, 0.598]
    """
    if kind is Interval.LOGIT and not 0 < value < 1:
        kind = Interval.BETA
    if kind is Interval.BETA:
        return _beta(value, se, n, degrees, level), kind
    away = student(level, degrees)
    if kind is Interval.LOGIT:
        middle = math.log(value / (1 - value))
        reach = away * se / (value * (1 - value))
        low, high = special.expit(middle - reach), special.expit(middle + reach)
        return (float(low), float(high)), kind
    return (value - away * se, value + away * se), kind


def student(level: float, degrees: float) -> float:
    """How many standard errors to each side; the normal's with infinite degrees."""
    up = (1 + level) / 2
    if math.isinf(degrees):
        return float(special.ndtri(up))
    return float(special.stdtrit(degrees, up))


def _beta(value: float, se: float, n: int, degrees: float, level: float) -> Ends:
    edge = (1 - level) / 2
    size = float(n)
    if se > 0:
        size = value * (1 - value) / se**2
        if n > 1:
            size *= (student(level, n - 1) / student(level, degrees)) ** 2
    ticked, rest = size * value, size * (1 - value)
    low = special.betaincinv(ticked, rest + 1, edge) if ticked > 0 else 0.0
    high = special.betaincinv(ticked + 1, rest, 1 - edge) if rest > 0 else 1.0
    return float(low), float(high)
