"""The nouns of retrieval: documents that go in, hits with their reasons that come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """By what a text and a document meet."""

    WORDS = "words"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document; ``name`` decides how much its words weigh."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found. ``id`` is its own among all kinds; empty parts do no harm."""

    id: str
    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Letters ``start`` to ``end`` of the part with this number."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was asked and what stands in the document, each as it was written.

    ``share`` is its part of the hit's score, 0 to 1.
    """

    channel: Channel
    asked: tuple[str, ...]
    found: tuple[str, ...]
    places: tuple[Place, ...]
    share: float
    is_synonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document with its score from 0 to 1, by channel, and the words that made it."""

    document: Document
    score: float
    by_channel: Mapping[Channel, float]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the text as it was written, and what else is taken for the same."""

    word: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``total`` documents fit, of which ``hits`` were wanted; ``asked`` was understood.

    ``by_kind`` counts what fits of every kind, whichever kinds were wanted.
    """

    hits: tuple[Hit, ...]
    total: int
    by_kind: Mapping[str, int]
    asked: tuple[Asked, ...]
