"""Give tables out so that no cell can start a formula in whoever's spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

from xlsxwriter import Workbook


class Year(int):
    """A year as a number, whose digits a spreadsheet does not group."""


BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something else
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TEXT = "'"
MOST_TEXT = 32_767  # characters that a cell of a spreadsheet can hold
LONGEST_SHEET_NAME = 31
USUAL_WIDTH = 18
TYPES = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    int: "#,##0",
    Year: "0",
    float: "#,##0.00",
}
Table = tuple[str, Sequence[str], Iterable[Iterable[object]]]


def safe(value: object) -> object:
    """The same value, but a text that a spreadsheet would run is marked as text.

    >>> safe("=1+1"), safe("計画"), safe(-5)
    ("'=1+1", '計画', -5)
    """
    if isinstance(value, str) and value.startswith(STARTS_FORMULA):
        return TEXT + value
    return value


def unsafe(text: str) -> str:
    """Take the mark of :func:`safe` off again, so that a table can be read back.

    >>> unsafe("'=1+1"), unsafe("'quoted'")
    ('=1+1', "'quoted'")
    """
    return (
        text[1:]
        if text.startswith(TEXT) and text[1:].startswith(STARTS_FORMULA)
        else text
    )


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV with its byte order mark; None is an empty cell."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The same line by line, for a table that goes out while it is read."""
    writer = csv.writer(_Echo())
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([safe(_said(value)) for value in row])
        mark = ""


def write_xlsx(
    target: IO[bytes],
    sheet_name: str,
    heads: Sequence[str],
    rows: Iterable[Iterable[object]],
) -> None:
    """A workbook of one table with typed cells: text is never taken for a formula.

    Numbers, days and moments (without a time zone) stay what they are; None is empty. Rows
    go to disk one by one, so that a long table takes little memory.
    """
    write_book(target, [(sheet_name, heads, rows)])


def write_book(target: IO[bytes], tables: Iterable[Table]) -> None:
    """The same with a sheet for each table."""
    with Workbook(target, {"constant_memory": True}) as book:
        formats = {kind: book.add_format({"num_format": TYPES[kind]}) for kind in TYPES}
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, heads, rows in tables:
            sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(heads) - 1, USUAL_WIDTH)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, bold)
            last = _write_rows(sheet, rows, formats)
            sheet.autofilter(0, 0, last, len(heads) - 1)


def _write_rows(
    sheet: Any, rows: Iterable[Iterable[object]], formats: dict[type, Any]
) -> int:
    """Write below the heads; return the number of the last row."""
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, column, value, formats[type(value)])
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(last, column, value, formats[type(value)])
            elif value is not None:
                sheet.write_string(last, column, str(value)[:MOST_TEXT])
    return last


class _Echo(io.TextIOBase):
    """Gives back what is written, so that a line can go out at once."""

    def write(self, text: str) -> str:  # type: ignore[override]
        return text


def _said(value: object) -> object:
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else value
