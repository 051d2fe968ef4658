"""Read a table of text: UTF-8 with or without its mark, UTF-16 with it, or cp932."""

from __future__ import annotations

import csv
import io
from typing import IO, Any

from chiiki.plain import without_unseen
from chiiki_web.sheets.child.limits import (
    MEGABYTE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TABLE_BYTES,
    MOST_TEXT,
    Unreadable,
)

NAME = "CSV"
MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
UNMARKED = ("utf-8", "cp932")


def read_table(file: IO[bytes]) -> list[dict[str, Any]]:
    """Return the one sheet that a CSV file is. Raises Unreadable."""
    content = file.read(MOST_TABLE_BYTES + 1)
    if len(content) > MOST_TABLE_BYTES:
        limit = MOST_TABLE_BYTES // MEGABYTE
        raise Unreadable("sheets.too_large_inside", limit=limit)
    text = _decoded(content)
    if "\x00" in text:
        raise Unreadable("sheets.unknown_letters")
    csv.field_size_limit(MOST_TEXT)
    lines = io.StringIO(without_unseen(text), newline="")
    rows: list[list[str | None]] = []
    cells = 0
    try:
        for row in csv.reader(lines, delimiter=_delimiter(text), strict=True):
            cells += len(row)
            _refuse_far(len(rows), len(row), cells)
            rows.append([one or None for one in row])
    except csv.Error as fault:
        raise Unreadable("sheets.broken") from fault
    return [
        {"name": NAME, "is_hidden": False, "rows": rows, "formulas": [], "merged": []}
    ]


def warm() -> None:
    """Load what reading will need, while files can still be opened."""
    for _mark, code in (*MARKED, *((b"", one) for one in UNMARKED)):
        "地域".encode(code).decode(code)


def _decoded(content: bytes) -> str:
    marked = [code for mark, code in MARKED if content.startswith(mark)]
    for code in marked or UNMARKED:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise Unreadable("sheets.unknown_letters")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return "\t" if "\t" in first and "," not in first else ","


def _refuse_far(row: int, columns: int, cells: int) -> None:
    if row >= MOST_ROWS:
        raise Unreadable("sheets.too_many_rows", sheet=NAME, limit=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise Unreadable("sheets.too_many_columns", sheet=NAME, limit=MOST_COLUMNS)
    if cells > MOST_CELLS:
        raise Unreadable("sheets.too_many_cells", limit=MOST_CELLS)
