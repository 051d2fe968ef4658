"""Plain values of a table that was read, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias

from chiiki.reasons import Reason, reason
from chiiki_web.refusals import Refusal

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | None"
Row: TypeAlias = "tuple[Cell, ...]"
Area: TypeAlias = "tuple[int, int, int, int]"


class CannotRead(Refusal):
    """The file was not read; nothing of it was used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from A1 on. Places are (row, column), counted from 0.

    ``formulas`` holds the text behind a cell without its equals sign; ``broken`` what
    stands in a cell whose result is an error (#N/A), nothing for a formula without a
    result; ``merged`` the areas (first row, first column, last row, last column) that are
    shown as one cell.
    """

    name: str
    rows: tuple[Row, ...]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; None for an empty one and for one outside."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ()
        return found[column] if 0 <= column < len(found) else None


def why_broken(sheet: Sheet, row: int, column: int) -> Reason:
    """Why a cell of ``broken`` says nothing, with its place and what to write instead."""
    place = {
        "sheet": sheet.name,
        "row": row + 1,
        "column": letters(column),
        "found": sheet.broken[row, column],
    }
    if place["found"]:
        return reason("sheets.error_in_cell", **place)
    return reason("sheets.no_result_in_cell", **place)


def address(row: int, column: int) -> str:
    """Name a place as a spreadsheet does.

    >>> address(0, 0), address(6, 27)
    ('A1', 'AB7')
    """
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column, counted from 0."""
    found, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        found = chr(65 + letter) + found
    return found
