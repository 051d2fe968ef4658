"""What could have been chosen otherwise, and how a draw among it is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.indices.model import Mean, Missing, Normalisation, Specification
from chiiki.indices.panel import Floats

Picks = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Alternatives for each step; an empty tuple leaves the step as it is specified.

    ``weights_within`` is the share by which every weight may be more or less, evenly
    spread: 0.25 lets a weight of 2 be anything from 1.5 to 2.5.
    """

    missing: tuple[Missing, ...] = ()
    normalisations: tuple[Normalisation, ...] = ()
    means: tuple[tuple[Mean, ...], ...] = ()
    weights_within: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.weights_within < 1:
            raise EngineError("indices.weights_within", found=self.weights_within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing that is uncertain, and the columns of a draw that decide it."""

    name: str
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """What every replicate chose: places among the alternatives, and all weights.

    ``weights[replicate, code]`` stands in the order of ``Specification.everything``.
    """

    missing: Picks
    normalisation: Picks
    means: Picks
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """The steps among which a draw chooses, at least one each."""

    missing: tuple[Missing, ...]
    normalisations: tuple[Normalisation, ...]
    means: tuple[tuple[Mean, ...], ...]


def alternatives(specification: Specification, choices: Choices) -> Alternatives:
    steps = specification.steps
    return Alternatives(
        missing=choices.missing or (steps.missing,),
        normalisations=choices.normalisations or (steps.normalisation,),
        means=choices.means or (steps.means,),
    )


def inputs_of(specification: Specification, choices: Choices) -> tuple[Input, ...]:
    """What is uncertain: steps with alternatives, and the weights of each level."""
    known = alternatives(specification, choices)
    found = [
        Input(name=name, columns=(column,))
        for column, (name, among) in enumerate(
            [
                ("missing", known.missing),
                ("normalisation", known.normalisations),
                ("means", known.means),
            ]
        )
        if len(among) > 1
    ]
    if choices.weights_within:
        found += _weights(specification)
    return tuple(found)


def width_of(specification: Specification) -> int:
    """How many numbers between 0 and 1 one draw takes."""
    return 3 + len(specification.everything)


def draw(specification: Specification, choices: Choices, evenly: Floats) -> Draws:
    """Turn numbers between 0 and 1 into choices; ``evenly`` is replicates by width."""
    known = alternatives(specification, choices)
    usual = np.array([one.weight for one in specification.everything])
    spread = 1 + choices.weights_within * (2 * evenly[:, 3:] - 1)
    return Draws(
        missing=_pick(evenly[:, 0], len(known.missing)),
        normalisation=_pick(evenly[:, 1], len(known.normalisations)),
        means=_pick(evenly[:, 2], len(known.means)),
        weights=usual * spread,
    )


def _pick(evenly: Floats, among: int) -> Picks:
    return np.minimum((evenly * among).astype(np.int64), among - 1)


def _weights(specification: Specification) -> list[Input]:
    """Weights by level: those that stand beside at least one other below their node."""
    place = {one.code: at for at, one in enumerate(specification.everything)}
    found = []
    for level, nodes in enumerate(specification.levels):
        beside = [
            3 + place[code]
            for node in nodes
            if len(specification.parts[node.code]) > 1
            for code in specification.parts[node.code]
        ]
        if beside:
            found.append(Input(name=f"weights {level + 1}", columns=tuple(beside)))
    return found
