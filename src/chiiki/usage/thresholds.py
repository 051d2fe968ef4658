"""Read the published thresholds."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

from chiiki.usage.model import Thresholds


@cache
def published_thresholds() -> Thresholds:
    text = files("chiiki.usage").joinpath("thresholds.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return Thresholds(
        far_below=Fraction(str(found["far_below"]["value"])),
        below=Fraction(str(found["below"]["value"])),
        months_averaged=found["months_averaged"]["value"],
        months_until_silent=found["months_until_silent"]["value"],
        months_to_begin=found["months_to_begin"]["value"],
    )
