"""Work the simple formulas of a sheet out again: sums and products of its own cells.

A program that writes a workbook may leave no result beside a formula, and a result that
stands there may be old. What is not simple is not guessed: the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from chiiki_web.sheets.model import Sheet

TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Z]+(?=\())"
    r"|\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})|(?P<sign>[-+*/(),:]))"
)
MOST_STEPS = 20_000
DEEPEST = 30
MOST_BITS = 256


class _Unknown(Exception):
    """More than this file reckons with."""


def compute(sheet: Sheet, row: int, column: int) -> Fraction | None:
    """Return the number in a cell, worked out where it is a formula; None if unknown.

    >>> rows = ((2.0, 300), (None, None))
    >>> compute(Sheet("a", rows, {(1, 0): "SUM(A1:B1)*2"}), 1, 0)
    Fraction(604, 1)
    >>> compute(Sheet("a", rows, {(1, 0): "VLOOKUP(A1,B1:B2,1)"}), 1, 0) is None
    True
    """
    try:
        return _Reckoner(sheet).cell(row, column)
    except (_Unknown, ZeroDivisionError, OverflowError):
        return None


class _Reckoner:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.steps = 0
        self.depth = 0

    def cell(self, row: int, column: int) -> Fraction:
        self.steps += 1
        formula = self.sheet.formulas.get((row, column))
        if self.steps > MOST_STEPS or self.depth > DEEPEST:
            raise _Unknown
        if formula is None:
            return _number(self.sheet.cell(row, column))
        self.depth += 1
        found = _Formula(self, formula).result()
        self.depth -= 1
        return found


class _Formula:
    """One formula: sums of products of numbers, cells, brackets and a few functions."""

    def __init__(self, reckoner: _Reckoner, text: str) -> None:
        self.reckoner = reckoner
        self.tokens = list(_tokens(text.upper().lstrip("=+")))
        self.at = 0

    def result(self) -> Fraction:
        found = self._sum()
        if self.at < len(self.tokens):
            raise _Unknown
        return found

    def _sum(self) -> Fraction:
        self.reckoner.depth += 1
        if self.reckoner.depth > DEEPEST * 4:
            raise _Unknown
        found = self._product()
        while (sign := self._next_if("+", "-")) is not None:
            other = self._product()
            found = found + other if sign == "+" else found - other
        self.reckoner.depth -= 1
        return found

    def _product(self) -> Fraction:
        found = self._factor()
        while (sign := self._next_if("*", "/")) is not None:
            other = self._factor()
            found = _kept(found * other if sign == "*" else found / other)
        return found

    def _factor(self) -> Fraction:
        minus = 0
        while sign := self._next_if("-", "+"):
            minus += sign == "-"
        kind, text = self._next()
        if kind == "number":
            found = Fraction(Decimal(text))
        elif kind == "cell":
            found = self.reckoner.cell(*_place(text))
        elif kind == "name":
            found = self._function(text)
        elif text == "(":
            found = self._sum()
            self._expect(")")
        else:
            raise _Unknown
        return -found if minus % 2 else found

    def _function(self, name: str) -> Fraction:
        self._expect("(")
        values: list[list[Fraction]] = [self._argument()]
        while self._next_if(","):
            values.append(self._argument())
        self._expect(")")
        everything = [one for group in values for one in group]
        if name == "SUM":
            return sum(everything, Fraction(0))
        if name == "PRODUCT":
            found = Fraction(1)
            for one in everything:
                found = _kept(found * one)
            return found
        return _rounded(name, everything)

    def _argument(self) -> list[Fraction]:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        following = self.tokens[self.at + 1 : self.at + 3]
        if kind == "cell" and following[:1] == [("sign", ":")]:
            if len(following) < 2 or following[1][0] != "cell":
                raise _Unknown
            self.at += 3
            return list(self._area(_place(text), _place(following[1][1])))
        return [self._sum()]

    def _area(
        self, first: tuple[int, int], last: tuple[int, int]
    ) -> Iterator[Fraction]:
        """The numbers of an area; a sum passes over texts and empty cells."""
        sheet = self.reckoner.sheet
        for row in range(first[0], min(last[0], len(sheet.rows)) + 1):
            for column in range(first[1], last[1] + 1):
                self.reckoner.steps += 1
                if self.reckoner.steps > MOST_STEPS:
                    raise _Unknown
                value = sheet.cell(row, column)
                is_number = isinstance(value, int | float) and value is not True
                if (row, column) in sheet.formulas or (
                    is_number and value is not False
                ):
                    yield self.reckoner.cell(row, column)

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise _Unknown
        self.at += 1
        return self.tokens[self.at - 1]

    def _next_if(self, *signs: str) -> str | None:
        if self.at < len(self.tokens):
            kind, text = self.tokens[self.at]
            if kind == "sign" and text in signs:
                self.at += 1
                return text
        return None

    def _expect(self, sign: str) -> None:
        if self._next_if(sign) is None:
            raise _Unknown


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text.rstrip()):
        found = TOKEN.match(text, position)
        if found is None:
            raise _Unknown
        position = found.end()
        if found["column"]:
            yield "cell", f"{found['column']}{found['row']}"
        else:
            kind = found.lastgroup or ""
            yield kind, found[kind]


def _place(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]) - 1, column - 1


def _number(value: object) -> Fraction:
    if value is None:
        return Fraction(0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Unknown
    return _kept(Fraction(str(value)))


def _kept(found: Fraction) -> Fraction:
    """A number of money or people; one with a hundred digits is not reckoned with."""
    if max(found.numerator.bit_length(), found.denominator.bit_length()) > MOST_BITS:
        raise _Unknown
    return found


def _rounded(name: str, values: list[Fraction]) -> Fraction:
    if name == "INT" and len(values) == 1:
        return Fraction(floor(values[0]))
    if len(values) != 2 or abs(values[1]) > 12:
        raise _Unknown
    scale = Fraction(10) ** int(values[1])
    size, sign = abs(values[0]) * scale, -1 if values[0] < 0 else 1
    if name == "ROUND":
        return sign * Fraction(floor(size + Fraction(1, 2))) / scale
    if name == "ROUNDDOWN":
        return sign * Fraction(floor(size)) / scale
    if name == "ROUNDUP":
        return sign * Fraction(ceil(size)) / scale
    raise _Unknown
