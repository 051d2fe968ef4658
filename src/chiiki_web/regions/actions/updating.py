"""The register is brought up to date: new codes, new names, mergers, codes that end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chiiki.reasons import Reason, reason
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.regions.actions.reading import Line, read_line
from chiiki_web.regions.models import Municipality, Prefecture

COLUMNS = {"code", "prefecture_code", "name", "kana", "kind"}


class CannotUpdate(Refusal):
    """The register stays as it was."""


@dataclass(slots=True)
class Update:
    """What an update did, by code; ``still_ended`` are ended codes that the file names
    without saying in a column ``last_day`` that they live again."""

    added: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    still_ended: list[str] = field(default_factory=list)


@transaction.atomic
def update_municipalities(
    rows: Iterable[Mapping[str, str]], *, by: log.Actor | None, at: datetime
) -> Update:
    """Bring the register up to date from rows in the shape of municipalities.csv.

    Optional columns ``last_day`` and ``successor`` end a code, as a merger does; an empty
    ``last_day`` takes the end back. No code is ever removed: one that the file does not
    name is listed as absent and kept. Refuses the whole file when a line is wrong, and
    names every such line.
    """
    listed = list(rows)
    if not listed or not COLUMNS.issubset(listed[0]):
        raise CannotUpdate(
            reason("regions.columns_missing", columns=", ".join(sorted(COLUMNS)))
        )
    known = Municipality.objects.select_for_update(of=("self",)).in_bulk()
    prefectures = set(Prefecture.objects.values_list("code", flat=True))
    lines = [
        read_line(row, number, prefectures) for number, row in enumerate(listed, 2)
    ]
    problems = [why for line in lines for why in line.problems]
    problems += _contradictions(lines, known)
    if problems:
        raise CannotUpdate(*problems)
    update = Update(absent=sorted(set(known) - {line.code for line in lines}))
    # A successor has to be there before the code that it follows.
    for line in sorted(lines, key=lambda one: bool(one.wanted.get("successor_id"))):
        _apply(line, known, update, by=by, at=at)
    return update


def _contradictions(
    lines: list[Line], known: Mapping[str, Municipality]
) -> Iterator[Reason]:
    """What is wrong between lines, and between the file and the register."""
    future = set(known) | {line.code for line in lines}
    after = {code: town.successor_id for code, town in known.items()}
    seen: set[str] = set()
    for line in lines:
        if line.code in seen:
            yield reason("regions.code_twice", line=line.number, found=line.code)
        seen.add(line.code)
        if "successor_id" in line.wanted:
            after[line.code] = line.wanted["successor_id"]
    for line in lines:
        successor = line.wanted.get("successor_id")
        if successor and successor not in future:
            yield reason("regions.unknown_successor", line=line.number, found=successor)
        elif successor and _comes_back(line.code, after):
            yield reason("regions.circle", line=line.number, found=line.code)


def _comes_back(code: str, after: Mapping[str, str | None]) -> bool:
    """Whether the successors of a code lead to a code that was passed already."""
    passed = {code}
    step = after.get(code)
    while step is not None:
        if step in passed:
            return True
        passed.add(step)
        step = after.get(step)
    return False


def _apply(
    line: Line,
    known: dict[str, Municipality],
    update: Update,
    *,
    by: log.Actor | None,
    at: datetime,
) -> None:
    town = known.get(line.code)
    if town is None:
        town = known[line.code] = Municipality.objects.create(
            code=line.code, **line.wanted
        )
        log.record("municipality.added", town, by=by, at=at, name=town.name_ja)
        update.added.append(town.code)
        return
    if town.last_day is not None and "last_day" not in line.wanted:
        update.still_ended.append(town.code)
    changed = [
        name for name, value in line.wanted.items() if getattr(town, name) != value
    ]
    if not changed:
        return
    before = {name: _plain(getattr(town, name)) for name in changed}
    for name in changed:
        setattr(town, name, line.wanted[name])
    town.save(update_fields=changed)
    event, told = _kind_of(town, changed, update)
    told.append(town.code)
    after = {name: _plain(line.wanted[name]) for name in changed}
    log.record(event, town, by=by, at=at, before=before, after=after)


def _kind_of(
    town: Municipality, changed: list[str], update: Update
) -> tuple[str, list[str]]:
    if "last_day" not in changed:
        return "municipality.changed", update.renamed
    if town.last_day is None:
        return "municipality.reopened", update.reopened
    return "municipality.ended", update.ended


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
