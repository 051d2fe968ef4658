"""A scheme's text as tables, taken apart and put together again part by part."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, time
from typing import Any

from chiiki_web.schemes.queries.shape import Part, Table
from chiiki_web.ui import formats

Content = dict[str, Any]
FORM_MAY_DIFFER = ("form", "version", "first_day")


def content_of(text: str) -> Content:
    """Read a text that was stored: stored texts are always TOML."""
    return tomllib.loads(text)


def rows_of(content: Mapping[str, Any], table: Table) -> list[Content]:
    """The rows of a table: its list, or itself as the one row, or none if it is absent.

    A row of a single table holds its own keys only: what is nested in it is a table of
    its own, which somebody else may be changing on another page.
    """
    found: Any = content
    for name in table.path.split(".") if table.path else ():
        if not isinstance(found, Mapping):
            return []
        found = found.get(name)
    if table.is_map:
        pairs = found.items() if isinstance(found, Mapping) else ()
        return [{"code": code, "text": text} for code, text in pairs]
    if table.is_list:
        rows = found if isinstance(found, list) else []
        return [row for row in rows if isinstance(row, dict)]
    return [_own(table, found)] if isinstance(found, Mapping) else []


def with_rows(content: Content, table: Table, rows: Sequence[Content]) -> Content:
    """The content with other rows in a table; a table without rows is left out."""
    changed = deepcopy(content)
    *above, last = table.path.split(".") if table.path else ("",)
    inner = changed
    for name in above:
        inner = inner.setdefault(name, {})
    if table.is_map and (rows or table.required):
        inner[last] = {row["code"]: row["text"] for row in rows}
    elif table.is_list and rows:
        inner[last] = list(rows)
    elif rows and not table.path:
        changed = _scalars_first(_merged(table, changed, rows[0]))
    elif rows:
        inner[last] = _merged(table, inner.get(last, {}), rows[0])
    else:
        inner.pop(last, None)
    return _without_empty(changed, above)


def seen_of(content: Mapping[str, Any], part: Part) -> str:
    """A short hash of one part: what a writer saw when the page was made."""
    return seen([rows_of(content, table) for table in part.tables])


def seen(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sources_of(content: Mapping[str, Any]) -> dict[str, str]:
    """The sources by name, in the reader's language where the text has it."""
    said = {} if formats.is_japanese() else content.get("sources_en", {})
    return {**content.get("sources", {}), **said}


def rule_of(content: Mapping[str, Any], rule_id: str) -> Content | None:
    """One requirement of the list by its code."""
    rows = content.get("rules", [])
    return next((row for row in rows if row.get("id") == rule_id), None)


def with_rule(content: Content, rule_id: str, row: Content | None) -> Content:
    """The content with a requirement replaced, added at the end, or (None) taken out."""
    changed = deepcopy(content)
    rows = [one for one in changed.get("rules", []) if one.get("id") != rule_id]
    places = [one.get("id") for one in changed.get("rules", [])]
    if row is not None:
        place = places.index(rule_id) if rule_id in places else len(rows)
        rows.insert(place, row)
    changed["rules"] = rows
    return changed


def differ_in_form_only(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two versions ask for the same under the same rules, on another form."""

    def without_form(content: Mapping[str, Any]) -> Content:
        return {k: v for k, v in content.items() if k not in FORM_MAY_DIFFER}

    return without_form(one) == without_form(other)


def _own(table: Table, found: Mapping[str, Any]) -> Content:
    return {key.name: found[key.name] for key in table.keys if key.name in found}


def _merged(table: Table, found: Mapping[str, Any], row: Content) -> Content:
    """The table with its own keys as in the row, and what is nested in it as it was."""
    nested = {k: v for k, v in found.items() if table.key(k) is None}
    return {**_own(table, row), **nested}


def _without_empty(content: Content, path: Sequence[str]) -> Content:
    """Take out tables above that hold nothing any more."""
    for depth in range(len(path), 0, -1):
        inner = content
        for name in path[: depth - 1]:
            inner = inner[name]
        if inner[path[depth - 1]] == {}:
            del inner[path[depth - 1]]
    return content


def _scalars_first(content: Content) -> Content:
    """Plain values before tables, as a reader of TOML expects them."""
    plain = {k: v for k, v in content.items() if not isinstance(v, dict | list)}
    return {**plain, **content}


def _plain(value: object) -> str:
    assert isinstance(value, date | time)
    return value.isoformat()
