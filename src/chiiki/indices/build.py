"""Build an index: figures in, scores of every node and ranks out, each step on record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.indices.model import Indicator, Mean, Specification
from chiiki.indices.panel import Floats, Panel
from chiiki.indices.steps import filled, normalised, relative, without_outliers

Ranks = NDArray[np.int64]
MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A step as it was done to one indicator: what was filled, cut or taken the log of."""

    step: str
    code: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """An index over a panel.

    ``normalised[unit, indicator]`` is what is averaged; ``scores`` has the score of every
    unit for every node by its code; ``done`` says what the steps changed.
    """

    specification: Specification
    panel: Panel
    normalised: Floats
    scores: dict[str, Floats]
    done: tuple[Done, ...]

    @property
    def total(self) -> Floats:
        """The score of every unit in the index itself."""
        return self.scores[self.specification.top]

    def ranks(self, code: str = "") -> Ranks:
        """1 for the highest score of a node; equal scores share it; 0 without a score."""
        return ranks_of(self.scores[code or self.specification.top])


def build_index(specification: Specification, panel: Panel) -> Index:
    """Do every step of the specification; what the figures cannot serve is an error.

    Raises EngineError indices.… with the unit, the indicator or the node.
    """
    indicators = specification.indicators
    ready = np.empty((len(panel.units), len(indicators)))
    filled_in: list[Done] = []
    cut: list[Done] = []
    for place, one in enumerate(indicators):
        ready[:, place], done = _made_ready(specification, panel, one)
        filled_in += (each for each in done if each.step == MISSING)
        cut += (each for each in done if each.step != MISSING)
    order = {unit: at for at, unit in enumerate(panel.units)}
    filled_in.sort(key=lambda each: order[each.what])
    return Index(
        specification=specification,
        panel=panel,
        normalised=ready,
        scores=scores_of(specification, ready),
        done=(*filled_in, *cut),
    )


def rebuilt(index: Index, panel: Panel, code: str) -> Index:
    """The same index over a panel in which only the figures of one indicator differ."""
    specification = index.specification
    codes = [one.code for one in specification.indicators]
    place = codes.index(code)
    ready = index.normalised.copy()
    ready[:, place], done = _made_ready(
        specification, panel, specification.indicators[place]
    )
    return Index(
        specification=specification,
        panel=panel,
        normalised=ready,
        scores=scores_of(specification, ready),
        done=(*(one for one in index.done if one.code != code), *done),
    )


def _made_ready(
    specification: Specification, panel: Panel, one: Indicator
) -> tuple[Floats, list[Done]]:
    """One indicator after every step before the means, and what the steps changed."""
    steps = specification.steps
    values = relative(panel, (one,))
    full = filled(values, panel, (one.code,), steps)
    done = [
        Done(step=MISSING, code=one.code, what=panel.units[unit])
        for unit, _place in np.argwhere(np.isnan(values) & ~np.isnan(full))
    ]
    column = full[:, 0]
    if np.isnan(column).all():
        raise EngineError("indices.nothing_known", of=one.code)
    if steps.outliers is not None:
        column, what = without_outliers(column, steps.outliers)
        if what:
            done.append(Done(step="outliers", code=one.code, what=what))
    return normalised(column, one, steps.normalisation), done


def scores_of(
    specification: Specification, ready: Floats, weights: Floats | None = None
) -> dict[str, Floats]:
    """The scores of every indicator and node, from the lowest level up.

    ``weights`` may stand in for those specified, in the order of ``everything``.
    """
    usual = [one.weight for one in specification.everything]
    codes = [one.code for one in specification.everything]
    weight = dict(zip(codes, usual if weights is None else weights, strict=True))
    scores = {
        one.code: ready[:, place] for place, one in enumerate(specification.indicators)
    }
    for level, nodes in enumerate(specification.levels):
        for node in nodes:
            below = specification.parts[node.code]
            scores[node.code] = averaged(
                np.column_stack([scores[one] for one in below]),
                np.array([weight[one] for one in below]),
                specification.mean_at(level),
                node.code,
            )
    return scores


def averaged(parts: Floats, weights: Floats, mean: Mean, code: str) -> Floats:
    """The weighted mean of each row over what is there; NaN where nothing is.

    ``parts`` is units by parts, ``weights`` one a part. Geometric and harmonic means want
    parts above 0: EngineError indices.not_positive.
    """
    known = ~np.isnan(parts)
    if mean is not Mean.ARITHMETIC and (parts[known] <= 0).any():
        raise EngineError("indices.not_positive", of=code)
    with np.errstate(invalid="ignore", divide="ignore"):
        match mean:
            case Mean.ARITHMETIC:
                found = _mean(parts, known, weights)
            case Mean.GEOMETRIC:
                found = np.exp(_mean(np.log(parts), known, weights))
            case Mean.HARMONIC:
                found = 1 / _mean(1 / parts, known, weights)
    return found


def ranks_of(scores: Floats) -> Ranks:
    """Ranks along the last axis: 1 for the highest, equals share it, 0 for NaN."""
    turned = -scores
    order = np.argsort(turned, axis=-1)
    inorder = np.take_along_axis(turned, order, axis=-1)
    places = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape)
    is_tied = inorder[..., 1:] == inorder[..., :-1]
    if is_tied.any():
        shared = places.copy()
        shared[..., 1:][is_tied] = 0
        places = np.maximum.accumulate(shared, axis=-1)
    found = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(found, order, places, axis=-1)
    found[np.isnan(scores)] = 0
    return found


def _mean(parts: Floats, known: NDArray[np.bool_], weights: Floats) -> Floats:
    return np.where(known, parts, 0) @ weights / (known @ weights)
