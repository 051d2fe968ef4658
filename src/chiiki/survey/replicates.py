"""Replicate weights: factors by cluster, and how the spread of replicates is read.

Scale, centre and where the finite population is counted differ between programs by more
than rounding; they are kept with the factors, and every estimate tells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.model import Codes, Finite, Floats
from chiiki.survey.sums import sum_by

Centre = Literal["replicates", "estimate"]
SAME = 1e-9


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Replicates:
    """``factors`` (replicates, clusters of the first stage) multiply the design's weights.

    variance = scale x sum over r of scales[r] (estimate of r - centre)²
    """

    kind: str
    factors: Floats
    scale: float
    scales: Floats
    centre: Centre
    finite: Finite

    @property
    def number(self) -> int:
        return len(self.factors)

    def covariance(self, found: Floats, estimate: Floats) -> Floats:
        """(lines, lines) from what each replicate found (replicates, lines)."""
        centre = estimate if self.centre == "estimate" else found.mean(axis=0)
        apart = found - centre
        return np.asarray(self.scale * (apart * self.scales[:, None]).T @ apart)


def given_replicates(
    weights: Floats,
    base: Floats,
    cluster: Codes,
    *,
    scale: float,
    scales: Floats | None,
    centre: Centre,
    kind: str,
) -> Replicates:
    """Replicates from published weights (rows, replicates), beside the base weights (rows,).

    Raises EngineError survey.replicates_misfit, or survey.factor_varies where the weights of
    one cluster do not change together.
    """
    if weights.ndim != 2 or len(weights) != len(base) or weights.shape[1] < 2:
        raise EngineError("survey.replicates_misfit")
    if scales is not None and scales.shape != (weights.shape[1],):
        raise EngineError("survey.replicates_misfit")
    factors = weights / base[:, None]
    clusters = int(cluster.max()) + 1
    counts = np.bincount(cluster, minlength=clusters)
    means = sum_by(cluster, clusters, factors) / counts[:, None]
    if np.abs(means[cluster] - factors).max() > SAME * max(1.0, np.abs(means).max()):
        raise EngineError("survey.factor_varies")
    return Replicates(
        kind=kind,
        factors=means.T.copy(),
        scale=scale,
        scales=np.ones(weights.shape[1]) if scales is None else scales,
        centre=centre,
        finite=Finite.AS_GIVEN,
    )
