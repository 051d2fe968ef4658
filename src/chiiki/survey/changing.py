"""Trends: what changed between two surveys on what both asked, where samples overlap.

The covariance of two estimates from overlapping samples of a stratum is that of Tam (1984),
as in Qualité and Tillé (2008): n12 (1 - n1 n2 / (n12 N)) times the covariance of the
weighted influences among the n12 clusters that both drew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.design import Design
from chiiki.survey.estimate import SMALLEST_CELL
from chiiki.survey.intervals import student
from chiiki.survey.looking import covariance_of, domains_of, influence_of, look
from chiiki.survey.model import Errors, Floats, Scope
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import first_of, sum_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference, later less earlier; figures None where a side is suppressed.

    ``correlation`` is that of the two estimates, by the clusters that both drew (``common``).
    """

    item: str
    domain: Mapping[str, str]
    before: float | None
    after: float | None
    change: float | None
    se: float | None
    low: float | None
    high: float | None
    correlation: float | None
    common: int
    degrees: int
    suppressed: bool


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Side:
    """One survey: lines by (domain, item) with values, rows, influences by cluster."""

    names: list[tuple[tuple[str, ...], str]]
    values: Floats
    rows: Floats
    variance: Floats
    degrees: list[int]
    influence: Floats  # (clusters, lines)
    places: dict[str, int]  # cluster of a unit
    strata: dict[str, str]  # stratum of a unit


def common_scope(before: Scope, after: Scope) -> tuple[str, ...]:
    """The items that both surveys asked in the same sense, in the order of the later.

    >>> common_scope(Scope(version="a", items=("x", "y")), Scope(version="b", items=("y",)))
    ('y',)
    """
    return tuple(item for item in after.items if item in before.items)


def compare(
    before: Design,
    after: Design,
    statistic: Statistic,
    by: Sequence[str] = (),
    *,
    unit: str,
    level: float = 0.95,
    smallest_cell: int = SMALLEST_CELL,
) -> tuple[Change, ...]:
    """The change of a statistic, in domains that both have. ``unit`` names the clusters.

    Raises EngineError survey.outside_scope for a column that not both scopes hold,
    survey.not_the_cluster, or survey.stratum_changed for a unit that moved.
    """
    common = common_scope(before.frame.scope, after.frame.scope)
    for column in statistic.columns:
        if column not in common:
            raise EngineError("survey.outside_scope", column=column)
    designs = [one.seen((*by, unit), statistic) for one in (before, after)]
    sides = [_side(one, statistic, by, unit) for one in designs]
    both = [name for name in sides[1].names if name in set(sides[0].names)]
    shared = [name for name in sides[0].places if name in sides[1].places]
    _refuse_moved(sides, shared)
    place = [[side.names.index(name) for name in both] for side in sides]
    together = _together(designs, sides, place, shared)
    return tuple(
        _change(
            sides,
            (place[0][number], place[1][number]),
            float(together[number]),
            dict(zip(by, name[0], strict=True)),
            (len(shared), level, smallest_cell),
        )
        for number, name in enumerate(both)
    )


def _side(design: Design, statistic: Statistic, by: Sequence[str], unit: str) -> _Side:
    found = look(design, statistic, by)
    stage = design.stages.first
    items = ["plain mean"]
    if not statistic.averaged:
        items = [line.label for line in statistic.lines]
    rows = found.totals.rows
    if statistic.averaged:
        rows = rows.min(axis=1, keepdims=True)
    domains = [tuple(one.values()) for one in domains_of(design, by, found.domains)]
    places = _places(design, unit)
    first = first_of(stage.cluster[design.unit], len(stage.stratum_of))
    stratum = design.stratum
    return _Side(
        names=[(domain, item) for domain in domains for item in items],
        values=found.values,
        rows=rows.ravel(),
        variance=np.diag(covariance_of(design, statistic, found, Errors.TAYLOR)),
        degrees=[
            design.stages.degrees(found.there[:, at])
            for at in range(len(domains))
            for _item in items
        ],
        influence=sum_by(
            stage.cluster,
            len(stage.stratum_of),
            influence_of(design, statistic, found).by_unit,
        ),
        places=places,
        strata={
            name: stratum.labels[stratum.codes[first[at]]]
            for name, at in places.items()
        },
    )


def _places(design: Design, unit: str) -> dict[str, int]:
    """The cluster of the first stage that each unit is."""
    coded = design.table.coded(unit)
    cluster = design.stages.first.cluster[design.unit]
    pairs = sorted({*zip(coded.codes.tolist(), cluster.tolist(), strict=True)})
    codes = [code for code, _at in pairs]
    twice = any(left == right for left, right in pairwise(codes))
    if -1 in codes or twice or len({at for _code, at in pairs}) < len(pairs):
        raise EngineError("survey.not_the_cluster", column=unit)
    return {coded.labels[code]: at for code, at in pairs}


def _refuse_moved(sides: Sequence[_Side], shared: Sequence[str]) -> None:
    for name in shared:
        if sides[0].strata[name] != sides[1].strata[name]:
            raise EngineError("survey.stratum_changed", unit=name)


def _together(
    designs: Sequence[Design],
    sides: Sequence[_Side],
    place: Sequence[Sequence[int]],
    shared: Sequence[str],
) -> Floats:
    """Covariance (lines,) of the estimates of both surveys."""
    found = np.zeros(len(place[0]))
    for stratum in sorted({sides[0].strata[name] for name in shared}):
        names = [name for name in shared if sides[0].strata[name] == stratum]
        if len(names) < 2:
            continue
        left, right = (
            side.influence[[side.places[name] for name in names]][:, lines]
            for side, lines in zip(sides, place, strict=True)
        )
        number = len(names)
        spread = ((left - left.mean(axis=0)) * (right - right.mean(axis=0))).sum(axis=0)
        drawn, population = 1.0, np.inf
        for design, side in zip(designs, sides, strict=True):
            stage = design.stages.first
            code = stage.stratum_of[side.places[names[0]]]
            drawn *= stage.drawn[code]
            population = min(population, stage.population[code])
        found += number * (1 - drawn / (number * population)) * spread / (number - 1)
    return found


def _change(
    sides: Sequence[_Side],
    place: tuple[int, int],
    together: float,
    domain: Mapping[str, str],
    how: tuple[int, float, int],
) -> Change:
    common, level, smallest = how
    before, after = (
        float(side.values[at]) for side, at in zip(sides, place, strict=True)
    )
    first, second = (
        float(side.variance[at]) for side, at in zip(sides, place, strict=True)
    )
    degrees = min(side.degrees[at] for side, at in zip(sides, place, strict=True))
    few = any(side.rows[at] < smallest for side, at in zip(sides, place, strict=True))
    hidden = few or not np.isfinite(before + after)
    se = float(np.sqrt(max(first + second - 2 * together, 0.0)))
    away = student(level, degrees) * se if degrees > 0 else None
    moved = after - before
    spread = float(np.sqrt(first * second))
    return Change(
        item=sides[1].names[place[1]][1],
        domain=domain,
        before=None if hidden else before,
        after=None if hidden else after,
        change=None if hidden else moved,
        se=None if hidden else se,
        low=None if hidden or away is None else moved - away,
        high=None if hidden or away is None else moved + away,
        correlation=None if hidden or not spread else together / spread,
        common=common,
        degrees=degrees,
        suppressed=few,
    )
