"""Words of the field that say the same, and how they are found in a text."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from chiiki.errors import EngineError
from chiiki.retrieval.reading import Token, read

SAME = "＝"
SENTENCES = (("", ""), ("町の", "を活用"), ("", "の整備"), ("新たな", "に取り組む"))
KANA = re.compile("[ぁ-ん]{4,}")
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is counted, where it stands, and what it weighs there."""

    name: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """Words that say the same; the first one is the name of all."""

    words: tuple[str, ...]
    source: str

    @property
    def term(self) -> str:
        return SAME + self.words[0]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words, found by their first form, the longest first."""

    groups: tuple[Group, ...]
    digest: str
    by_first: Mapping[str, Sequence[tuple[Forms, str]]] = field(repr=False)
    kana: re.Pattern[str] | None = field(repr=False)

    def read(self, text: str) -> list[Token]:
        return read(text, self.kana)

    def terms(
        self, tokens: Sequence[Token], *, inside: float, verbs: float
    ) -> list[Term]:
        """Return what is counted: groups, other words, and the words inside a phrase.

        >>> field = published_synonyms()
        >>> found = field.terms(field.read("防災無線の更新"), inside=0.5, verbs=0.5)
        >>> [(one.name, one.weight) for one in found]
        [('＝防災行政無線', 1.0), ('＝防災', 0.5), ('無線', 0.5), ('更新', 1.0)]
        """
        found: list[Term] = []
        at = 0
        while at < len(tokens):
            forms, name = self._longest(tokens, at)
            if len(forms) > 1:
                last = tokens[at + len(forms) - 1]
                found.append(Term(name, tokens[at].start, last.end, 1.0))
                found.extend(
                    self._single(one, inside, verbs)
                    for one in tokens[at : at + len(forms)]
                    if one.is_word
                )
            elif forms or tokens[at].is_word:
                found.append(self._single(tokens[at], 1.0, verbs))
            at += max(1, len(forms))
        return found

    def said(self, term: str) -> tuple[str, ...]:
        """All words of a group, where the term is one."""
        return next((one.words for one in self.groups if one.term == term), ())

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[Forms, str]:
        for forms, name in self.by_first.get(tokens[at].form, ()):
            if forms == tuple(one.form for one in tokens[at : at + len(forms)]):
                return forms, name
        return (), ""

    def _single(self, token: Token, weight: float, verbs: float) -> Term:
        for forms, name in self.by_first.get(token.form, ()):
            if len(forms) == 1:
                return Term(name, token.start, token.end, weight)
        weight *= 1.0 if token.is_noun else verbs
        return Term(token.form, token.start, token.end, weight)


def read_synonyms(text: str) -> Synonyms:
    """Read groups from TOML; a word that is empty, alone or in two groups is an error."""
    try:
        rows = tomllib.loads(text)["groups"]
        groups = tuple(Group(tuple(row["words"]), row["source"]) for row in rows)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise EngineError("retrieval.not_synonyms", message=str(fault)) from fault
    for group in groups:
        if len(group.words) < 2 or not group.source or not all(map(read, group.words)):
            raise EngineError("retrieval.empty_synonym", word="・".join(group.words))
    owner: dict[Forms, str] = {}
    for forms, word, group in _forms_of(groups):
        if owner.setdefault(forms, group.term) != group.term:
            raise EngineError("retrieval.synonym_twice", word=word)
    by_first: dict[str, list[tuple[Forms, str]]] = {}
    for forms, name in sorted(owner.items(), key=lambda one: (-len(one[0]), one)):
        by_first.setdefault(forms[0], []).append((forms, name))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Synonyms(groups, digest, by_first, _kana(groups))


@cache
def published_synonyms() -> Synonyms:
    path = files("chiiki.retrieval").joinpath("synonyms.toml")
    return read_synonyms(path.read_text("utf-8"))


def _forms_of(groups: Sequence[Group]) -> Iterator[tuple[Forms, str, Group]]:
    for group in groups:
        for word in group.words:
            for forms in _read_in_sentences(word):
                yield forms, word, group


def _kana(groups: Sequence[Group]) -> re.Pattern[str] | None:
    words = [one for group in groups for one in group.words if KANA.fullmatch(one)]
    return re.compile("|".join(sorted(words, key=len, reverse=True))) if words else None


def _read_in_sentences(word: str) -> list[Forms]:
    """How a word is split by itself and in sentences, where it is not always the same.

    >>> _read_in_sentences("見守り")
    [('見守る',), ('見', '守り')]
    """
    found: list[Forms] = []
    for before, after in SENTENCES:
        start, end = len(before), len(before) + len(word)
        inside = [
            one
            for one in read(before + word + after)
            if start <= one.start and one.end <= end
        ]
        covers = inside and inside[0].start == start and inside[-1].end == end
        forms = tuple(one.form for one in inside)
        if covers and forms not in found and all(forms):
            found.append(forms)
    return found or [()]
