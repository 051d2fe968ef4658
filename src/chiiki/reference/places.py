"""Regions, prefectures and municipalities, their check digits verified on load."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache

from chiiki.codes import parse_municipality_code
from chiiki.errors import EngineError
from chiiki.reference.files import (
    check_known,
    check_once,
    read_text,
    read_toml,
    words_of,
)
from chiiki.reference.model import Municipality, Prefecture, Region

MUNICIPALITIES, PREFECTURES = "municipalities.csv", "prefectures.csv"
KINDS = {
    "designated_city",
    "city",
    "special_ward",
    "town",
    "village",
    "northern_territories_village",
}


@cache
def load_regions() -> tuple[Region, ...]:
    """The eight regions, from north to south."""
    rows = read_toml("regions.toml")["regions"]
    check_once((row["code"] for row in rows), "regions.toml")
    return tuple(Region(row["code"], words_of(row)) for row in rows)


@cache
def load_prefectures() -> tuple[Prefecture, ...]:
    """The 47 prefectures by code."""
    return read_prefectures(read_text(PREFECTURES))


def read_prefectures(text: str) -> tuple[Prefecture, ...]:
    """Read a CSV in the shape of prefectures.csv; raises as :func:`read_municipalities`."""
    regions = {one.code for one in load_regions()}
    seen: set[str] = set()
    return tuple(
        Prefecture(
            _code(row["code"], where, seen),
            _filled(row["name"], where),
            _filled(row["kana"], where),
            _filled(row["name_en"], where),
            row["iso3166_2"],
            check_known(row["region"], regions, where),
        )
        for where, row in _rows(text, PREFECTURES)
    )


@cache
def load_municipalities() -> tuple[Municipality, ...]:
    """The 1,741 municipalities and the six villages of the Northern Territories."""
    return read_municipalities(read_text(MUNICIPALITIES))


def read_municipalities(text: str) -> tuple[Municipality, ...]:
    """Read a CSV in the shape of municipalities.csv.

    Raises EngineError that names file and line as ``where``: codes.wrong_check_digit and
    its siblings, reference.code_twice, reference.unknown_code, reference.other_prefecture,
    reference.name_missing.
    """
    prefectures = {one.code for one in load_prefectures()}
    seen: set[str] = set()
    return tuple(
        Municipality(
            _code(row["code"], where, seen),
            _prefecture(row, prefectures, where),
            _filled(row["name"], where),
            _filled(row["kana"], where),
            check_known(row["kind"], KINDS, where),
            _degrees(row["latitude"]),
            _degrees(row["longitude"]),
        )
        for where, row in _rows(text, MUNICIPALITIES)
    )


def _rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        yield f"{name}:{line}", row


def _code(text: str, where: str, seen: set[str]) -> str:
    try:
        code = parse_municipality_code(text)
    except EngineError as fault:
        raise EngineError(fault.code, where=where, **fault.values) from fault
    if code in seen:
        raise EngineError("reference.code_twice", where=where, found=code)
    seen.add(code)
    return code


def _prefecture(row: dict[str, str], prefectures: set[str], where: str) -> str:
    """The prefecture of a municipality, whose first two digits its own code begins with."""
    code = check_known(row["prefecture_code"], prefectures, where)
    if row["code"][:2] != code[:2]:
        raise EngineError("reference.other_prefecture", where=where, found=code)
    return code


def _filled(text: str, where: str) -> str:
    if not text.strip():
        raise EngineError("reference.name_missing", where=where)
    return text


def _degrees(text: str) -> float | None:
    return float(text) if text else None
