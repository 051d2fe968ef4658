"""What no page of the editor could show: a value of another shape, a list without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chiiki.reasons import Reason, reason
from chiiki_web.schemes.queries.content import rows_of
from chiiki_web.schemes.queries.shape import LONGEST, PARTS, Kind, Table

LISTS = (Kind.CHOICES, Kind.COUNTED_FACTS)
MOST_ROWS = 100  # more fields than a form may have would not come back


def misshapen(content: Mapping[str, Any]) -> Reason | None:
    """Why a text is not stored; the place is said as TOML names it.

    A wrong value in the right shape is a problem of the draft, and shown beside it.

    >>> misshapen({"rules": [{"id": "small"}, {"id": ["large"]}]}).values["place"]
    'rules[2].id'
    """
    tables = {table.path: table for part in PARTS for table in part.tables}
    for path, table in tables.items():
        if place := next(_of(table, content), ""):
            return reason("schemes.misshapen", place=place)
        if (count := len(rows_of(content, table))) > MOST_ROWS:
            return reason(
                "schemes.too_many_rows", place=path, count=count, most=MOST_ROWS
            )
        if beyond := next(_beyond(table, content), None):
            return beyond
    return None


def _beyond(table: Table, content: Mapping[str, Any]) -> Iterator[Reason]:
    """Texts longer, and numbers larger, than what is made of them can hold."""
    for number, row in enumerate(rows_of(content, table), start=1):
        place = f"{table.path}[{number}]" if table.is_list else table.path
        for key in table.keys:
            value, where = row.get(key.name), f"{place}.{key.name}".lstrip(".")
            if key.kind in LONGEST and len(str(value)) > key.limit:
                yield reason(
                    "schemes.text_too_long",
                    place=where,
                    count=len(str(value)),
                    most=key.limit,
                )
            elif key.most and isinstance(value, int) and value > key.most:
                yield reason("schemes.number_too_large", place=where, most=key.most)


def _of(table: Table, content: Mapping[str, Any]) -> Iterator[str]:
    found: Any = content
    path = ""
    for name in table.path.split(".") if table.path else ():
        path = f"{path}.{name}" if path else name
        found = found.get(name, {})
        is_last = path == table.path
        if is_last and table.is_list and not table.is_map:
            yield from _of_list(table, found or [])
            return
        if not isinstance(found, Mapping):
            yield path
            return
    if table.is_map:
        yield from (f"{path}.{key}" for key, one in found.items() if not _is_one(one))
        return
    yield from _of_row(table, found, path)


def _of_list(table: Table, rows: Any) -> Iterator[str]:
    if not isinstance(rows, list):
        yield table.path
        return
    for number, row in enumerate(rows, start=1):
        place = f"{table.path}[{number}]"
        if isinstance(row, Mapping):
            yield from _of_row(table, row, place)
        else:
            yield place


def _of_row(table: Table, row: Mapping[str, Any], place: str) -> Iterator[str]:
    for key in table.keys:
        value = row.get(key.name, "")
        if key.kind is Kind.LINES:
            fits = isinstance(value, list) and all(map(_is_line, value)) or value == ""
        elif key.kind in LISTS and isinstance(value, list):
            fits = all(map(_is_one, value))
        else:
            fits = _is_one(value)
        if not fits:
            yield f"{place}.{key.name}" if place else key.name


def _is_line(line: object) -> bool:
    return isinstance(line, Mapping) and all(map(_is_one, line.values()))


def _is_one(value: object) -> bool:
    return not isinstance(value, Mapping | list)
