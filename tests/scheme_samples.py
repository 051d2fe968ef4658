"""The sample scheme that states everything, as text and as tables."""

import copy
import tomllib
from pathlib import Path

from chiiki import rules

GENERAL = (Path(__file__).parent / "chiiki/rules/samples/general.toml").read_text(
    encoding="utf-8"
)


def general() -> dict:
    """Return the tables of the sample, to be changed at will."""
    return copy.deepcopy(tomllib.loads(GENERAL))


def parsed(content: dict) -> rules.Scheme:
    return rules.parse_scheme(rules.dump_scheme(content), name="sample")
