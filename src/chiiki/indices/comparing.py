"""What would raise a rank, and what moved between two editions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from chiiki.errors import EngineError
from chiiki.indices.build import Index, build_index, rebuilt
from chiiki.indices.panel import Panel

HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """What one indicator alone could do for a unit, everybody else staying as they are.

    ``wanted`` is the figure with which the unit would reach ``rank``, None where not even
    the best figure of the panel would; ``best`` is the rank that the best figure gives.
    """

    indicator: str
    now: float
    wanted: float | None
    rank: int
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The change of a unit's score between editions, in its parts; they add up.

    ``own`` is by the unit's own figures, ``panel`` by the others' figures, by who is
    compared and by what is measured how.
    """

    unit: str
    before: float
    after: float
    own: float
    panel: float


def what_would_raise(index: Index, unit: str, rank: int) -> tuple[Raise, ...]:
    """For each indicator the figure with which a unit would reach a rank by it alone.

    Looked for between the unit's figure and the best one of the panel, to one part in
    10^12 of that distance. Raises EngineError indices.no_unit or indices.rank.
    """
    if unit not in index.panel.units:
        raise EngineError("indices.no_unit", of=unit)
    row = index.panel.units.index(unit)
    if not 1 <= rank < index.ranks()[row]:
        raise EngineError("indices.rank", found=rank, now=int(index.ranks()[row]))
    return tuple(
        _by(index, row, code, rank)
        for code in (one.code for one in index.specification.indicators)
    )


def movement(before: Index, after: Index, unit: str) -> Movement:
    """Split the change of a unit's score: its own figures, and everything around it.

    The unit's own change is the mean of what its figures change in the old and in the
    new surroundings (both orders count alike, as in Shapley, 1953); indicators that one
    edition does not know stay with the surroundings.
    """
    for index in (before, after):
        if unit not in index.panel.units:
            raise EngineError("indices.no_unit", of=unit)
    there, here = _score(before, unit), _score(after, unit)
    new_there = _score(_with_figures(before, after.panel, unit), unit)
    old_here = _score(_with_figures(after, before.panel, unit), unit)
    own = ((new_there - there) + (here - old_here)) / 2
    return Movement(
        unit=unit, before=there, after=here, own=own, panel=here - there - own
    )


def _by(index: Index, row: int, code: str, rank: int) -> Raise:
    panel = index.panel
    one = next(each for each in index.specification.indicators if each.code == code)
    figures = panel.column(code)
    now = float(figures[row])
    best = float(np.nanmax(figures) if one.direction == 1 else np.nanmin(figures))

    def reached(value: float) -> int:
        other = panel.with_value(panel.units[row], code, value)
        return int(rebuilt(index, other, code).ranks()[row])

    at_best = reached(best)
    wanted = None
    if at_best <= rank:
        low, high = (0.0 if np.isnan(now) else now), best
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(middle) <= rank else (middle, high)
        wanted = high
    return Raise(indicator=code, now=now, wanted=wanted, rank=rank, best=at_best)


def _with_figures(index: Index, source: Panel, unit: str) -> Index:
    """The same index with a unit's figures as another panel has them."""
    panel, row = index.panel, source.units.index(unit)
    for code in panel.indicators:
        if code in source.indicators:
            panel = panel.with_value(unit, code, float(source.column(code)[row]))
    columns = dict(panel.columns)
    for name in columns.keys() & source.columns.keys():
        figures = columns[name].copy()
        figures[panel.units.index(unit)] = source.columns[name][row]
        columns[name] = figures
    return build_index(index.specification, replace(panel, columns=columns))


def _score(index: Index, unit: str) -> float:
    return float(index.total[index.panel.units.index(unit)])
