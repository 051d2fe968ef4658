"""Size classes: the usual ones by kind of municipality, and those that a table brings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chiiki.words import Words
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class SizeClass:
    code: str
    words: Words
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Settings:
    source: Words
    classes: tuple[SizeClass, ...]


def usual() -> tuple[SizeClass, ...]:
    return _settings().classes


def source() -> Words:
    return _settings().source


def class_of_kind(kind: str) -> str:
    """The class of a kind of municipality; nothing for a kind that is in none."""
    return next((one.code for one in usual() if kind in one.kinds), "")


def class_name(code: str) -> str:
    """A class in the reader's language; what a table called its own way, as it stands."""
    known = {one.code: one.words for one in usual()}
    if code in known:
        return formats.words(known[code])
    return code or formats.NOTHING


def in_order(codes: Iterable[str]) -> list[str]:
    """The usual ones first and in their order, then the others by name."""
    known = [one.code for one in usual()]
    return sorted(
        set(codes),
        key=lambda code: (
            known.index(code) if code in known else len(known),
            code == "",
            code,
        ),
    )


@cache
def _settings() -> _Settings:
    path = files("chiiki_web.surveys") / "size_classes.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Settings(
        Words(data["source_ja"], data["source_en"]),
        tuple(
            SizeClass(one["code"], Words(one["ja"], one["en"]), frozenset(one["kinds"]))
            for one in data["classes"]
        ),
    )
