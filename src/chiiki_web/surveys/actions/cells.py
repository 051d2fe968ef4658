"""One line of a table of recipients: which column is which, and does each cell make sense."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from chiiki import codes
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.sheets.model import Cell, Row
from chiiki_web.sheets.writing import unsafe
from chiiki_web.surveys.models.asked import LONGEST_CLASS
from chiiki_web.surveys.queries import classes

SHOWN = 40
LONGEST_NAME = 120
NUMBER = re.compile(r"[0-9]{1,6}")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
HEADS: dict[str, tuple[str, ...]] = {
    "number": ("番号", "number"),
    "code": ("団体コード", "code"),
    "name": ("団体名", "name"),
    "name_en": ("団体名（英語）", "name_en"),
    "prefecture": ("都道府県", "prefecture"),
    "size_class": ("規模区分", "size_class"),
    "stratum": ("層", "stratum"),
    "email": ("メールアドレス", "email"),
}


@dataclass(frozen=True, slots=True)
class Register:
    """Codes that exist today, and prefectures by code, by two digits and by name."""

    towns: frozenset[str]
    prefectures: Mapping[str, tuple[str, str, str]]


def columns_in(row: Row) -> tuple[dict[int, str], list[Reason]]:
    """Which column holds what; other columns are left alone. A head twice is refused."""
    names = {head: name for name, heads in HEADS.items() for head in heads}
    found: dict[int, str] = {}
    faults = []
    for place, cell in enumerate(row):
        head = _plain(text_of(cell)).replace("(", "（").replace(")", "）").lower()
        name = names.get(head)
        if name is None:
            continue
        if name in found.values():
            faults.append(reason("surveys.column_twice", found=head))
        found[place] = name
    return found, faults


def cells_of(row: Row, columns: Mapping[int, str]) -> dict[str, str]:
    return {
        name: text_of(row[place]) if place < len(row) else ""
        for place, name in columns.items()
    }


def text_of(cell: Cell) -> str:
    """A cell as a person reads it; a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unsafe(str(cell)).strip()


def read_line(
    cells: Mapping[str, str], line: int, register: Register
) -> tuple[dict[str, str], list[Reason]]:
    """What one line says, and everything that is wrong in it."""
    said = {name: value for name, value in cells.items() if value}
    faults = list(_faults(said, line))
    if typed := said.get("code"):
        code = _code(typed, register.towns)
        if code is None:
            faults.append(reason("surveys.line_code", line=line, found=typed[:SHOWN]))
        said["code"] = code or typed[:SHOWN]
    if typed := said.pop("prefecture", ""):
        found = register.prefectures.get(_plain(typed))
        if found is None:
            faults.append(
                reason("surveys.line_prefecture", line=line, found=typed[:SHOWN])
            )
        else:
            names = ("prefecture_code", "prefecture_ja", "prefecture_en")
            said |= dict(zip(names, found, strict=True))
    if NUMBER.fullmatch(typed := _plain(said.get("number", ""))):
        said["number"] = str(int(typed))
    if typed := said.get("size_class"):
        said["size_class"] = _class(typed)
    return said, faults


def _faults(said: Mapping[str, str], line: int) -> Iterator[Reason]:
    for name, most in (
        ("name", LONGEST_NAME),
        ("name_en", LONGEST_NAME),
        ("size_class", LONGEST_CLASS),
        ("stratum", LONGEST_CLASS),
    ):
        value = said.get(name, "")
        if len(value) > most or CONTROL.search(value):
            yield reason("surveys.line_text", line=line, found=value[:SHOWN], most=most)
    number = said.get("number", "")
    if number and not NUMBER.fullmatch(_plain(number)):
        yield reason("surveys.line_number", line=line, found=number[:SHOWN])
    if email := said.get("email"):
        try:
            validate_email(email)
        except ValidationError:
            yield reason("surveys.line_email", line=line, found=email[:SHOWN])


def _code(typed: str, towns: frozenset[str]) -> str | None:
    """A code of the register; a spreadsheet may have dropped its leading nought."""
    plain = _plain(typed)
    if len(plain) == 5 and f"0{plain}" in towns:
        return f"0{plain}"
    try:
        code = codes.parse_municipality_code(plain)
    except EngineError:
        return None
    return code if code in towns else None


def _class(typed: str) -> str:
    for one in classes.usual():
        if typed in (one.code, one.words.ja, one.words.en):
            return one.code
    return typed


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
