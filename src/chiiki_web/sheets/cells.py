"""Cells as a person meant them: numbers without a trailing .0, formulas worked out again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import translation

from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web import wording
from chiiki_web.sheets.formulas import compute
from chiiki_web.sheets.model import Cell, Sheet, address, why_broken

BARE_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
DUST = Fraction(1, 1_000_000)  # what binary fractions leave behind whole numbers
LANGUAGES = ("ja", "en")
LONGEST_SHOWN = 200
Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: sheet, row and column from 0, and the title beside it."""

    sheet: str
    row: int = -1
    column: int = -1
    title: str = ""

    @property
    def address(self) -> str:
        return address(self.row, self.column) if self.row >= 0 else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it would be typed on the page, and where it stands in the file."""

    text: str
    place: Place


def finding(
    place: Place, found: str, why: Reason | Callable[[], Reason], *, blocks: bool
) -> Finding:
    """One thing to say about a place, in both languages, so that it can be kept.

    ``why`` is called once a language where it has words of it among its values.
    """
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = wording.explain(why if isinstance(why, Reason) else why())
    return as_found(place, found, said, blocks=blocks)


def as_reason(fault: EngineError) -> Reason:
    """What an engine could not read, as a reason like any other."""
    return Reason(fault.code, fault.values)


def as_found(
    place: Place, found: str, said: dict[str, str], *, blocks: bool
) -> Finding:
    return {
        "blocks": blocks,
        "sheet": place.sheet,
        "address": place.address,
        "title": place.title,
        "found": found[:LONGEST_SHOWN],
        **said,
    }


class Reader:
    """Reads one sheet cell by cell and notes what it finds."""

    def __init__(self, sheet: Sheet, findings: list[Finding]) -> None:
        self.sheet = sheet
        self.findings = findings

    def text(self, place: Place, unit: str = "") -> str:
        """What a cell says, with the unit of its column where it is a bare number."""
        value = self._value(place)
        text = text_of(value)
        if unit and BARE_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
            return text + unit
        return text

    def number(self, row: int, column: int) -> Fraction | None:
        """The number in a cell, worked out where it is a formula."""
        found = compute(self.sheet, row, column)
        shown = self.sheet.cell(row, column)
        if found is None and isinstance(shown, int | float):
            return Fraction(str(shown))
        return found

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """(column, text) of the cells of a row that hold a text."""
        for column, value in enumerate(self.sheet.rows[row]):
            if isinstance(value, str) and value.strip():
                yield column, value.strip()

    def _value(self, place: Place) -> Cell | Fraction:
        shown = self.sheet.cell(place.row, place.column)
        if error := self.sheet.broken.get((place.row, place.column)):
            why = why_broken(self.sheet, place.row, place.column)
            self.findings.append(finding(place, error, why, blocks=True))
            return None
        formula = self.sheet.formulas.get((place.row, place.column))
        if formula is None:
            return shown
        reckoned = compute(self.sheet, place.row, place.column)
        return self._formula(place, shown, reckoned)

    def _formula(
        self, place: Place, shown: Cell, reckoned: Fraction | None
    ) -> Cell | Fraction:
        if reckoned is None and shown is None:
            if (place.row, place.column) not in self.sheet.broken:
                return None
            why = why_broken(self.sheet, place.row, place.column)
            self.findings.append(finding(place, "", why, blocks=True))
            return None
        if reckoned is None:
            why = reason("sheets.formula_not_reckoned")
            self.findings.append(finding(place, text_of(shown), why, blocks=False))
            return shown
        if (
            isinstance(shown, int | float)
            and abs(Fraction(str(shown)) - reckoned) > DUST
        ):
            why = reason("sheets.formula_differs", reckoned=text_of(reckoned))
            self.findings.append(finding(place, text_of(shown), why, blocks=False))
        return reckoned


def text_of(value: Cell | Fraction) -> str:
    """A cell as a person would type it; names stay as they are.

    >>> text_of(1200000.0), text_of(0.5), text_of(" 髙橋 "), text_of(True)
    ('1200000', '0.5', '髙橋', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Fraction):
        return _number(Fraction(str(value)))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time(0) else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return "\n".join(value.splitlines()).strip()


def _number(value: Fraction) -> str:
    nearest = round(value)
    if abs(value - nearest) <= DUST:
        return str(nearest)
    digits = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{digits:.6f}".rstrip("0")
