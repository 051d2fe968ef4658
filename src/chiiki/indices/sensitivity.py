"""Which choice moves the ranks? Shares of the variance by input, first order and total.

Inputs with a few values (which normalisation, which mean) are drawn like the others, by
cutting the numbers between 0 and 1 into equal parts. Estimators: first order Saltelli et
al. (2010), total Jansen (1999), as given in Saltelli et al. (2010), Variance based
sensitivity analysis of model output, Computer Physics Communications 181(2), table 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chiiki.errors import EngineError
from chiiki.indices.build import build_index
from chiiki.indices.choices import Choices, draw, inputs_of, width_of
from chiiki.indices.model import Specification
from chiiki.indices.panel import Floats, Panel
from chiiki.indices.uncertainty import ranked, scores_under


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sensitivity:
    """Shares of variance: ``first`` and ``total`` are inputs by units, of each one's rank.

    ``shift_first`` and ``shift_total`` are of the mean distance from the published ranks.
    NaN where nothing varies. ``spread`` is half the width of a 95 % bootstrap interval of
    ``shift_total``.
    """

    inputs: tuple[str, ...]
    units: tuple[str, ...]
    first: Floats
    total: Floats
    shift_first: Floats
    shift_total: Floats
    spread: Floats


def sensitivity(
    specification: Specification,
    panel: Panel,
    choices: Choices,
    *,
    draws: int = 2_048,
    resamples: int = 200,
    seed: int = 1,
) -> Sensitivity:
    """Build the index ``draws`` times (inputs + 2) and share the variance out.

    Raises EngineError indices.nothing_varies where the choices leave none.
    """
    inputs = inputs_of(specification, choices)
    if not inputs:
        raise EngineError("indices.nothing_varies")
    chance = np.random.default_rng(seed)
    one, other = (chance.random((draws, width_of(specification))) for _ in range(2))
    published = build_index(specification, panel).ranks()

    def ranks(evenly: Floats) -> Floats:
        made = draw(specification, choices, evenly)
        found = ranked(scores_under(specification, panel, choices, made))
        shift = np.abs(found - published).mean(axis=1, keepdims=True)
        return np.hstack([found, shift])

    here, there, mixed = ranks(one), ranks(other), []
    for each in inputs:
        changed = one.copy()
        changed[:, each.columns] = other[:, each.columns]
        mixed.append(ranks(changed))
    first, total = shares(here, there, np.array(mixed))
    again = chance.integers(0, draws, (resamples, draws))
    spread = _spread(here[:, -1:], there[:, -1:], np.array(mixed)[:, :, -1:], again)
    return Sensitivity(
        inputs=tuple(each.name for each in inputs),
        units=panel.units,
        first=first[:, :-1],
        total=total[:, :-1],
        shift_first=first[:, -1],
        shift_total=total[:, -1],
        spread=spread,
    )


def shares(here: Floats, there: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """First-order and total shares: inputs by outputs.

    ``here`` and ``there`` are outputs under two independent sets of draws (draws by
    outputs), ``mixed`` those under the first with one input taken from the second
    (inputs by draws by outputs).
    """
    varies = np.vstack([here, there]).var(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = (there * (mixed - here)).mean(axis=1) / varies
        total = ((here - mixed) ** 2).mean(axis=1) / (2 * varies)
    is_still = varies == 0
    first[:, is_still], total[:, is_still] = np.nan, np.nan
    return first, total


def _spread(here: Floats, there: Floats, mixed: Floats, again: np.ndarray) -> Floats:
    found = [shares(here[at], there[at], mixed[:, at])[1][:, 0] for at in again]
    low, high = np.quantile(found, [0.025, 0.975], axis=0)
    half: Floats = (high - low) / 2
    return half
