"""Read the thresholds from their data file."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

from chiiki.overlaps.model import Thresholds


@cache
def published_thresholds() -> Thresholds:
    text = files("chiiki.overlaps").joinpath("thresholds.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return Thresholds(
        alike=Fraction(str(found["alike"]["value"])),
        amount_within=Fraction(str(found["amount_within"]["value"])),
        years_between_awards=found["years_between_awards"]["value"],
    )
