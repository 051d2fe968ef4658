"""What would raise a rank: for each indicator the figure that alone would do it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from chiiki.errors import EngineError
from chiiki.indices import Indicator, Raise, what_would_raise
from chiiki_web.indices.engine_input import index_of
from chiiki_web.indices.models import Run
from chiiki_web.indices.queries.reading import Read


@dataclass(frozen=True, slots=True)
class Raised:
    """An indicator and what it would take; ``wanted`` is None where it alone never does."""

    code: str
    name: str
    unit: str
    now: float | None
    wanted: float | None
    best: int
    decimals: int


def raised(read: Read, unit: str, rank: int) -> list[Raised]:
    """Those that would do it first, the smallest step in their own range before others.

    Nothing where the steps cannot serve the figures on the way.
    """
    found = _found(read.run.pk, read.run.inputs_digest, unit, rank)
    spans = {one.indicator: abs(_span(read, one.indicator)) or 1.0 for one in found}

    def size(one: Raise) -> tuple[bool, float]:
        if one.wanted is None:
            return True, float(one.best)
        now = 0.0 if one.now != one.now else one.now
        return False, abs(one.wanted - now) / spans[one.indicator]

    return [
        Raised(
            one.indicator,
            read.called(one.indicator),
            read.unit(one.indicator),
            None if one.now != one.now else one.now,
            _enough(read, one),
            one.best,
            read.decimals(one.indicator),
        )
        for one in sorted(found, key=size)
    ]


def _enough(read: Read, one: Raise) -> float | None:
    """The figure wanted, written so that it is enough: never rounded back."""
    if one.wanted is None:
        return None
    thing = read.thing(one.indicator)
    less = isinstance(thing, Indicator) and thing.direction == -1
    places = 10.0 ** read.decimals(one.indicator)
    moved = round(one.wanted * places, 6)
    return (math.floor(moved) if less else math.ceil(moved)) / places


@lru_cache(maxsize=256)
def _found(run_id: int, digest: str, unit: str, rank: int) -> tuple[Raise, ...]:
    """Kept by the digest of what it rests on: the same question has the same answer."""
    run = Run.objects.only("inputs").get(pk=run_id)
    index = index_of(run.inputs["text"], run.inputs["figures"])
    try:
        return what_would_raise(index, unit, rank)
    except EngineError:  # a figure on the way there that the steps cannot serve
        return ()


def _span(read: Read, code: str) -> float:
    figures = read.inputs["figures"]
    column = figures["indicators"].index(code)
    known = [row[column] for row in figures["values"] if row[column] is not None]
    return max(known) - min(known) if known else 0.0
