"""Everything that can happen to the register of prefectures and municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from chiiki import codes, periods, reference, romaji
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.regions.models import Municipality, Prefecture

COLUMNS = {"code", "prefecture_code", "name", "kana", "kind"}


class CannotUpdate(Refusal):
    """The register stays as it was."""


@dataclass(slots=True)
class Update:
    """What an update did, by code."""

    added: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@transaction.atomic
def load_reference() -> None:
    """Put the packaged prefectures and municipalities into the database, once.

    Rows that are there already stay as they are: later changes come by update.
    """
    Prefecture.objects.bulk_create(
        [
            Prefecture(
                code=one.code,
                name_ja=one.name,
                name_en=one.name_en,
                kana=one.kana,
                iso=one.iso3166_2,
                region=one.region,
            )
            for one in reference.load_prefectures()
        ],
        ignore_conflicts=True,
    )
    Municipality.objects.bulk_create(
        [
            Municipality(
                code=one.code,
                prefecture_id=one.prefecture_code,
                name_ja=one.name,
                name_en=romaji.place_name(one.kana, one.kind),
                kana=one.kana,
                kind=one.kind,
                latitude=one.latitude,
                longitude=one.longitude,
            )
            for one in reference.load_municipalities()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


@transaction.atomic
def update_municipalities(
    rows: Iterable[Mapping[str, str]], *, by: log.Actor | None, at: datetime
) -> Update:
    """Bring the register up to date from rows in the shape of municipalities.csv.

    Optional columns ``last_day`` and ``successor`` end a code, as a merger does. No code
    is ever removed: one that the file does not name is listed as absent and kept.
    Refuses the whole file when a line is wrong, and names every such line.
    """
    known = Municipality.objects.in_bulk()
    listed = [dict(row) for row in rows]
    problems = list(_problems(listed, set(known)))
    if problems:
        raise CannotUpdate(*problems)
    update = Update(absent=sorted(set(known) - {row["code"] for row in listed}))
    for row in sorted(listed, key=lambda row: bool(row.get("successor"))):
        _apply(row, known, update, by=by, at=at)
    return update


def _problems(rows: list[dict[str, str]], known: set[str]) -> Iterable[Reason]:
    if not rows or not COLUMNS.issubset(rows[0]):
        yield reason("regions.columns_missing", columns=", ".join(sorted(COLUMNS)))
        return
    prefectures = set(Prefecture.objects.values_list("code", flat=True))
    seen: set[str] = set()
    future = known | {row["code"] for row in rows}
    for line, row in enumerate(rows, start=2):
        where = {"line": line, "found": row["code"]}
        try:
            codes.parse_municipality_code(row["code"])
        except EngineError:
            yield reason("regions.wrong_code", **where)
        if row["code"] in seen:
            yield reason("regions.code_twice", **where)
        seen.add(row["code"])
        yield from _problems_of(row, prefectures, future, line)


def _problems_of(
    row: dict[str, str], prefectures: set[str], future: set[str], line: int
) -> Iterable[Reason]:
    if row["prefecture_code"] not in prefectures:
        yield reason(
            "regions.unknown_prefecture", line=line, found=row["prefecture_code"]
        )
    if row["kind"] not in Municipality.Kind.values:
        yield reason("regions.unknown_kind", line=line, found=row["kind"])
    if not row["name"].strip():
        yield reason("regions.name_missing", line=line, found=row["code"])
    successor, last_day = row.get("successor", ""), row.get("last_day", "")
    if successor and successor not in future:
        yield reason("regions.unknown_successor", line=line, found=successor)
    if successor and not last_day:
        yield reason("regions.last_day_missing", line=line, found=row["code"])
    if last_day:
        try:
            periods.parse_date(last_day)
        except EngineError:
            yield reason("regions.wrong_last_day", line=line, found=last_day)


def _apply(
    row: dict[str, str],
    known: dict[str, Municipality],
    update: Update,
    *,
    by: log.Actor | None,
    at: datetime,
) -> None:
    wanted = _wanted(row)
    town = known.get(row["code"])
    if town is None:
        town = known[row["code"]] = Municipality.objects.create(
            code=row["code"], **wanted
        )
        log.record("municipality.added", town, by=by, at=at, name=town.name_ja)
        update.added.append(town.code)
        return
    changed = [name for name, value in wanted.items() if getattr(town, name) != value]
    if not changed:
        return
    before = {name: _plain(getattr(town, name)) for name in changed}
    for name in changed:
        setattr(town, name, wanted[name])
    town.save(update_fields=changed)
    ended = "last_day" in changed and town.last_day is not None
    (update.ended if ended else update.renamed).append(town.code)
    event = "municipality.ended" if ended else "municipality.changed"
    after = {name: _plain(wanted[name]) for name in changed}
    log.record(event, town, by=by, at=at, before=before, after=after)


def _wanted(row: dict[str, str]) -> dict[str, object]:
    wanted: dict[str, object] = {
        "prefecture_id": row["prefecture_code"],
        "name_ja": row["name"],
        "kana": row["kana"],
        "name_en": romaji.place_name(row["kana"], row["kind"]),
        "kind": row["kind"],
    }
    for name in ("latitude", "longitude"):
        if row.get(name):
            wanted[name] = float(row[name])
    if row.get("last_day"):
        wanted["last_day"] = periods.parse_date(row["last_day"])
        wanted["successor_id"] = row.get("successor") or None
    return wanted


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
