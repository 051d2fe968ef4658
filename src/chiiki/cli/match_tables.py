"""Read advisers, requests and wishes from tables; what cannot be read is told by cell."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from chiiki.cli.match_codes import (
    ADVISER_TITLES,
    GROUPS,
    MODES,
    REQUEST_TITLES,
    SIDES,
    STAGES,
    WISH_TITLES,
    WISHES,
)
from chiiki.errors import EngineError
from chiiki.matching import Adviser, Mode, Request, Rules, Stage, Wishes
from chiiki.money import parse_whole_number
from chiiki.reference import load_fields, load_prefectures
from chiiki.words import Words

BETWEEN = re.compile(r"[;|、,\n]")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be read: ``row`` as a spreadsheet counts it."""

    file: str
    row: int
    column: str
    found: str
    code: str


@dataclass(slots=True)
class Row:
    """One row, read cell by cell; what is wrong goes to ``bad``."""

    file: str
    number: int
    cells: Mapping[str, str]
    titles: Mapping[str, str]
    bad: list[BadCell]

    def text(self, name: str, *, needed: bool = True) -> str:
        found = self.cells.get(name, "")
        if needed and not found:
            self.refuse(name, "cli.cell_empty")
        return found

    def number_in(self, name: str, *, default: int = 0, half: bool = False) -> int:
        """A whole number; with ``half`` twice what is said, so that 1.5 is three halves."""
        found = unicodedata.normalize("NFKC", self.cells.get(name, ""))
        if not found:
            return default
        try:
            if half and found.endswith(".5"):
                return 2 * parse_whole_number(found[:-2] or "0") + 1
            return parse_whole_number(found) * (2 if half else 1)
        except EngineError:
            self.refuse(name, "cli.not_a_number")
            return default

    def codes(self, name: str, known: Mapping[str, Words]) -> frozenset[str]:
        return frozenset(self._code(name, part, known) for part in self.parts(name)) - {
            ""
        }

    def code(self, name: str, known: Mapping[Any, Words], default: str) -> str:
        found = self.cells.get(name, "")
        return self._code(name, found, known) if found else default

    def parts(self, name: str) -> list[str]:
        parts = BETWEEN.split(self.cells.get(name, ""))
        return [part.strip() for part in parts if part.strip()]

    def months(self, name: str, first: str | None) -> frozenset[str]:
        found = set()
        for part in self.parts(name):
            plain = unicodedata.normalize("NFKC", part)
            if not MONTH.fullmatch(plain):
                self.refuse(name, "cli.no_month")
            elif first is not None and plain < first:
                self.refuse(name, "cli.month_past")
            found.add(plain)
        return frozenset(found)

    def refuse(self, name: str, code: str, found: str | None = None) -> None:
        told = self.cells.get(name, "") if found is None else found
        title = self.titles.get(name, name)
        self.bad.append(BadCell(self.file, self.number, title, told[:40], code))

    def _code(self, name: str, text: str, known: Mapping[Any, Words]) -> str:
        plain = unicodedata.normalize("NFKC", text).strip()
        for code, words in known.items():
            if plain in (code, words.ja, words.en):
                return str(code)
        self.refuse(name, "cli.unknown_code", text)
        return ""


@dataclass(slots=True)
class Wished:
    """What the tables say of how things stand and of what is wished."""

    pins: set[tuple[str, str]] = field(default_factory=set)
    bans: set[tuple[str, str]] = field(default_factory=set)
    incumbent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)

    def wishes(self) -> Wishes:
        return Wishes(
            pins=frozenset(self.pins),
            bans=frozenset(self.bans),
            incumbent=self.incumbent,
            stages=self.stages,
        )


def read_advisers(path: Path, bad: list[BadCell]) -> list[Adviser]:
    needed = {"id", "fields", "prefecture", "capacity_days"}
    return [_adviser(row) for row in _rows(path, ADVISER_TITLES, needed, bad)]


def read_requests(
    path: Path, rules: Rules, wished: Wished, bad: list[BadCell], *, first: str | None
) -> list[Request]:
    needed = {"id", "body", "fields", "prefecture"}
    found = []
    for row in _rows(path, REQUEST_TITLES, needed, bad):
        found.append(_request(row, rules, first))
        if current := row.parts("current"):
            wished.incumbent[found[-1].id] = tuple(current)
            stage = row.code("stage", STAGES, Stage.DRAFT)
            wished.stages[found[-1].id] = Stage(stage or Stage.DRAFT)
    return found


