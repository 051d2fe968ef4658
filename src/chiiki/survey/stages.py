"""Who was drawn out of what, stage by stage, and the variance that this gives.

The variance of a total is that of R. Valliant, J. Dever, F. Kreuter, *Practical Tools for
Designing and Weighting Survey Samples* (2013), 15.2: at each stage the clusters of a stratum
vary about their mean, less the share that was drawn, and a later stage counts by the share
that the earlier ones drew (Särndal, Swensson, Wretman, 1992, 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.model import Codes, Floats, Marks
from chiiki.survey.sums import first_of, sum_by

Lonely = Literal["fail", "adjust"]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Stage:
    """One stage, seen from the units (units,) of the last.

    ``cluster`` and ``stratum`` are codes without gaps, ``stratum_of`` (clusters,);
    ``drawn`` and ``population`` (strata,) count clusters, infinite where the share that was
    drawn is ignored; ``weight`` (clusters,) is the share that earlier stages drew.
    """

    cluster: Codes
    stratum_of: Codes
    drawn: Floats
    population: Floats
    weight: Floats

    @property
    def fraction(self) -> Floats:
        """Share of the clusters of each stratum that was drawn, 0 where it is ignored."""
        return self.drawn / self.population


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Stages:
    """The stages in order; ``units`` are the clusters of the last."""

    stages: tuple[Stage, ...]
    units: int
    lonely: Lonely = "fail"

    @property
    def first(self) -> Stage:
        return self.stages[0]

    @property
    def drawn(self) -> Floats:
        """The share (units,) that all stages together drew, 0 where it is ignored."""
        found = np.ones(self.units)
        for stage in self.stages:
            found *= stage.fraction[stage.stratum_of[stage.cluster]]
        return found

    @property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.first.population).any())

    def covariance(self, influences: Floats) -> Floats:
        """Covariance (lines, lines) of totals from weighted influences (units, lines)."""
        found = np.zeros((influences.shape[1],) * 2)
        for stage in self.stages:
            found += self._of_stage(stage, influences)
        return found

    def degrees(self, there: Marks) -> int:
        """Clusters less strata of the first stage, among units that are ``there``."""
        clusters = np.unique(self.first.cluster[there])
        return len(clusters) - len(np.unique(self.first.stratum_of[clusters]))

    def _of_stage(self, stage: Stage, influences: Floats) -> Floats:
        clusters, strata = len(stage.stratum_of), len(stage.drawn)
        sums = sum_by(stage.cluster, clusters, influences)
        means = sum_by(stage.stratum_of, strata, sums) / stage.drawn[:, None]
        alone = stage.drawn == 1
        if self.lonely == "adjust":
            means[alone] = sums.mean(axis=0)
        left = 1 - stage.fraction
        scale = np.where(
            alone, left, left * stage.drawn / np.maximum(stage.drawn - 1, 1)
        )
        apart = sums - means[stage.stratum_of]
        weighted = apart * (scale[stage.stratum_of] * stage.weight)[:, None]
        return np.asarray(weighted.T @ apart)


def build_stages(
    clusters: Sequence[Codes],
    strata: Sequence[Codes],
    populations: Sequence[Floats | None],
    *,
    lonely: Lonely = "fail",
) -> Stages:
    """Stages from codes of units: (units,) each, first stage first.

    Clusters of a later stage are told apart within those of the one before. Population is
    the number of clusters in the stratum of each unit; None ignores it. Raises EngineError
    survey.lonely_cluster, survey.more_than_frame, survey.population_differs or
    survey.cluster_in_two_strata.
    """
    units = len(clusters[0])
    above, weight = np.zeros(units, dtype=np.int64), np.ones(units)
    found = []
    for number, population in enumerate(populations):
        stratum = _within(above, strata[number])
        cluster = _within(above, clusters[number])
        stage = _stage(number + 1, cluster, stratum, population, weight)
        _refuse_lonely(number + 1, stage, lonely)
        found.append(stage)
        weight = weight * stage.fraction[stratum]
        above = cluster
    return Stages(stages=tuple(found), units=units, lonely=lonely)


def _stage(
    number: int, cluster: Codes, stratum: Codes, given: Floats | None, weight: Floats
) -> Stage:
    clusters, strata = int(cluster.max()) + 1, int(stratum.max()) + 1
    first = first_of(cluster, clusters)
    stratum_of = stratum[first]
    if (stratum_of[cluster] != stratum).any():
        raise EngineError("survey.cluster_in_two_strata", stage=number)
    drawn = np.bincount(stratum_of, minlength=strata).astype(np.float64)
    population = np.full(strata, np.inf)
    if given is not None:
        population[stratum] = given
        if (population[stratum] != given).any():
            raise EngineError("survey.population_differs", stage=number)
    over = np.flatnonzero(drawn > population)
    if len(over):
        at = int(over[0])
        raise EngineError(
            "survey.more_than_frame", drawn=int(drawn[at]), frame=int(population[at])
        )
    return Stage(
        cluster=cluster,
        stratum_of=stratum_of,
        drawn=drawn,
        population=population,
        weight=weight[first],
    )


def _refuse_lonely(number: int, stage: Stage, lonely: Lonely) -> None:
    alone = int(((stage.drawn == 1) & (stage.population > 1)).sum())
    if alone and lonely == "fail":
        raise EngineError("survey.lonely_cluster", stage=number, strata=alone)


def _within(above: Codes, codes: Codes) -> Codes:
    """Codes told apart within what is above, numbered without gaps."""
    _labels, found = np.unique(
        above * (int(codes.max()) + 1) + codes, return_inverse=True
    )
    return np.asarray(found, dtype=np.int64)
