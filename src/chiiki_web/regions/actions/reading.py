"""A file of municipalities becomes lines that make sense, or says which do not."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import jaconv

from chiiki import codes, periods, romaji
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.regions.models import Municipality

KANA = re.compile(r"[ぁ-ゖー・]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Japan lies within these (degrees), the Northern Territories and the far islands included.
WITHIN = {"latitude": (20.0, 46.0), "longitude": (122.0, 155.0)}
YEARS = range(1868, 2200)
SHOWN = 20  # characters of a wrong cell that a sentence repeats
CHECKS = {
    "code": "regions.wrong_code",
    "prefecture_code": "regions.unknown_prefecture",
    "kind": "regions.unknown_kind",
    "name": "regions.wrong_name",
    "kana": "regions.wrong_kana",
    "latitude": "regions.wrong_place",
    "longitude": "regions.wrong_place",
    "last_day": "regions.wrong_last_day",
    "successor": "regions.unknown_successor",
}


@dataclass(slots=True)
class Line:
    """One line of the file: its number, its code as the register writes it, its values.

    ``wanted`` holds what the register is to say, by the names of its columns;
    ``problems`` is empty where everything makes sense.
    """

    number: int
    code: str
    wanted: dict[str, Any] = field(default_factory=dict)
    problems: list[Reason] = field(default_factory=list)


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV in UTF-8 or cp932; none where it is no table."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return list(csv.DictReader(io.StringIO(text)))
        except csv.Error:
            break
    return []


def read_line(row: Mapping[Any, Any], number: int, prefectures: set[str]) -> Line:
    """Read one row; a cell that is not there counts as empty."""
    cells = {
        name: value.strip() if isinstance(value, str) else ""
        for name, value in row.items()
        if isinstance(name, str)
    }
    line = Line(number, read_code(cells.get("code", "")) or cells.get("code", ""))
    line.problems += _problems(cells, prefectures, number)
    if not line.problems:
        line.wanted = _wanted(cells)
    return line


def _problems(
    cells: dict[str, str], prefectures: set[str], number: int
) -> Iterator[Reason]:
    for column, code in CHECKS.items():
        found = cells.get(column, "")
        if not _fits(column, found, prefectures):
            yield reason(code, line=number, found=found[:SHOWN])
    if not cells.get("name"):
        yield reason("regions.name_missing", line=number, found=cells.get("code", ""))
    if cells.get("successor") and not cells.get("last_day"):
        yield reason(
            "regions.last_day_missing", line=number, found=cells.get("code", "")
        )


def _fits(column: str, found: str, prefectures: set[str]) -> bool:
    """Whether a cell makes sense by itself; what may be empty may be empty."""
    match column:
        case "code":
            return read_code(found) is not None
        case "prefecture_code":
            return _plain(found) in prefectures
        case "kind":
            return found in Municipality.Kind.values
        case "name":
            return len(found) <= _longest("name_ja") and not CONTROL.search(found)
        case "kana":
            return len(found) <= _longest("kana") and bool(
                KANA.fullmatch(_hiragana(found))
            )
        case "latitude" | "longitude":
            return not found or _degrees(column, found) is not None
        case "last_day":
            return not found or _day(found) is not None
    return not found or read_code(found) is not None


def _wanted(cells: dict[str, str]) -> dict[str, Any]:
    kana = _hiragana(cells["kana"])
    wanted: dict[str, Any] = {
        "prefecture_id": _plain(cells["prefecture_code"]),
        "name_ja": cells["name"],
        "kana": kana,
        "name_en": romaji.place_name(kana, cells["kind"])[: _longest("name_en")],
        "kind": cells["kind"],
    }
    for place in WITHIN:
        if cells.get(place):
            wanted[place] = _degrees(place, cells[place])
    if "last_day" in cells:  # an empty cell lets an ended code live again
        wanted["last_day"] = _day(cells["last_day"]) if cells["last_day"] else None
        successor = cells.get("successor", "")
        wanted["successor_id"] = read_code(successor) if successor else None
    return wanted


def read_code(text: str) -> str | None:
    """The code as the register writes it, or nothing where it is none."""
    try:
        return codes.parse_municipality_code(text)
    except EngineError:
        return None


def _day(text: str) -> date | None:
    try:
        day = periods.parse_date(text)
    except EngineError:
        return None
    return day if day.year in YEARS else None


def _degrees(place: str, text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    low, high = WITHIN[place]
    return found if math.isfinite(found) and low <= found <= high else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _hiragana(kana: str) -> str:
    return jaconv.kata2hira(re.sub(r"\s", "", _plain(kana)))


def _longest(name: str) -> int:
    column = Municipality._meta.get_field(name)
    return int(getattr(column, "max_length", 0))
