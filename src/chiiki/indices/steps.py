"""Step by step from figures as published to figures that can be averaged."""

from __future__ import annotations

import numpy as np

from chiiki.errors import EngineError
from chiiki.indices.model import (
    Deviation,
    Indicator,
    Missing,
    Normalisation,
    Outliers,
    Scale,
    Steps,
)
from chiiki.indices.panel import Floats, Panel

LOG_SHIFT = 0.01  # of the range, so that the lowest value has a logarithm


def relative(panel: Panel, indicators: tuple[Indicator, ...]) -> Floats:
    """Figures of the indicators in their order, each divided by what it is ``per``."""
    found = np.column_stack([panel.column(one.code) for one in indicators])
    for place, one in enumerate(indicators):
        if one.per:
            if one.per not in panel.columns:
                raise EngineError("indices.no_column", of=one.code, column=one.per)
            with np.errstate(divide="ignore", invalid="ignore"):
                found[:, place] = found[:, place] / panel.columns[one.per]
            if np.isinf(found[:, place]).any():
                unit = panel.units[int(np.argmax(np.isinf(found[:, place])))]
                raise EngineError("indices.divided_by_zero", unit=unit, of=one.code)
    return found


def filled(
    values: Floats, panel: Panel, codes: tuple[str, ...], steps: Steps
) -> Floats:
    """The same with gaps treated as the specification says; shape is kept."""
    gaps = np.isnan(values)
    if not gaps.any() or steps.missing is Missing.AVERAGE_THE_REST:
        return values
    unit, indicator = np.argwhere(gaps)[0]
    if steps.missing is Missing.REFUSE:
        raise EngineError(
            "indices.missing", unit=panel.units[unit], of=codes[indicator]
        )
    groups = _groups(panel, steps)
    found = values.copy()
    for place in np.flatnonzero(gaps.any(axis=0)):
        for row in np.flatnonzero(gaps[:, place]):
            like = values[groups == groups[row], place]
            like = like[~np.isnan(like)]
            if not like.size:
                raise EngineError(
                    "indices.nothing_like_it", unit=panel.units[row], of=codes[place]
                )
            is_median = steps.missing is Missing.MEDIAN
            found[row, place] = np.median(like) if is_median else like.mean()
    return found


def without_outliers(values: Floats, rule: Outliers) -> tuple[Floats, str]:
    """One indicator with its ends cut, and what was done: "", "cut 3" or "log"."""
    if not is_lopsided(values, rule):
        return values, ""
    known = np.sort(values[~np.isnan(values)])
    is_high = _skewness(known) > 0
    for cut in range(1, min(rule.most, len(known) - 1) + 1):
        limit = known[-1 - cut] if is_high else known[cut]
        found = np.minimum(values, limit) if is_high else np.maximum(values, limit)
        if not is_lopsided(found, rule):
            return found, f"cut {cut}"
    low, high = known[0], known[-1]
    return np.log(values - low + LOG_SHIFT * (high - low)), "log"


def is_lopsided(values: Floats, rule: Outliers) -> bool:
    known = values[~np.isnan(values)]
    if len(known) < 4 or known.std() == 0:
        return False
    return bool(
        abs(_skewness(known)) > rule.skewness and _kurtosis(known) > rule.kurtosis
    )


def normalised(values: Floats, one: Indicator, how: Normalisation) -> Floats:
    """One indicator on the common scale, turned so that more is better; gaps stay gaps.

    T-score: 50 + 10 z. Min-max: from ``low`` to ``high``. Rank: 1 for the lowest, ties
    share their mean. Distance: the share of the best, 1 for the best itself. Raises
    EngineError indices.all_alike where every unit has the same figure.
    """
    if np.nanmax(values) == np.nanmin(values):
        raise EngineError("indices.all_alike", of=one.code)
    turned = values * one.direction
    match how.scale:
        case Scale.T_SCORE:
            over = 1 if how.deviation is Deviation.SAMPLE else 0
            apart: Floats = turned - np.nanmean(turned)
            return 50 + 10 * apart / np.nanstd(turned, ddof=over)
        case Scale.MIN_MAX:
            low, high = np.nanmin(turned), np.nanmax(turned)
            return how.low + (how.high - how.low) * (turned - low) / (high - low)
        case Scale.RANK:
            return _mean_ranks(turned)
        case Scale.DISTANCE:
            low, high = np.nanmin(values), np.nanmax(values)
            if low <= 0:
                raise EngineError("indices.not_positive", of=one.code)
            return values / high if one.direction == 1 else low / values


def _groups(panel: Panel, steps: Steps) -> np.ndarray:
    if steps.missing is not Missing.GROUP_MEAN:
        return np.zeros(len(panel.units))
    if steps.missing_by not in panel.groups:
        raise EngineError("indices.no_column", of="", column=steps.missing_by)
    return np.array(panel.groups[steps.missing_by])


def _mean_ranks(values: Floats) -> Floats:
    found = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    _distinct, which, counts = np.unique(
        values[known], return_inverse=True, return_counts=True
    )
    found[known] = (np.cumsum(counts) - (counts - 1) / 2)[which]
    return found


def _skewness(known: Floats) -> float:
    """G1 of Joanes and Gill (1998), for at least 3 values that differ."""
    n, z = len(known), _z(known)
    return float(n / ((n - 1) * (n - 2)) * (z**3).sum())


def _kurtosis(known: Floats) -> float:
    """G2 of Joanes and Gill (1998), 0 for a normal distribution; at least 4 values."""
    n, z = len(known), _z(known)
    first = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (z**4).sum()
    return float(first - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))


def _z(known: Floats) -> Floats:
    found: Floats = (known - known.mean()) / known.std(ddof=1)
    return found
