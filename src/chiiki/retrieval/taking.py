"""What is counted of a text, in each channel, and where its words stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiiki.retrieval.model import Channel, Part, Place
from chiiki.retrieval.reading import Token, letters
from chiiki.retrieval.settings import Settings
from chiiki.retrieval.synonyms import Synonyms

SIZES, KATAKANA_SIZES, LATIN_SIZES = (2, 3), (4,), (5,)
KATAKANA = re.compile("[ァ-ヺー]+")
Counts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Taken:
    """Counts by channel; ``places`` of each word; ``runs`` in which letters were taken."""

    counts: Mapping[Channel, Counts]
    places: Sequence[tuple[str, Place]]
    runs: Sequence[Place]


def take(parts: Iterable[Part], settings: Settings, synonyms: Synonyms) -> Taken:
    """Count the words and rows of letters of a document; a part's weight multiplies."""
    words: dict[str, float] = defaultdict(float)
    rows: dict[str, float] = defaultdict(float)
    places: list[tuple[str, Place]] = []
    runs: list[Place] = []
    for number, part in enumerate(parts):
        weight = settings.weight_of(part.name)
        tokens = synonyms.read(part.text)
        for term in synonyms.terms(
            tokens, inside=settings.inside_phrase, verbs=settings.verbs
        ):
            words[term.name] += (
                weight * term.weight * settings.weight_of_word(term.name)
            )
            places.append((term.name, Place(number, term.start, term.end)))
        for start, end in _runs(tokens):
            runs.append(Place(number, start, end))
            for row in rows_of(one for one, _s, _e in letters(part.text, start, end)):
                rows[row] += weight * settings.weight_of_word(row)
    return Taken({Channel.WORDS: words, Channel.LETTERS: rows}, places, runs)


def rows_of(found: Iterable[str]) -> Iterator[str]:
    """Yield rows of two and three letters, of four in katakana, of five in Latin.

    Two hiragana say nothing, and letters that only sound alike say little: ワイファイ and
    光ファイバ share ファイ.

    >>> list(rows_of("水位計"))
    ['水位', '位計', '水位計']
    >>> list(rows_of("lorawan"))
    ['loraw', 'orawa', 'rawan']
    >>> list(rows_of("光ファイバ"))
    ['光フ', '光ファ', 'ファイバ']
    """
    letters_ = "".join(found)
    sizes = LATIN_SIZES if letters_.isascii() else SIZES + KATAKANA_SIZES
    for size in sizes:
        for at in range(len(letters_) - size + 1):
            row = letters_[at : at + size]
            if _says_something(row):
                yield row


def _says_something(row: str) -> bool:
    if row.isascii():
        return len(row) in LATIN_SIZES
    if KATAKANA.fullmatch(row):
        return len(row) in KATAKANA_SIZES
    if len(row) not in SIZES:
        return False
    return len(row) > 2 or not all("ぁ" <= one <= "ん" for one in row)


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Neighbours that carry meaning, with what is joined to them: 避難 + 所 is one run."""
    start = end = -1
    for one in tokens:
        if one.is_joined and one.start == end:
            end = one.end
            continue
        if end > start:
            yield start, end
        start, end = (one.start, one.end) if one.is_joined else (-1, -1)
    if end > start:
        yield start, end
