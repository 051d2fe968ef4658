"""The outline of a worksheet, streamed: how far it reaches, formulas, errors, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from chiiki_web.sheets.child.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FORMULAS,
    MOST_ROWS,
    Unreadable,
)

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
LONGEST_FORMULA = 500
MOST_MERGED = 2_000
VALUES = {"v", "is", "f"}
ERROR, TEXT = "e", "str"
MOST_BROKEN, LONGEST_ERROR = 1_000, 20


class Outline:
    """Counts while it reads; refuses as soon as a sheet reaches too far."""

    def __init__(self, sheet: str, cells_left: int) -> None:
        self.sheet = sheet
        self.cells_left = cells_left
        self.formulas: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.broken: dict[tuple[int, int], str] = {}
        self._row = self._column = -1
        self._kind = self._result = ""
        self._has_formula = False
        self._text: list[str] | None = None
        self._shared: dict[str, tuple[tuple[int, int], str]] = {}
        self._attributes: dict[str, str] = {}

    def read(self, file: IO[bytes]) -> None:
        """Read the XML of one worksheet. Raises Unreadable."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        try:
            parser.ParseFile(file)
        except expat.ExpatError as fault:
            raise Unreadable("sheets.broken") from fault

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = -1
        elif name == "c":
            self._begin_cell(attributes)
        elif name in VALUES:
            self._refuse_far()
            if name != "is":
                self._text, self._attributes = [], attributes
        elif name == "mergeCell" and len(self.merged) < MOST_MERGED:
            self.merged += _areas(attributes.get("ref", ""))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        self._kind, self._result = attributes.get("t", ""), ""
        self._has_formula = False
        if found := PLACE.fullmatch(attributes.get("r", "")):
            self._row, self._column = int(found[2]) - 1, column_of(found[1])
        self.cells_left -= 1
        if self.cells_left < 0:
            raise Unreadable("sheets.too_many_cells", limit=MOST_CELLS)

    def _refuse_far(self) -> None:
        if self._row >= MOST_ROWS:
            raise Unreadable("sheets.too_many_rows", sheet=self.sheet, limit=MOST_ROWS)
        if self._column >= MOST_COLUMNS:
            raise Unreadable(
                "sheets.too_many_columns", sheet=self.sheet, limit=MOST_COLUMNS
            )

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._end_cell()
        if self._text is None or name not in ("v", "f"):
            return
        text = "".join(self._text)
        self._text = None
        if name == "v":
            self._result = text
        else:
            self._has_formula = True
            self._end_formula(text)

    def _end_cell(self) -> None:
        """Keep a cell whose result is an error, or a formula that has none."""
        is_empty = self._has_formula and not self._result and self._kind != TEXT
        if (self._kind == ERROR or is_empty) and len(self.broken) < MOST_BROKEN:
            self.broken[self._row, self._column] = self._result[:LONGEST_ERROR]

    def _end_formula(self, text: str) -> None:
        place, shared = (self._row, self._column), self._attributes.get("si")
        if self._attributes.get("t") == "shared" and shared is not None:
            if text:
                self._shared[shared] = (place, text)
            elif shared in self._shared:
                text = _moved(*self._shared[shared], place)
        if text and len(self.formulas) < MOST_FORMULAS:
            self.formulas[place] = text[:LONGEST_FORMULA]


def column_of(letters: str) -> int:
    """Count a column from 0: A is 0, AB is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(text: str | None, otherwise: int) -> int:
    if text and text.isascii() and text.isdecimal() and len(text) <= 7:
        return int(text) - 1
    return otherwise


def _areas(text: str) -> Iterator[tuple[int, int, int, int]]:
    first, _colon, last = text.partition(":")
    begin, end = PLACE.fullmatch(first), PLACE.fullmatch(last)
    if begin and end:
        yield (
            *(int(begin[2]) - 1, column_of(begin[1])),
            *(int(end[2]) - 1, column_of(end[1])),
        )


def _moved(source: tuple[int, int], text: str, place: tuple[int, int]) -> str:
    """A shared formula as it reads in another cell: what is not fixed by $ moves along."""
    down, right = place[0] - source[0], place[1] - source[1]

    def move(found: re.Match[str]) -> str:
        letters, row = found[2], int(found[4])
        if not found[1]:
            letters = _letters(max(column_of(letters) + right, 0))
        if not found[3]:
            row = max(row + down, 1)
        return f"{found[1]}{letters}{found[3]}{row}"

    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)([0-9]{1,7})\b(?!\()", move, text)


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _refuse(*_parts: object) -> None:
    raise Unreadable("sheets.broken")
