"""Published indices of fiscal strength come in from a file, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chiiki import periods, thousandths
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.audit import log
from chiiki_web.regions.actions.reading import SHOWN, read_code
from chiiki_web.regions.actions.updating import CannotUpdate
from chiiki_web.regions.models import FiscalStrength, Municipality, Prefecture

COLUMNS = {"code", "year", "value", "source"}
LONGEST_SOURCE = 300

Key = tuple[str, int]


@dataclass(slots=True)
class StrengthUpdate:
    """What an update did, as (code, fiscal year)."""

    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)
    unchanged: list[Key] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    number: int
    code: str
    year: int = 0
    thousandths: int = 0
    source: str = ""
    problems: list[Reason] = field(default_factory=list)


@transaction.atomic
def update_fiscal_strengths(
    rows: Iterable[Mapping[str, str]], *, by: log.Actor | None, at: datetime
) -> StrengthUpdate:
    """Take in rows with code, year, value and source; years that are absent are kept.

    Refuses the whole file when a line is wrong, and names every such line.
    """
    listed = list(rows)
    if not listed or not COLUMNS.issubset(listed[0]):
        raise CannotUpdate(
            reason("regions.columns_missing", columns=", ".join(sorted(COLUMNS)))
        )
    towns = set(Municipality.objects.values_list("code", flat=True))
    prefectures = set(Prefecture.objects.values_list("code", flat=True))
    newest = periods.fiscal_year(timezone.localdate(at))
    lines = [
        _read(row, number, towns | prefectures, newest)
        for number, row in enumerate(listed, 2)
    ]
    problems = [why for line in lines for why in line.problems]
    problems += _twice(lines)
    if problems:
        raise CannotUpdate(*problems)
    known = {
        (one.code, one.fiscal_year): one
        for one in FiscalStrength.objects.select_for_update()
    }
    update = StrengthUpdate()
    for line in lines:
        _apply(line, known, update, is_town=line.code in towns, by=by, at=at)
    return update


def _read(
    row: Mapping[Any, Any], number: int, register: set[str], newest: int
) -> _Line:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    line = _Line(number, read_code(cells["code"]) or "", source=cells["source"])
    year = _year(cells["year"])
    if line.code not in register:
        line.problems.append(
            reason("regions.unknown_code", line=number, found=cells["code"][:SHOWN])
        )
    if year is None:
        line.problems.append(
            reason("regions.wrong_year", line=number, found=cells["year"][:SHOWN])
        )
    elif year > newest:
        line.problems.append(
            reason("regions.year_to_come", line=number, fiscal_year=year)
        )
    try:
        line.thousandths = thousandths.parse_thousandths(cells["value"])
    except EngineError:
        line.problems.append(
            reason("regions.wrong_strength", line=number, found=cells["value"][:SHOWN])
        )
    if not 0 < len(line.source) <= LONGEST_SOURCE:
        line.problems.append(
            reason("regions.source_missing", line=number, most=LONGEST_SOURCE)
        )
    line.year = year or 0
    return line


def _year(text: str) -> int | None:
    try:
        return periods.parse_fiscal_year(text)
    except EngineError:
        return None


def _twice(lines: list[_Line]) -> Iterator[Reason]:
    seen: set[Key] = set()
    for line in lines:
        if line.year and (line.code, line.year) in seen:
            yield reason(
                "regions.strength_twice",
                line=line.number,
                found=line.code,
                fiscal_year=line.year,
            )
        seen.add((line.code, line.year))


def _apply(
    line: _Line,
    known: Mapping[Key, FiscalStrength],
    update: StrengthUpdate,
    *,
    is_town: bool,
    by: log.Actor | None,
    at: datetime,
) -> None:
    key = (line.code, line.year)
    said = {"thousandths": line.thousandths, "source": line.source}
    row = known.get(key)
    if row is None:
        place = {"municipality_id" if is_town else "prefecture_id": line.code}
        row = FiscalStrength.objects.create(
            fiscal_year=line.year, read_at=at, **place, **said
        )
        log.record(
            "fiscal_strength.added",
            row,
            by=by,
            at=at,
            code=line.code,
            fiscal_year=line.year,
            after=said,
        )
        update.added.append(key)
        return
    before = {name: getattr(row, name) for name in said}
    if before == said:
        update.unchanged.append(key)
        return
    row.thousandths, row.source, row.read_at = line.thousandths, line.source, at
    row.save(update_fields=["thousandths", "source", "read_at"])
    log.record("fiscal_strength.changed", row, by=by, at=at, before=before, after=said)
    update.changed.append(key)
