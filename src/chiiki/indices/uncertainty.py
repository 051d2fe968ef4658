"""How sure is a rank? Build the index again under every choice that could have been made.

Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as
tools for the quality assessment of composite indicators, JRSS A 168(2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.indices.build import Index, build_index, ranks_of
from chiiki.indices.choices import Choices, Draws, alternatives, draw, width_of
from chiiki.indices.model import Specification
from chiiki.indices.panel import Floats, Panel
from chiiki.indices.weighing import weighed

AT_ONCE = 2_000_000  # scores that are ranked at once
SmallRanks = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankInterval:
    """A unit's rank as published, and where it stands under the choices."""

    unit: str
    rank: int
    low: int
    median: float
    high: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """An index built again and again: ``scores`` and ``ranks`` are replicates by units."""

    index: Index
    choices: Choices
    draws: Draws
    scores: Floats
    ranks: SmallRanks

    def intervals(self, share: float = 0.9) -> tuple[RankInterval, ...]:
        """For each unit the ranks between which it stands in this share of replicates."""
        if not 0 < share < 1:
            raise EngineError("indices.share", found=share)
        tail = (1 - share) / 2
        low = np.quantile(self.ranks, tail, axis=0, method="lower")
        high = np.quantile(self.ranks, 1 - tail, axis=0, method="higher")
        middle = np.median(self.ranks, axis=0)
        published = self.index.ranks()
        return tuple(
            RankInterval(
                unit=unit,
                rank=int(published[at]),
                low=int(low[at]),
                median=float(middle[at]),
                high=int(high[at]),
            )
            for at, unit in enumerate(self.index.panel.units)
        )

    def share_above(self, one: str, other: str) -> float:
        """In what share of replicates one unit stands above another; ties count half."""
        units = self.index.panel.units
        here, there = (self.scores[:, units.index(unit)] for unit in (one, other))
        return float(((here > there) + 0.5 * (here == there)).mean())

    def tiers(self, share: float = 0.95) -> tuple[tuple[str, ...], ...]:
        """Units in order of their mean rank, cut where it is sure who stands above.

        A new tier begins with a unit above which every unit before it stands in at least
        this share of replicates: within a tier the order says little.
        """
        order = np.argsort(self.ranks.mean(axis=0), kind="stable")
        units = [self.index.panel.units[at] for at in order]
        found: list[list[str]] = []
        for at, unit in enumerate(units):
            is_below = found and all(
                self.share_above(before, unit) >= share for before in units[:at]
            )
            if not found or is_below:
                found.append([])
            found[-1].append(unit)
        return tuple(tuple(one) for one in found)


def simulate(
    specification: Specification,
    panel: Panel,
    choices: Choices,
    *,
    replicates: int = 1_000,
    seed: int = 1,
) -> Replicates:
    """Build an index under so many draws among its choices; the same seed, the same draws.

    A choice that the figures cannot serve is an error, not a replicate left out. Units
    without a score are refused (EngineError indices.no_score): they have no rank.
    """
    if replicates < 1:
        raise EngineError("indices.replicates", found=replicates)
    index = build_index(specification, panel)
    if np.isnan(index.total).any():
        unit = panel.units[int(np.argmax(np.isnan(index.total)))]
        raise EngineError("indices.no_score", unit=unit)
    evenly = np.random.default_rng(seed).random((replicates, width_of(specification)))
    draws = draw(specification, choices, evenly)
    scores = scores_under(specification, panel, choices, draws)
    return Replicates(
        index=index, choices=choices, draws=draws, scores=scores, ranks=ranked(scores)
    )


def scores_under(
    specification: Specification, panel: Panel, choices: Choices, draws: Draws
) -> Floats:
    """The scores of all units under each draw: replicates by units."""
    known = alternatives(specification, choices)
    found = np.empty((len(draws.weights), len(panel.units)))
    for missing, by_missing in enumerate(known.missing):
        for scale, normalisation in enumerate(known.normalisations):
            of_both = (draws.missing == missing) & (draws.normalisation == scale)
            for mean, means in enumerate(known.means):
                rows = np.flatnonzero(of_both & (draws.means == mean))
                if not len(rows):
                    continue
                steps = replace(
                    specification.steps,
                    missing=by_missing,
                    normalisation=normalisation,
                    means=means,
                )
                other = replace(specification, steps=steps)
                ready = build_index(other, panel).normalised
                found[rows] = weighed(other, ready, draws.weights[rows])
    return found


def ranked(scores: Floats) -> SmallRanks:
    """Ranks of each replicate, some at a time, so that memory stays small."""
    found = np.empty(scores.shape, dtype=np.int32)
    each = max(1, AT_ONCE // scores.shape[1])
    for start in range(0, len(scores), each):
        found[start : start + each] = ranks_of(scores[start : start + each])
    return found
