"""What a version says, in words: each value with its label, and how two versions differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.rules import vocabulary
from chiiki_web.schemes.queries.conditions import say_condition
from chiiki_web.schemes.queries.content import Content, rows_of, sources_of
from chiiki_web.schemes.queries.shape import PARTS, Key, Kind, Part, Table
from chiiki_web.ui import formats

Label = Promise | str
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One value, or what it was and what it is."""

    label: Label
    after: str
    before: str = ""
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a table: what it is called, and what it says or how it changed."""

    table: Label
    title: str
    lines: tuple[Line, ...]
    state: str = ""
    source: str = ""
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part of a version with its items."""

    part: Part
    items: list[Item] = field(default_factory=list)


def said(content: Content, groups: tuple[str, ...]) -> list[SaidPart]:
    """What a version states in some groups of parts; parts that say nothing are left out."""
    found = [
        SaidPart(part, said_part(content, part))
        for part in PARTS
        if part.group in groups
    ]
    return [one for one in found if one.items]


def said_part(content: Content, part: Part) -> list[Item]:
    """What one part states."""
    items = (
        _item(table, number, row, content)
        for table in part.tables
        for number, row in enumerate(rows_of(content, table), start=1)
    )
    return [one for one in items if one.lines]


def said_row(table: Table, row: Content, content: Content) -> Item:
    """What one row states."""
    return _item(table, 1, row, content)


def compared(before: Content, after: Content) -> list[SaidPart]:
    """How two versions differ, part by part; what is the same is left out."""
    found = []
    seen_tables = set()
    for part in PARTS:
        items = []
        for table in part.tables:
            if table.path not in seen_tables:
                seen_tables.add(table.path)
                items += list(_differences(table, before, after))
        if items:
            found.append(SaidPart(part, items))
    return found


def say(key: Key, value: Any, content: Mapping[str, Any]) -> str:
    """A value as an officer reads it."""
    if value is None or value == "":
        return ""
    if key.kind is Kind.LINES:
        return "\n".join(formats.local(_in_both(one), "name") for one in value)
    if isinstance(value, list):
        return pgettext("list", ", ").join(_one(key, one, content) for one in value)
    return _one(key, value, content)


def title_of(table: Table, number: int, row: Content) -> str:
    """What a row is called: its words, its choice, or its place."""
    language = "en" if formats.language().startswith("en") else "ja"
    words = row.get(language) or row.get("ja")
    if words and table.identity:
        return str(words)
    key = table.key(table.identity) if table.identity else None
    if key is not None and row.get(key.name):
        return say(key, row[key.name], {})
    return f"{table.label} {number}" if table.is_list else ""


def _in_both(row: Mapping[str, str]) -> dict[str, str]:
    """A row with words in both languages, as the formats read names."""
    return {"name_ja": row.get("ja", ""), "name_en": row.get("en", "")}


def _one(key: Key, value: Any, content: Mapping[str, Any]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int):
        said = formats.yen(value) if key.kind is Kind.YEN else formats.number(value)
        return str(key.unit % {"n": said}) if key.unit else said
    return _text(key, str(value), content)


def _text(key: Key, text: str, content: Mapping[str, Any]) -> str:
    if key.kind is Kind.EXPRESSION:
        return say_condition(text) or text
    if key.kind is Kind.MONTH_DAY:
        return formats.month_and_day(text)
    if key.kind in (Kind.COUNTED_FACT, Kind.COUNTED_FACTS):
        fact = vocabulary().get(text)
        return fact.label(formats.language()) if fact else text
    if key.kind is Kind.SOURCE:
        return str(sources_of(content).get(text, text))
    return str(key.choices.get(text, text))


def _item(table: Table, number: int, row: Content, content: Content) -> Item:
    """A row as it is read: in the reader's language, its source apart."""
    title = title_of(table, number, row)
    lines = tuple(
        Line(_label_read(key), text, is_code=_is_code(key, row))
        for key in table.keys
        if not _stands_apart(key, table)
        and (text := say(key, row.get(key.name), content))
        and text != title
    )
    source = sources_of(content).get(row.get("source", ""), "")
    return Item(
        table.label, title, lines, source=source, is_assumed=bool(row.get("assumed"))
    )


def _label_read(key: Key) -> str:
    """The label where only the reader's language is shown, so it need not be named."""
    label = str(key.label)
    return label.removesuffix(_(" (Japanese)")).removesuffix(_(" (English)"))


def _is_code(key: Key, row: Content) -> bool:
    """Whether a condition can be shown only as it is written in the rules."""
    value = row.get(key.name)
    is_expression = key.kind is Kind.EXPRESSION and bool(value)
    return is_expression and not say_condition(str(value))


def _stands_apart(key: Key, table: Table) -> bool:
    """Whether a key is shown beside the lines, or is in the other language."""
    other = "ja" if formats.language().startswith("en") else "en"
    is_other = key.name == other or key.name.endswith(f"_{other}")
    identity = key.name in (table.identity, "id") and table.key("ja") is not None
    return is_other or identity or key.name in ("source", "assumed")


def _differences(table: Table, before: Content, after: Content) -> Iterator[Item]:
    old, new = _by_identity(table, before), _by_identity(table, after)
    for identity, (number, row) in new.items():
        if identity not in old:
            item = _item(table, number, row, after)
            yield replace(item, state=ADDED)
        elif lines := tuple(_changes(table, old[identity][1], row, before, after)):
            yield Item(table.label, title_of(table, number, row), lines, CHANGED)
    for identity, (number, row) in old.items():
        if identity not in new:
            item = _item(table, number, row, before)
            yield replace(item, state=REMOVED)


def _changes(
    table: Table, old: Content, new: Content, before: Content, after: Content
) -> Iterator[Line]:
    for key in table.keys:
        was, now = old.get(key.name), new.get(key.name)
        if was != now:
            is_code = _is_code(key, old) or _is_code(key, new)
            yield Line(key.label, say(key, now, after), say(key, was, before), is_code)


def _by_identity(table: Table, content: Content) -> dict[Any, tuple[int, Content]]:
    rows = enumerate(rows_of(content, table), start=1)
    return {
        row.get(table.identity, number) if table.identity else number: (number, row)
        for number, row in rows
    }
