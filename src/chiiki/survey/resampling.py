"""Make replicate weights: bootstrap, jackknife, balanced half-samples.

Bootstrap: Rao and Wu (1988) as rescaled by Rao, Wu, Yue (1992), n - 1 clusters drawn of n;
jackknife JK1 and JKn, and half-samples: Wolter, *Introduction to Variance Estimation* (2007),
chapters 3 and 4; Fay's factor: Judkins (1990).
"""

from __future__ import annotations

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.model import Finite, Floats
from chiiki.survey.replicates import Replicates
from chiiki.survey.stages import Stage, Stages

MOST = 200_000_000  # factors that are kept in memory, 8 bytes each


def bootstrap(stages: Stages, replicates: int, seed: int) -> Replicates:
    """Of n clusters of a stratum n - 1 are drawn anew, with replacement.

    The share f that was drawn shrinks the factors towards 1 by the root of 1 - f, so that a
    stratum that was drawn whole does not vary. The centre is the mean of the replicates.
    """
    stage = _only_first(stages)
    if replicates < 2:
        raise EngineError("survey.too_few_replicates", replicates=replicates)
    _refuse_too_many(replicates, stage)
    chance = np.random.default_rng(seed)
    factors = np.ones((replicates, len(stage.stratum_of)))
    for stratum, drawn in enumerate(stage.drawn.astype(int)):
        shrink = float(np.sqrt(1 - stage.fraction[stratum]))
        if drawn < 2 or shrink == 0:
            continue
        times = chance.multinomial(drawn - 1, np.full(drawn, 1 / drawn), replicates)
        there = np.flatnonzero(stage.stratum_of == stratum)
        factors[:, there] = 1 + shrink * (times * drawn / (drawn - 1) - 1)
    return Replicates(
        kind="bootstrap",
        factors=factors,
        scale=1 / (replicates - 1),
        scales=np.ones(replicates),
        centre="replicates",
        finite=_finite(stages, Finite.IN_FACTORS),
    )


def jackknife(stages: Stages) -> Replicates:
    """One cluster is left out at a time: JK1 with one stratum, else JKn."""
    stage = _only_first(stages)
    clusters = len(stage.stratum_of)
    drawn = stage.drawn[stage.stratum_of]
    varies = np.flatnonzero((drawn > 1) & (stage.fraction[stage.stratum_of] < 1))
    if len(varies) < 2:
        raise EngineError("survey.too_few_replicates", replicates=len(varies))
    _refuse_too_many(len(varies), stage)
    factors = np.ones((len(varies), clusters))
    for row, out in enumerate(varies):
        beside = stage.stratum_of == stage.stratum_of[out]
        factors[row, beside] = drawn[out] / (drawn[out] - 1)
        factors[row, out] = 0
    left = (1 - stage.fraction)[stage.stratum_of][varies]
    scales = left * (drawn[varies] - 1) / drawn[varies]
    one = len(stage.drawn) == 1
    return Replicates(
        kind="JK1" if one else "JKn",
        factors=factors,
        scale=float(scales[0]) if one else 1.0,
        scales=np.ones(len(varies)) if one else scales,
        centre="replicates" if one else "estimate",
        finite=_finite(stages, Finite.IN_SCALES),
    )


def half_samples(stages: Stages, fay: float = 0.0) -> Replicates:
    """Balanced half-samples (BRR) of strata with two clusters each; ``fay`` from 0 below 1.

    The sets stand in a Sylvester-Hadamard matrix, the smallest power of two above the number
    of strata; its first column of ones is not used, so that the sets balance in full.
    """
    stage = _only_first(stages)
    if (stage.drawn != 2).any():
        raise EngineError(
            "survey.not_two_clusters", strata=int((stage.drawn != 2).sum())
        )
    if not 0 <= fay < 1:
        raise EngineError("survey.fay_out_of_range", found=fay)
    signs = _hadamard(len(stage.drawn) + 1)[:, 1 : len(stage.drawn) + 1]
    second = np.zeros(len(stage.stratum_of), dtype=bool)
    second[np.argsort(stage.stratum_of, kind="stable")[1::2]] = True
    shrink = np.sqrt(1 - stage.fraction)[stage.stratum_of] * (1 - fay)
    factors = 1 + shrink * np.where(second, -1, 1) * signs[:, stage.stratum_of]
    return Replicates(
        kind="BRR",
        factors=factors,
        scale=1 / (len(signs) * (1 - fay) ** 2),
        scales=np.ones(len(signs)),
        centre="estimate",
        finite=_finite(stages, Finite.IN_FACTORS),
    )


def _refuse_too_many(replicates: int, stage: Stage) -> None:
    if replicates * len(stage.stratum_of) > MOST:
        raise EngineError(
            "survey.too_many_replicates",
            replicates=replicates,
            clusters=len(stage.stratum_of),
        )


def _only_first(stages: Stages) -> Stage:
    """The first stage; refuse where what later ones add would be lost."""
    stage = stages.first
    if (stage.fraction > 0).any() and len(stages.stages) > 1:
        raise EngineError("survey.later_stages_lost")
    return stage


def _finite(stages: Stages, where: Finite) -> Finite:
    return where if stages.is_finite else Finite.IGNORED


def _hadamard(least: int) -> Floats:
    found = np.ones((1, 1))
    while len(found) < least:
        found = np.block([[found, found], [found, -found]])
    return found
