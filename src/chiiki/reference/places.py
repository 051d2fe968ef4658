"""Regions, prefectures and municipalities, their check digits verified on load."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chiiki.codes import parse_municipality_code
from chiiki.errors import EngineError
from chiiki.reference.files import read_text, read_toml
from chiiki.words import Words

KINDS = {
    "designated_city",
    "city",
    "special_ward",
    "town",
    "village",
    "northern_territories_village",
}


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Prefecture:
    code: str
    name: str
    kana: str
    name_en: str
    iso3166_2: str
    region: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """``latitude`` and ``longitude`` in degrees, None where they are not known."""

    code: str
    prefecture_code: str
    name: str
    kana: str
    kind: str
    latitude: float | None
    longitude: float | None


@cache
def load_regions() -> tuple[Region, ...]:
    rows = read_toml("regions.toml")["regions"]
    return tuple(Region(row["code"], Words(row["ja"], row["en"])) for row in rows)


@cache
def load_prefectures() -> tuple[Prefecture, ...]:
    """The 47 prefectures by code."""
    regions = {one.code for one in load_regions()}
    found = []
    for line, row in _rows(read_text("prefectures.csv")):
        if row["region"] not in regions:
            raise EngineError("reference.unknown_region", line=line, found=row["region"])
        found.append(
            Prefecture(
                _checked(row["code"], line),
                row["name"],
                row["kana"],
                row["name_en"],
                row["iso3166_2"],
                row["region"],
            )
        )
    return tuple(found)


@cache
def load_municipalities() -> tuple[Municipality, ...]:
    """The 1,741 municipalities and the six villages of the Northern Territories."""
    return read_municipalities(read_text("municipalities.csv"))


def read_municipalities(text: str) -> tuple[Municipality, ...]:
    """Read a CSV in the shape of municipalities.csv.

    Raises EngineError that names the line: codes.wrong_check_digit and its siblings,
    reference.code_twice, reference.unknown_prefecture, reference.unknown_kind.
    """
    prefectures = {one.code for one in load_prefectures()}
    seen: set[str] = set()
    found = []
    for line, row in _rows(text):
        code = _checked(row["code"], line)
        if code in seen:
            raise EngineError("reference.code_twice", line=line, found=code)
        if row["prefecture_code"] not in prefectures:
            raise EngineError(
                "reference.unknown_prefecture", line=line, found=row["prefecture_code"]
            )
        if row["kind"] not in KINDS:
            raise EngineError("reference.unknown_kind", line=line, found=row["kind"])
        seen.add(code)
        found.append(
            Municipality(
                code,
                row["prefecture_code"],
                row["name"],
                row["kana"],
                row["kind"],
                _degrees(row["latitude"]),
                _degrees(row["longitude"]),
            )
        )
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    return enumerate(csv.DictReader(io.StringIO(text)), start=2)


def _checked(code: str, line: int) -> str:
    try:
        return parse_municipality_code(code)
    except EngineError as fault:
        raise EngineError(fault.code, line=line, **fault.values) from fault


def _degrees(text: str) -> float | None:
    return float(text) if text else None
