"""Plain values of a table that was read, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias

from chiiki_web.refusals import Refusal

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | None"
Row: TypeAlias = "tuple[Cell, ...]"
Area: TypeAlias = "tuple[int, int, int, int]"


class CannotRead(Refusal):
    """The file was not read; nothing of it was used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from A1 on. Places are (row, column), counted from 0.

    ``formulas`` holds the text behind a cell without its equals sign; ``merged`` the
    areas (first row, first column, last row, last column) that are shown as one cell.
    """

    name: str
    rows: tuple[Row, ...]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; None for an empty one and for one outside."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ()
        return found[column] if 0 <= column < len(found) else None


def address(row: int, column: int) -> str:
    """Name a place as a spreadsheet does.

    >>> address(0, 0), address(6, 27)
    ('A1', 'AB7')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"
