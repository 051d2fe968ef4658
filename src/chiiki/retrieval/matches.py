"""Which words made a hit, as they stand on both sides, without saying a thing twice."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiiki.retrieval.model import Channel, Document, Match, Part, Place
from chiiki.retrieval.reading import letters
from chiiki.retrieval.synonyms import SAME
from chiiki.retrieval.taking import Taken, rows_of


@dataclass(frozen=True, slots=True)
class Wordings:
    """How an asked text says each term, and in which runs each row of letters stands."""

    words: Mapping[str, tuple[str, ...]]
    runs: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, text: str, taken: Taken) -> Wordings:
        words: dict[str, list[Place]] = defaultdict(list)
        for term, place in taken.places:
            words[term].append(place)
        runs: dict[str, list[str]] = defaultdict(list)
        for run in taken.runs:
            there = letters(text, run.start, run.end)
            for row in rows_of(one for one, _start, _end in there):
                runs[row].append(text[run.start : run.end])
        return cls(_wordings([Part("", text)], words), runs)


def matched_words(
    document: Document,
    places: Iterable[tuple[str, Place]],
    gives: Mapping[str, float],
    said: Wordings,
) -> list[Match]:
    """Return one match a term; what lies inside a longer match is part of that one."""
    kept, shares = _outermost(places, gives)
    asked, found = said.words, _wordings(document.parts, kept)
    return [
        Match(
            channel=Channel.WORDS,
            asked=asked[term],
            found=found[term],
            places=tuple(kept[term]),
            share=shares[term],
            is_synonym=term.startswith(SAME)
            and not _plain(asked[term]) & _plain(found[term]),
        )
        for term in kept
    ]


def matched_letters(
    document: Document,
    gives: Mapping[str, float],
    said: Wordings,
    words: Sequence[Match],
) -> list[Match]:
    """Return stretches of shared letters where no word was matched, one for each wording."""
    covered = [place for match in words for place in match.places]
    by_wording: dict[str, list[Place]] = defaultdict(list)
    asked: dict[str, list[str]] = defaultdict(list)
    for number, part in enumerate(document.parts):
        for start, end, first in _stretches(part.text, gives):
            place = Place(number, start, end)
            if not any(_overlap(place, one) for one in covered):
                wording = part.text[start:end]
                by_wording[wording].append(place)
                asked[wording] += said.runs.get(first, [])
    share = sum(gives.values()) / max(1, len(by_wording))
    return [
        Match(
            channel=Channel.LETTERS,
            asked=tuple(dict.fromkeys(asked[wording])),
            found=(wording,),
            places=tuple(places),
            share=share,
        )
        for wording, places in by_wording.items()
    ]


def _wordings(
    parts: Sequence[Part], places: Mapping[str, Sequence[Place]]
) -> dict[str, tuple[str, ...]]:
    """The wordings of each term, each once, as they stand."""
    return {
        term: tuple(
            dict.fromkeys(parts[one.part].text[one.start : one.end] for one in there)
        )
        for term, there in places.items()
    }


def _outermost(
    places: Iterable[tuple[str, Place]], gives: Mapping[str, float]
) -> tuple[dict[str, list[Place]], dict[str, float]]:
    """Places that lie in no other, by term; the share of a term goes where it went."""
    there = [(term, place) for term, place in places if term in gives]
    there.sort(key=lambda one: (one[1].part, one[1].start, -one[1].end))
    kept: dict[str, list[Place]] = {}
    inside: dict[str, str] = {}
    last: tuple[str, Place] | None = None
    for term, place in there:
        if last and last[1].part == place.part and place.end <= last[1].end:
            inside.setdefault(term, last[0])
            continue
        kept.setdefault(term, []).append(place)
        last = term, place
    shares = {term: gives[term] for term in kept}
    for term, outer in inside.items():
        if term not in kept:
            shares[outer] += gives[term]
    return kept, shares


def _stretches(text: str, rows: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of letters that shared rows cover, with the first of them."""
    there = letters(text, 0, len(text))
    plain = "".join(one for one, _start, _end in there)
    spans = sorted(
        (at, -len(row), row) for row in rows for at in _starts_of(row, plain)
    )
    begin = until = -1
    first = ""
    for at, size, row in spans:
        if at > until >= 0:
            yield there[begin][1], there[until - 1][2], first
            until = -1
        if until < 0:
            begin, first = at, row
        until = max(until, at - size)
    if until >= 0:
        yield there[begin][1], there[until - 1][2], first


def _starts_of(row: str, plain: str) -> Iterator[int]:
    at = plain.find(row)
    while at >= 0:
        yield at
        at = plain.find(row, at + 1)


def _overlap(one: Place, other: Place) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def _plain(words: Iterable[str]) -> set[str]:
    return {unicodedata.normalize("NFKC", one).casefold() for one in words}
