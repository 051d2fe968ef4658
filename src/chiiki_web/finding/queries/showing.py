"""A hit as a page shows it: its heading and a few lines with marks, and why it is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chiiki.retrieval import Asked, Document, Hit, Match, Place
from chiiki_web.finding.engine_input import (
    ADVISER,
    CASE,
    LANGUAGES,
    PROGRAMME,
    REQUEST,
    document,
)

HEADINGS = {"ja": 0, "en": 1}
NOT_QUOTED = {"name", "affiliation", "fields"}  # the page shows them by itself
MOST_LINES, MOST_WHYS, MOST_WORDINGS = 2, 6, 3
BEFORE, MOST_LETTERS = 24, 120
PAGES = {
    ADVISER: "advisers:detail",
    CASE: "library:detail",
    PROGRAMME: "schemes:detail",
    REQUEST: "dispatch:detail",
}


LATIN_WORD = re.compile("[a-z]{3}")  # of another language; Wi-Fi and IoT are of both


def speaks(word: str, language: str) -> bool:
    """Whether a reader of this language writes the word so."""
    if language == "ja":
        return not (word.isascii() and LATIN_WORD.search(word))
    return word.isascii()


def other_words(asked: Sequence[Asked], language: str) -> list[Asked]:
    """What was searched for beside the words asked for, as the reader would write it."""
    found = []
    for one in asked:
        word = one.word if one.word in one.also else next(iter(one.also), "")
        also = [o for o in one.also if o != word and speaks(o, language)]
        if also:
            found.append(Asked(word, tuple(also)))
    return found


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, marked where it made the match."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """What was asked and what stands there; the same words are said once."""

    asked: str
    found: str

    @property
    def is_same(self) -> bool:
        return self.asked == self.found


@dataclass(frozen=True, slots=True)
class Shown:
    """One hit. ``row`` is what it is of, as it is now."""

    kind: str
    row: Any
    url: str
    heading: list[Segment]
    lines: list[list[Segment]]
    whys: list[Why]


def show(hit: Hit, row: Any, language: str) -> Shown | None:
    """A hit over the row as it is now; None where its words no longer stand there."""
    current = document(row)
    matches = _still_there(hit, current)
    if not matches:
        return None
    places = _by_part([place for _match, there in matches for place in there])
    heading = HEADINGS.get(language, 0)
    if not current.parts[heading].text:
        heading = HEADINGS["ja"]
    return Shown(
        kind=current.kind,
        row=row,
        url=reverse(PAGES[current.kind], args=[row.pk]),
        heading=segments(current.parts[heading].text, places.get(heading, [])),
        lines=_lines(current, places, language),
        whys=[
            _why(match, there, current, language)
            for match, there in matches[:MOST_WHYS]
        ],
    )


def segments(text: str, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Cut a text into pieces with and without a mark."""
    found: list[Segment] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append(Segment(text[at:start]))
        if end > max(at, start):
            found.append(Segment(text[max(at, start) : end], is_marked=True))
        at = max(at, end)
    if at < len(text):
        found.append(Segment(text[at:]))
    return found


def excerpt(text: str, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """The stretch of a text around its first mark, on one line."""
    begin = max(0, spans[0][0] - BEFORE)
    while begin < spans[0][0] and _is_inside_word(text, begin):
        begin += 1
    end = min(len(text), max(begin + MOST_LETTERS, spans[0][1]))
    while end > spans[0][1] and _is_inside_word(text, end):
        end -= 1
    inside = [(max(0, s - begin), min(e, end) - begin) for s, e in spans if s < end]
    found = segments(text[begin:end], inside)
    if begin:
        found.insert(0, Segment("…"))
    if end < len(text):
        found.append(Segment("…"))
    return found


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a cut here would tear a word in Latin letters."""
    around = text[at - 1 : at + 1] if at else ""
    return len(around) == 2 and around.isascii() and around.isalnum()


def _still_there(hit: Hit, current: Document) -> list[tuple[Match, list[Place]]]:
    same = {
        number
        for number, (then, now) in enumerate(
            zip(hit.document.parts, current.parts, strict=False)
        )
        if then.text == now.text
    }
    found = [
        (match, [one for one in match.places if one.part in same])
        for match in hit.matches
    ]
    return [(match, places) for match, places in found if places]


def _by_part(places: Sequence[Place]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for place in sorted(places):
        found.setdefault(place.part, []).append((place.start, place.end))
    return found


def _lines(
    current: Document, places: dict[int, list[tuple[int, int]]], language: str
) -> list[list[Segment]]:
    """Lines of the parts with the most marks, in the reader's language where there are."""
    spoken = LANGUAGES[current.kind]
    quoted = [
        number
        for number in places
        if number > HEADINGS["en"] and current.parts[number].name not in NOT_QUOTED
    ]
    own = [
        number
        for number in quoted
        if number >= len(spoken) or spoken[number] in ("", language)
    ]
    best = sorted(own or quoted, key=lambda number: (-len(places[number]), number))
    return [
        excerpt(current.parts[number].text, places[number])
        for number in best[:MOST_LINES]
    ]


def _why(
    match: Match, places: Sequence[Place], current: Document, language: str
) -> Why:
    """The words that both sides say alike; else what was asked and what stands there.

    Where only one of the two is of the reader's language, it is said alone.
    """
    said = _wordings(current, places, language)
    alike = [one for one in said if one in match.asked]
    if alike or not match.asked:
        words = "・".join((alike or said)[:MOST_WORDINGS])
        return Why(words, words)
    both = [match.asked[:MOST_WORDINGS], said[:MOST_WORDINGS]]
    own = [words for words in both if any(speaks(one, language) for one in words)]
    shown = ["・".join(words) for words in own or both]
    return Why(shown[0], shown[-1])


def _wordings(current: Document, places: Sequence[Place], language: str) -> list[str]:
    """What stands at these places, in the reader's language where it stands there too."""
    spoken = LANGUAGES[current.kind]
    own = [
        one
        for one in places
        if one.part >= len(spoken) or spoken[one.part] in ("", language)
    ]
    return list(
        dict.fromkeys(
            current.parts[one.part].text[one.start : one.end] for one in own or places
        )
    )
