"""Read a workbook: outline first, values afterwards, and no further than the limits."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from xml.parsers import expat

import python_calamine

from chiiki.plain import printable
from chiiki_web.sheets.child.archive import open_archive, read_part
from chiiki_web.sheets.child.limits import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_INFLATED_WORKBOOK,
    MOST_SHEETS,
    MOST_TEXT,
    Unreadable,
)
from chiiki_web.sheets.child.outline import Outline

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def read_workbook(file: IO[bytes]) -> list[dict[str, Any]]:
    """Return name, rows, formulas, errors and merged cells of every sheet. Raises Unreadable."""
    archive = open_archive(file, "xlsx", MOST_INFLATED_WORKBOOK)
    outlines = _outlines(archive)
    file.seek(0)
    budget = [MOST_CHARACTERS]
    try:
        book = python_calamine.load_workbook(file)
        return [_sheet(book, meta, outlines, budget) for meta in book.sheets_metadata]
    except python_calamine.PasswordError as fault:
        raise Unreadable("sheets.encrypted") from fault
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise Unreadable("sheets.broken") from fault


def _outlines(archive: zipfile.ZipFile) -> dict[str, Outline]:
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _elements(read_part(archive, RELATIONS), "Relationship")
    }
    sheets = _elements(read_part(archive, WORKBOOK), "sheet")
    if len(sheets) > MOST_SHEETS:
        raise Unreadable("sheets.too_many_sheets", limit=MOST_SHEETS)
    found: dict[str, Outline] = {}
    left, names = MOST_CELLS, set(archive.namelist())
    for sheet in sheets:
        key = next((sheet[one] for one in sheet if one.endswith(":id")), "")
        part = posixpath.normpath(posixpath.join("/xl", targets.get(key, "")))[1:]
        outline = Outline(sheet.get("name", ""), left)
        if part in names:
            with archive.open(part) as opened:
                outline.read(opened)
        found[outline.sheet] = outline
        left = outline.cells_left
    return found


def _elements(text: bytes, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted and len(found) <= MOST_CELLS:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(text, True)
    except expat.ExpatError as fault:
        raise Unreadable("sheets.broken") from fault
    return found


def _sheet(
    book: Any, meta: Any, outlines: dict[str, Outline], budget: list[int]
) -> dict[str, Any]:
    outline = outlines.get(meta.name)
    rows: list[list[Any]] = []
    if str(meta.typ).endswith("WorkSheet") and outline is not None:
        table = book.get_sheet_by_name(meta.name)
        rows = _plain_rows(table.to_python(skip_empty_area=False), budget)
    return {
        "name": meta.name,
        "is_hidden": not str(meta.visible).endswith(".Visible"),
        "rows": rows,
        "formulas": [[*place, text] for place, text in outline.formulas.items()]
        if outline
        else [],
        "broken": [[*place, text] for place, text in outline.broken.items()]
        if outline
        else [],
        "merged": outline.merged if outline else [],
    }


def _plain_rows(rows: Iterable[Iterable[Any]], budget: list[int]) -> list[list[Any]]:
    plain = [[_plain(one, budget) for one in row] for row in rows]
    for row in plain:
        while row and row[-1] is None:
            row.pop()
    while plain and not plain[-1]:
        plain.pop()
    return plain


def _plain(value: Any, budget: list[int]) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(value, str):
        text = printable(value[:MOST_TEXT])
        budget[0] -= len(text)
        if budget[0] < 0:
            raise Unreadable("sheets.too_many_cells", limit=MOST_CELLS)
        return text or None
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value - value != 0:  # neither inf nor nan
        return str(value)
    return value