def read_wishes(path: Path, wished: Wished, bad: list[BadCell]) -> None:
    for row in _rows(path, WISH_TITLES, set(WISH_TITLES), bad):
        pair = row.text("request"), row.text("adviser")
        kind = row.code("wish", WISHES, "")
        (wished.bans if kind == "ban" else wished.pins).add(pair)


def _adviser(row: Row) -> Adviser:
    prefecture, region = _place(row)
    return Adviser(
        id=row.text("id"),
        fields=row.codes("fields", _fields()),
        sides=row.codes("sides", SIDES),
        prefecture=prefecture,
        region=region,
        capacity=row.number_in("capacity_days", half=True),
        committed=row.number_in("committed_days", half=True),
        minimum=row.number_in("minimum"),
        employers=frozenset(row.parts("employers")),
        vendors=frozenset(row.parts("vendors")),
        languages=frozenset(row.parts("languages")),
        months=row.months("months", None) or None,
        fee_class=row.text("fee_class", needed=False) or "standard",
    )


def _request(row: Row, rules: Rules, first: str | None) -> Request:
    prefecture, region = _place(row)
    name = row.text("id")
    mode = Mode(row.code("mode", MODES, Mode.ON_SITE) or Mode.ON_SITE)
    hours = row.number_in("hours") if mode is Mode.ONLINE else 0
    half_days = row.number_in("days", half=True)
    if mode is Mode.ONLINE:
        half_days = ceil(2 * hours / rules.limits.hours_a_day)
    if half_days < 1:
        row.refuse("hours" if mode is Mode.ONLINE else "days", "cli.cell_empty")
    return Request(
        id=name,
        body=row.text("body"),
        project=row.text("project", needed=False) or name,
        fields=row.codes("fields", _fields()),
        sides=row.codes("sides", SIDES),
        prefecture=prefecture,
        region=region,
        half_days=half_days,
        mode=mode,
        hours=hours,
        groups=row.codes("groups", GROUPS),
        months=row.months("months", first),
        nominations=tuple(row.parts("nominations")),
        team=row.number_in("team", default=1),
        needed_sides=row.codes("needed_sides", SIDES),
        language=row.text("language", needed=False) or None,
        vendors=frozenset(row.parts("vendors")),
        earlier=frozenset(row.parts("earlier")),
    )


def _place(row: Row) -> tuple[str, str]:
    code = row.code("prefecture", _prefectures(), "")
    return code, _regions().get(code, "")


@cache
def _fields() -> dict[str, Words]:
    return {one.code: one.words for one in load_fields()}


@cache
def _prefectures() -> dict[str, Words]:
    return {one.code: Words(one.name, one.name_en) for one in load_prefectures()}


@cache
def _regions() -> dict[str, str]:
    return {one.code: one.region for one in load_prefectures()}


def _rows(
    path: Path, titles: Mapping[str, str], needed: set[str], bad: list[BadCell]
) -> Iterator[Row]:
    try:
        rows = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
        first = next(rows, [])
        columns = _columns(path, first, titles, needed)
        written = dict(zip(columns, first, strict=True))
        for number, cells in enumerate(rows, start=2):
            if any(cell.strip() for cell in cells):
                said = dict(zip(columns, (one.strip() for one in cells), strict=False))
                yield _checked(Row(path.name, number, said, written, bad), needed)
    except csv.Error as fault:
        raise EngineError("cli.not_a_table", file=path, message=str(fault)) from fault


def _checked(row: Row, needed: set[str]) -> Row:
    for name in sorted(needed - {"id", "body", "request", "adviser"}):
        row.text(name)
    return row


def _columns(
    path: Path, found: list[str], titles: Mapping[str, str], needed: set[str]
) -> list[str]:
    by_title = {ja: name for name, ja in titles.items()} | {one: one for one in titles}
    columns = []
    for title in found:
        plain = unicodedata.normalize("NFKC", title).strip()
        if plain not in by_title:
            raise EngineError("cli.unknown_column", file=path, column=title)
        columns.append(by_title[plain])
    if len(set(columns)) != len(columns):
        raise EngineError("cli.column_twice", file=path)
    for name in sorted(needed - set(columns)):
        raise EngineError("cli.column_missing", file=path, column=name)
    return columns


ENCODINGS = ("utf-8-sig", "cp932")


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, else in cp932, as spreadsheets write it."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise EngineError("cli.cannot_read", file=path) from fault
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EngineError("cli.cannot_read", file=path)
