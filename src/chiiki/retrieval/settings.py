"""Read the settings of a comparison from their data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chiiki.retrieval.model import Channel

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``channels`` share the score, ``parts``, ``inside_phrase`` and ``verbs`` weigh counts.

    ``weak`` holds words that any text of the field has, and ``weak_value`` what they weigh.
    ``least`` is the lowest score that is shown.
    """

    channels: Mapping[Channel, float]
    parts: Mapping[str, float]
    inside_phrase: float
    verbs: float
    weak: frozenset[str]
    weak_value: float
    least: float

    def weight_of(self, part: str) -> float:
        return self.parts.get(part, self.parts[OTHER])

    def weight_of_word(self, word: str) -> float:
        return self.weak_value if word in self.weak else 1.0


@cache
def published_settings() -> Settings:
    text = files("chiiki.retrieval").joinpath("settings.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return Settings(
        channels={one: float(found["channels"][one]) for one in Channel},
        parts={
            name: float(weight)
            for name, weight in found["parts"].items()
            if not name.startswith("reason_")
        },
        inside_phrase=float(found["inside_phrase"]["value"]),
        verbs=float(found["verbs"]["value"]),
        weak=frozenset(found["weak"]["words"]),
        weak_value=float(found["weak"]["value"]),
        least=float(found["least"]["value"]),
    )


@cache
def stopwords() -> frozenset[str]:
    """Words that say nothing of the matter, in their normal form."""
    text = files("chiiki.retrieval").joinpath("stopwords.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return frozenset(found["ja"]) | frozenset(found["en"])
