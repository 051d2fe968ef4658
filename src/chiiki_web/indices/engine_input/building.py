"""Work an index out from what was written down: ranks, how sure they are, and why."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from chiiki.errors import EngineError
from chiiki.indices import (
    Choices,
    Index,
    Mean,
    Missing,
    Normalisation,
    Replicates,
    Scale,
    Specification,
    build_index,
    read_specification,
    sensitivity,
    simulate,
)
from chiiki_web.indices.engine_input.figures import Figures, panel_of

SHARE = 0.9  # of the replicates, between whose ranks an interval lies
MOST_PAIRS = 100  # units of which each is held against each
MOST_TIERS = 300
DRAWS, FEWER_DRAWS, MANY = 2_048, 512, 200
DIGITS = 10
MISFITS = (EngineError, ValueError, OverflowError, ArithmeticError)
One = TypeVar("One")
Plain = dict[str, Any]


@lru_cache(maxsize=64)
def specification_of(text: str) -> Specification:
    """The definition that a text holds; EngineError as ``read_specification``."""
    return read_specification(text)


def index_of(text: str, figures: Figures) -> Index:
    """An index as it is defined, without other choices; EngineError indices.…"""
    specification = specification_of(text)
    return build_index(specification, panel_of(figures, specification))


def choices_of(said: Plain, specification: Specification) -> Choices:
    """What could have been chosen otherwise, each beside what is defined."""
    steps = specification.steps
    return Choices(
        weights_within=said.get("weights_within", 0) / 100,
        normalisations=_beside(
            steps.normalisation,
            [Normalisation(scale=Scale(one), low=1) for one in said.get("scales", ())],
        ),
        means=_beside(steps.means, [(Mean(one),) for one in said.get("means", ())]),
        missing=_beside(
            steps.missing, [Missing(one) for one in said.get("missing", ())]
        ),
    )


def work_out(inputs: Plain, *, seed: int, replicates: int) -> Plain:
    """Everything that the pages of an edition show, as plain JSON.

    Raises EngineError where a step, or one of the choices, cannot be served.
    """
    specification = specification_of(inputs["text"])
    panel = panel_of(inputs["figures"], specification)
    choices = choices_of(inputs["choices"], specification)
    found = simulate(specification, panel, choices, replicates=replicates, seed=seed)
    index = found.index
    intervals = found.intervals(SHARE)
    return {
        "units": list(panel.units),
        "scores": {code: _rounded(one) for code, one in index.scores.items()},
        "ranks": [one.rank for one in intervals],
        "low": [one.low for one in intervals],
        "median": [one.median for one in intervals],
        "high": [one.high for one in intervals],
        "share": SHARE,
        "tiers": _tiers(found),
        "above": _above(found),
        "sensitivity": _sensitivity(specification, found, choices, seed),
        "done": [[one.step, one.code, one.what] for one in index.done],
    }


def _tiers(found: Replicates) -> list[list[str]] | None:
    if len(found.index.panel.units) > MOST_TIERS:
        return None
    return [list(one) for one in found.tiers()]


def _above(found: Replicates) -> list[list[float]] | None:
    """Row stands above column in this share of replicates; ties count half."""
    units = found.index.panel.units
    if len(units) > MOST_PAIRS:
        return None
    return [
        [round(found.share_above(one, other), 4) for other in units] for one in units
    ]


def _sensitivity(
    specification: Specification, found: Replicates, choices: Choices, seed: int
) -> Plain | None:
    """Which choice moves the ranks; None where nothing was left to choose."""
    many = len(found.index.panel.units) > MANY
    try:
        shares = sensitivity(
            specification,
            found.index.panel,
            choices,
            draws=FEWER_DRAWS if many else DRAWS,
            seed=seed,
        )
    except EngineError as fault:
        if fault.code == "indices.nothing_varies":
            return None
        raise
    return {
        "inputs": list(shares.inputs),
        "first": _rounded(shares.shift_first),
        "total": _rounded(shares.shift_total),
        "spread": _rounded(shares.spread),
    }


def _rounded(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(one) else round(float(one), DIGITS) for one in values]


def _beside(usual: One, others: list[One]) -> tuple[One, ...]:
    return (usual, *(one for one in others if one != usual)) if others else ()
