"""A table of recipients is read line by line, looked at, and then taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.numbers import unused_key
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.sheets.model import Sheet
from chiiki_web.surveys.actions.cells import (
    HEADS,
    Register,
    cells_of,
    columns_in,
    read_line,
)
from chiiki_web.surveys.actions.framing import MOST_AT_ONCE, of_town, replace_frame
from chiiki_web.surveys.actions.held import (
    CannotChangeSurvey,
    hold,
    must_be_as_shown,
    must_be_in,
)
from chiiki_web.surveys.models import FrameTable, Recipient, Survey
from chiiki_web.surveys.queries.stamp import UNIT, stamp_of_frame

MOST_ROWS = 5_000
MOST_FAULTS = 200
BROUGHT = ("size_class", "stratum", "email")


@dataclass(slots=True)
class _Read:
    rows: list[dict[str, str]] = field(default_factory=list)
    faults: list[Reason] = field(default_factory=list)


@transaction.atomic
def keep_table(
    survey_id: int,
    sheet: Sheet,
    *,
    use: str,
    name: str,
    form_key: UUID,
    by: Membership,
    at: datetime,
) -> FrameTable:
    """Read a table and keep what it says, with what is wrong in which line.

    Nothing of the frame changes until it is taken over.
    """
    survey = hold(survey_id, by)
    known = survey.frame_tables.filter(form_key=form_key).first()
    if known:
        return known
    must_be_in(survey, Survey.State.DRAFT)
    found = _read(survey, sheet, use)
    return FrameTable.objects.create(
        form_key=unused_key(form_key, FrameTable.objects.all()),
        survey=survey,
        use=use,
        name=name[:200],
        rows=found.rows,
        faults=[
            [one.code, dict(one.values)]
            for one in sorted(found.faults, key=_line)[:MOST_FAULTS]
        ],
        read_by=by,
        read_at=at,
    )


@transaction.atomic
def take_table(
    table_id: int, *, shown: str | None = None, by: Membership, at: datetime
) -> bool:
    """Bring a table without faults into the frame; whether that changed anything.

    ``shown`` is the stamp of the frame that the dry run showed. Pressed twice, or with a
    frame that says the same already, it changes nothing: a sample stays drawn.
    """
    survey_id = FrameTable.objects.values_list("survey", flat=True).get(pk=table_id)
    survey = hold(survey_id, by, Survey.State.DRAFT)
    table = FrameTable.objects.select_for_update().get(pk=table_id)
    if table.taken_at is not None:
        return False
    must_be_as_shown(shown, stamp_of_frame(survey))
    if table.faults:
        raise CannotChangeSurvey(reason("surveys.table_has_faults"))
    had = _units(survey.recipients.all())
    if table.use == FrameTable.Use.REPLACE:
        rows = list(_recipients(survey, table.rows))
    else:
        if lost := list(_not_in_frame(survey, table.rows)):
            raise CannotChangeSurvey(*lost)
        rows = _with_what_it_brings(survey, table.rows)
    if is_new := _units(rows) != had:
        replace_frame(survey, rows, source=table.name, by=by, at=at)
    table.taken_at = at
    table.save(update_fields=["taken_at"])
    return is_new


def _units(rows: Iterable[Recipient]) -> list[list[object]]:
    return [[getattr(one, name) for name in UNIT] for one in rows]


def _read(survey: Survey, sheet: Sheet, use: str) -> _Read:
    found = _Read()
    columns, found.faults = columns_in(sheet.rows[0] if sheet.rows else ())
    if found.faults:
        return found
    if not {"code", "name", "number"} & set(columns.values()):
        found.faults.append(reason("surveys.column_missing", columns=HEADS["code"][0]))
        return found
    if len(sheet.rows) > MOST_ROWS + 1:
        found.faults.append(reason("surveys.too_many_rows", most=MOST_ROWS))
        return found
    register = _register()
    for line, row in enumerate(sheet.rows[1:], 2):
        cells = cells_of(row, columns)
        if any(cells.values()):
            said, faults = read_line(cells, line, register)
            found.rows.append(said | {"line": str(line)})
            found.faults += faults
    found.faults += _twice(found.rows)
    if use == FrameTable.Use.ADD_TO:
        found.faults += _not_in_frame(survey, found.rows)
    else:
        found.faults += _nameless(found.rows)
        found.faults += _named_twice(found.rows)
    if not found.rows:
        found.faults.append(reason("surveys.no_rows"))
    return found


def _register() -> Register:
    towns = Municipality.objects.filter(last_day=None).values_list("code", flat=True)
    prefectures: dict[str, tuple[str, str, str]] = {}
    for one in Prefecture.objects.all():
        said = (one.code, one.name_ja, one.name_en)
        for key in (one.code, one.code[:2], one.name_ja, one.name_en):
            prefectures.setdefault(key, said)
    return Register(frozenset(towns), prefectures)


def _twice(rows: Iterable[Mapping[str, str]]) -> Iterator[Reason]:
    listed = list(rows)
    for name in ("code", "number"):
        counts = Counter(one[name] for one in listed if one.get(name))
        for one in listed:
            if counts[one.get(name, "")] > 1:
                yield reason("surveys.line_twice", line=one["line"], found=one[name])


def _nameless(rows: Iterable[Mapping[str, str]]) -> Iterator[Reason]:
    for one in rows:
        if not one.get("code") and not one.get("name"):
            yield reason("surveys.line_without_name", line=one["line"])


def _named_twice(rows: Iterable[Mapping[str, str]]) -> Iterator[Reason]:
    """Two lines of one name in one prefecture, where no code tells them apart."""
    listed = [one for one in rows if one.get("name") and not one.get("code")]
    counts = Counter((one["name"], one.get("prefecture_code")) for one in listed)
    for one in listed:
        if counts[one["name"], one.get("prefecture_code")] > 1:
            yield reason("surveys.line_twice", line=one["line"], found=one["name"])


def _line(fault: Reason) -> int:
    """Where a fault stands; what is wrong with the whole table comes first."""
    return int(str(dict(fault.values).get("line", 0)))


def _not_in_frame(
    survey: Survey, rows: Iterable[Mapping[str, str]]
) -> Iterator[Reason]:
    codes = set(survey.recipients.values_list("municipality", flat=True))
    numbers = {str(one) for one in survey.recipients.values_list("number", flat=True)}
    for one in rows:
        if one.get("code", "") not in codes and one.get("number", "") not in numbers:
            said = one.get("code") or one.get("number") or one.get("name", "")
            yield reason("surveys.not_in_frame", line=one["line"], found=said)


def _recipients(
    survey: Survey, rows: Iterable[Mapping[str, str]]
) -> Iterator[Recipient]:
    listed = list(rows)
    codes = [one["code"] for one in listed if one.get("code")]
    towns: dict[str, Municipality] = {}
    for start in range(0, len(codes), MOST_AT_ONCE):
        some = Municipality.objects.select_related("prefecture")
        towns |= some.in_bulk(codes[start : start + MOST_AT_ONCE])
    for number, one in enumerate(listed, 1):
        town = towns.get(one.get("code", ""))
        row = (
            of_town(survey, number, town)
            if town
            else Recipient(survey=survey, number=number, name_ja=one.get("name", ""))
        )
        if town is None:
            row.name_en = one.get("name_en", "")
        for name in ("prefecture_code", "prefecture_ja", "prefecture_en"):
            if one.get(name):
                setattr(row, name, one[name])
        _bring(row, one)
        yield row


def _with_what_it_brings(
    survey: Survey, rows: Iterable[Mapping[str, str]]
) -> list[Recipient]:
    frame = list(survey.recipients.all())
    by_key: dict[str, Recipient] = {str(one.number): one for one in frame}
    by_key |= {one.municipality_id: one for one in frame if one.municipality_id}
    for one in rows:
        row = by_key.get(one.get("code", "")) or by_key[one.get("number", "")]
        _bring(row, one)
    for row in frame:
        row.pk = None
        row.drawn = not row.is_excluded
    return frame


def _bring(row: Recipient, said: Mapping[str, Any]) -> None:
    """What the table says; an empty cell says nothing. Without a stratum, the class."""
    had = row.size_class
    for name in BROUGHT:
        if said.get(name):
            setattr(row, name, said[name])
    if not said.get("stratum") and row.stratum in ("", had):
        row.stratum = row.size_class
