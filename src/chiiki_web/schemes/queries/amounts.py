"""Sentences of a draft that name an amount which the terms beside them do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from chiiki.money import amounts_in
from chiiki_web.schemes.queries.content import Content, rows_of, seen
from chiiki_web.schemes.queries.shape import PARTS, Key, Kind, Part, Table

WORDS = (Kind.TEXT, Kind.LONG)
_NUMBER = re.compile(r"[0-9][0-9_]*")


@dataclass(frozen=True, slots=True)
class Stray:
    """A sentence with the amounts in it that its part does not hold."""

    part: Part
    rule: str
    label: Promise
    sentence: str
    amounts: tuple[str, ...]


def stray_amounts(content: Content, part: Part) -> list[Stray]:
    """What one part says of amounts that are not among its own.

    A part whose terms hold no amount may name any.
    """
    found: list[Stray] = []
    for rows in _together(content, part):
        held = {yen for table, row in rows for yen in _held(table, row)}
        if held:
            found += _strays(part, rows, held)
    return found


def all_stray_amounts(content: Content) -> list[Stray]:
    """The same for every part."""
    return [one for part in PARTS for one in stray_amounts(content, part)]


def seen_of_strays(strays: Iterable[Stray]) -> str:
    """A short hash of the sentences: what was on the page that somebody confirmed."""
    return seen([[one.part.code, one.rule, one.sentence] for one in strays])


def _together(content: Content, part: Part) -> Iterator[list[tuple[Table, Content]]]:
    """Rows that speak of the same amounts: a requirement alone, else the whole part."""
    rows = [(table, row) for table in part.tables for row in rows_of(content, table)]
    if part.code == "rules":
        yield from ([one] for one in rows)
    else:
        yield rows


def _held(table: Table, row: Content) -> Iterator[int]:
    for key in table.keys:
        value = row.get(key.name)
        if key.kind is Kind.YEN and isinstance(value, int):
            yield value
        elif key.kind is Kind.EXPRESSION and value:
            yield from (int(one) for one in _NUMBER.findall(str(value)))


def _strays(
    part: Part, rows: list[tuple[Table, Content]], held: set[int]
) -> Iterator[Stray]:
    for table, row in rows:
        for key in _worded(table):
            sentence = str(row.get(key.name) or "")
            named = amounts_in(sentence).items()
            if strange := tuple(text for text, yen in named if yen not in held):
                yield Stray(part, row.get("id", ""), key.label, sentence, strange)


def _worded(table: Table) -> list[Key]:
    return [key for key in table.keys if key.kind in WORDS]
