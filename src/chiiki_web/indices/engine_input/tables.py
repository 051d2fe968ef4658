"""A table of figures, one row a unit: read cell by cell, and every fault by its place."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chiiki.indices import LARGEST_FIGURE, Specification
from chiiki.reasons import Reason, reason
from chiiki_web.indices.engine_input.figures import Figures, columns_of
from chiiki_web.indices.engine_input.units import known_units
from chiiki_web.indices.models import Index
from chiiki_web.sheets.child.limits import MOST_COLUMNS
from chiiki_web.sheets.model import Cell, Sheet, address

CODE, NAME_JA, NAME_EN, YEAR = "code", "name_ja", "name_en", "year"
TITLES = {
    "符号": CODE, "コード": CODE, "団体コード": CODE,
    "名称": NAME_JA, "団体名": NAME_JA, "英語名": NAME_EN, "年": YEAR,
}  # fmt: skip
OWN = {CODE, NAME_JA, NAME_EN, YEAR, *TITLES}
FEWEST, MOST = 3, 2_000
LONGEST = 60
GAPS = {"", "NA", "N/A", "-", "－", "–", "…", "..", ":"}
YEARS = range(1900, 2200)
A_YEAR = re.compile(r"[0-9]{4}")
COMMAS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?")


def heads_of(specification: Specification, *, each_year: bool = False) -> list[str]:
    """The heads of a table for this index, with one year a row or one a figure."""
    by = specification.steps.missing_by
    wanted = columns_of(specification)
    first = [CODE, NAME_JA, NAME_EN, *([by] if by else [])]
    if each_year:
        return [*first, *wanted, *(f"{YEAR}.{one}" for one in wanted)]
    return [*first, YEAR, *wanted]


def misfits_of(specification: Specification) -> list[Reason]:
    """Why no table could hold the figures of a definition, if so."""
    wanted, by = columns_of(specification), specification.steps.missing_by
    names = [*wanted, *([by] if by else [])]
    found = [
        reason("indices.column_taken", found=one)
        for one in dict.fromkeys(names)
        if one in OWN or one.startswith(f"{YEAR}.") or names.count(one) > 1
    ]
    width = len(heads_of(specification, each_year=True))
    if width > MOST_COLUMNS:
        found.append(
            reason(
                "indices.too_wide",
                indicators=len(wanted),
                found=width,
                most=MOST_COLUMNS,
            )
        )
    found += [
        reason("indices.cell_code", place="[[unit]]", found=one.code[:LONGEST])
        for one in specification.units
        if not is_code(one.code)
    ]
    return found


def is_code(text: str) -> bool:
    """Whether a unit can be called so: its page has the code in its address."""
    is_whole = 0 < len(text) <= LONGEST and text.isprintable()
    return is_whole and "/" not in text and text not in (".", "..")


def read_table(
    sheet: Sheet, specification: Specification, kind: str
) -> tuple[Figures, list[Reason]]:
    """The figures of a table, and what cannot be read; with a fault nothing counts."""
    rows = [(at, row) for at, row in enumerate(sheet.rows) if any(map(_text, row))]
    if not rows:
        return {}, [reason("indices.table_empty")]
    table = _Table(specification, kind, sheet)
    table.read_heads(*rows[0])
    if not table.bad:
        table.read_rows(rows[1:])
    return table.figures, table.bad


@dataclass(slots=True)
class _Table:
    specification: Specification
    kind: str
    sheet: Sheet
    bad: list[Reason] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)

    def read_heads(self, at: int, row: Sequence[Cell]) -> None:
        wanted = columns_of(self.specification)
        by_name = {
            name: one.code
            for one in self.specification.indicators
            for name in (one.name_ja, one.name_en)
        }
        by = self.specification.steps.missing_by
        known = {CODE, NAME_JA, NAME_EN, YEAR, *wanted, *([by] if by else [])}
        known |= {f"{YEAR}.{one}" for one in wanted}
        for column, cell in enumerate(row):
            said = _text(cell)
            name = TITLES.get(said) or by_name.get(said) or said
            if not said:
                continue
            if name not in known:
                self._refuse("indices.head_unknown", at, column, said)
            elif name in self.places:
                self._refuse("indices.head_twice", at, column, said)
            else:
                self.places[name] = column
        for name in (CODE, *wanted, *([by] if by else [])):
            if name not in self.places:
                self.bad.append(reason("indices.head_missing", column=name))

    def read_rows(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> None:
        if not FEWEST <= len(rows) <= MOST:
            self.bad.append(
                reason("indices.units_number", found=len(rows), least=FEWEST, most=MOST)
            )
            return
        wanted = columns_of(self.specification)
        codes = [self._said(row, CODE) for _at, row in rows]
        known = known_units(self.kind, codes)
        units, values, years = [], [], []
        seen: set[str] = set()
        for (at, row), code in zip(rows, codes, strict=True):
            units.append(self._unit(at, row, code, known, seen))
            values.append([self._number(at, row, one) for one in wanted])
            years.append([self._year(at, row, one) for one in wanted])
        self.figures = {
            "units": units,
            "indicators": wanted,
            "values": values,
            "years": [
                [
                    0 if value is None else year
                    for value, year in zip(*pair, strict=True)
                ]
                for pair in zip(values, years, strict=True)
            ],
            "flags": [],
            "sources": {},
        }

    def _unit(
        self,
        at: int,
        row: Sequence[Cell],
        code: str,
        known: Mapping[str, Any],
        seen: set[str],
    ) -> dict[str, Any]:
        found = known.get(code)
        column = self.places[CODE]
        by = self.specification.steps.missing_by
        if not is_code(code):
            self._refuse("indices.cell_code", at, column, code)
        elif self.kind != Index.Kind.OTHER and found is None:
            self._refuse("indices.unit_unknown", at, column, code)
        elif found is not None and found.has_ended:
            self.bad.append(
                reason(
                    "indices.unit_ended",
                    place=address(at, column),
                    found=code,
                    successor=found.successor or "–",
                )
            )
        written = found.code if found else code
        if written in seen:
            self._refuse("indices.unit_twice", at, column, code)
        seen.add(written)
        return {
            "code": written,
            "name_ja": self._name(row, NAME_JA) or (found.name_ja if found else code),
            "name_en": self._name(row, NAME_EN)
            or (found.name_en if found else self._name(row, NAME_JA) or code),
            "prefecture": found.prefecture if found else "",
            "groups": {by: self._said(row, by)} if by else {},
        }

    def _number(self, at: int, row: Sequence[Cell], name: str) -> float | None:
        cell = _at(row, self.places[name])
        said = _text(cell)
        if said in GAPS:
            if not said and (at, self.places[name]) in self.sheet.formulas:
                self._refuse("indices.cell_unreckoned", at, self.places[name], "")
            return None
        plain = said.replace(",", "") if COMMAS.fullmatch(said) else said
        try:
            value = float(plain.removesuffix("%"))
        except ValueError:
            value = math.nan
        is_number = math.isfinite(value) and "_" not in said
        if isinstance(cell, bool) or not is_number:
            self._refuse("indices.cell_number", at, self.places[name], said)
            return None
        if abs(value) > LARGEST_FIGURE:
            self._refuse("indices.cell_large", at, self.places[name], said)
        return value

    def _year(self, at: int, row: Sequence[Cell], name: str) -> int:
        """Of the column for this indicator, else of the one for all; 0 where none."""
        for column in (f"{YEAR}.{name}", YEAR):
            said = self._said(row, column)
            if said:
                if A_YEAR.fullmatch(said) and int(said) in YEARS:
                    return int(said)
                self._refuse("indices.cell_year", at, self.places[column], said)
                return 0
        return 0

    def _said(self, row: Sequence[Cell], name: str) -> str:
        place = self.places.get(name)
        return "" if place is None else _text(_at(row, place))

    def _name(self, row: Sequence[Cell], column: str) -> str:
        """As it was typed: a name keeps the signs of its owner."""
        place = self.places.get(column)
        cell = None if place is None else _at(row, place)
        return "" if cell is None else str(cell).strip()[:LONGEST]

    def _refuse(self, code: str, row: int, column: int, found: str) -> None:
        one = reason(code, place=address(row, column), found=found[:LONGEST])
        if one not in self.bad:
            self.bad.append(one)


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _text(cell: Cell) -> str:
    """What stands in a cell; 5.0 of a spreadsheet is 5, full width is read as half."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip()
