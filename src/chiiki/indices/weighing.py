"""Scores of all units under many sets of weights at once.

Nested weighted arithmetic means are linear in the indicators, geometric ones in their
logarithms, harmonic ones in their inverses: the weights along the path from an indicator to
the top multiply to one weight, and all replicates are one matrix product. Where means
differ by level, or figures are missing, it is done level by level.
"""

from __future__ import annotations

import numpy as np

from chiiki.indices.build import averaged, scores_of
from chiiki.indices.model import Mean, Specification
from chiiki.indices.panel import Floats


def weighed(specification: Specification, ready: Floats, weights: Floats) -> Floats:
    """Scores of the index: replicates by units.

    ``ready`` is units by indicators, normalised; ``weights`` replicates by
    ``Specification.everything``. Raises EngineError indices.not_positive where a
    geometric or harmonic mean meets a figure that is not above 0.
    """
    levels = range(len(specification.levels))
    means = {specification.mean_at(level) for level in levels}
    if len(means) > 1 or np.isnan(ready).any():
        return _by_level(specification, ready, weights)
    (mean,) = means
    if mean is not Mean.ARITHMETIC:  # refuses what has no such mean
        averaged(ready, np.ones(ready.shape[1]), mean, specification.top)
    flat = flat_weights(specification, weights)
    match mean:
        case Mean.ARITHMETIC:
            return flat @ ready.T
        case Mean.GEOMETRIC:
            return np.exp(flat @ np.log(ready).T)
        case Mean.HARMONIC:
            return 1 / (flat @ (1 / ready).T)


def flat_weights(specification: Specification, weights: Floats) -> Floats:
    """One weight an indicator, adding up to 1 in each row: replicates by indicators."""
    place = {one.code: at for at, one in enumerate(specification.everything)}
    share = np.ones_like(weights)
    for below in specification.parts.values():
        columns = [place[code] for code in below]
        share[:, columns] = weights[:, columns] / weights[:, columns].sum(
            axis=1, keepdims=True
        )
    for nodes in reversed(specification.levels):
        for node in nodes:
            columns = [place[code] for code in specification.parts[node.code]]
            if node.parent:
                share[:, columns] *= share[:, [place[node.code]]]
    return share[:, : len(specification.indicators)]


def _by_level(specification: Specification, ready: Floats, weights: Floats) -> Floats:
    top = specification.top
    return np.array([scores_of(specification, ready, one)[top] for one in weights])
