"""The dry run of an Excel sheet: what it changes key by key, what is wrong cell by cell."""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from chiiki.questionnaire import Item, Questionnaire, check
from chiiki.reasons import Reason, reason
from chiiki_web.answers.actions import DryRun, mark
from chiiki_web.answers.forms import layout
from chiiki_web.answers.forms.part import read_one, read_seen
from chiiki_web.answers.forms.unasked import unasked
from chiiki_web.answers.queries import saying
from chiiki_web.sheets import reading as sheets
from chiiki_web.sheets.cells import LANGUAGES, Finding, Place, Reader, Typed, finding
from chiiki_web.sheets.model import CannotRead, Sheet
from chiiki_web.surveys.models import Recipient

NOTHING = object()
SEARCHED = 60  # rows in which the titles are looked for


@dataclass(slots=True)
class Found:
    """What the cells of a sheet say, by the code of their line."""

    identity: dict[str, str]
    cells: dict[str, Typed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(
        self,
        place: Place,
        found: str,
        why: Reason | Callable[[], Reason],
        *,
        blocks: bool,
    ) -> None:
        self.findings.append(finding(place, found, why, blocks=blocks))


def examine(
    file: sheets.Source,
    name: str,
    recipient: Recipient,
    asked: Questionnaire,
    stored: Mapping[str, Any],
) -> DryRun:
    """Read a sheet for a recipient of whom the site has ``stored``.

    Raises CannotRead where the file cannot be read, or is of somebody else or of another
    version of the questionnaire.
    """
    book = sheets.read_workbook(file, name)
    identity = _identity(book)
    _refuse_others(identity, recipient)
    found = Found(identity)
    _read_cells(book, found)
    base = read_seen(identity.get("base", ""))
    values = _values(asked, found)
    found.findings += unasked(asked, values, stored, found.cells)
    touched = {
        key: value
        for key, value in values.items()
        if mark(value) != base.get(key, mark(None))
    }
    version = identity.get("version", "")
    return DryRun(
        name=name,
        sha256=_sha256(file),
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        findings=found.findings,
        values=touched,
        base={key: base.get(key, mark(None)) for key in touched},
    )


def _identity(book: Iterable[Sheet]) -> dict[str, str]:
    """What the hidden sheet says; a text that was too long for a cell is put together."""
    said: dict[str, str] = {}
    for sheet in book:
        if sheet.name == layout.IDENTITY:
            for row in sheet.rows:
                if len(row) > 1 and row[0] is not None and row[1] is not None:
                    name = str(row[0])
                    said[name] = said.get(name, "") + str(row[1])
    return said


def _refuse_others(identity: Mapping[str, str], recipient: Recipient) -> None:
    if identity.get("format") != layout.FORMAT:
        raise CannotRead(reason("answers.no_sheet"))
    if identity.get("survey") != recipient.survey.code:
        raise CannotRead(
            reason("answers.other_survey", found=identity.get("survey", ""))
        )
    if identity.get("recipient") != str(recipient.number):
        raise CannotRead(
            reason("answers.other_recipient", found=identity.get("name", ""))
        )
    if identity.get("questionnaire") != recipient.survey.questionnaire.digest:
        raise CannotRead(reason("answers.other_questionnaire"))


def _read_cells(book: Iterable[Sheet], found: Found) -> None:
    """Find the table by its hidden column of codes, wherever lines were moved to."""
    for sheet in book:
        where = _columns(sheet)
        if sheet.name == layout.IDENTITY or where is None:
            continue
        head, answer, code = where
        reader = Reader(sheet, found.findings)
        for row in range(head + 1, len(sheet.rows)):
            key = str(sheet.cell(row, code) or "").strip()
            title = str(sheet.cell(row, layout.ASKED) or "")
            if not key:
                continue
            place = Place(sheet.name, row, answer, title)
            typed = Typed(reader.text(place), place)
            if key in found.cells and typed.text != found.cells[key].text:
                why = reason("answers.line_twice", first=found.cells[key].place.address)
                found.note(place, typed.text, why, blocks=True)
                continue
            found.cells[key] = typed
        return
    raise CannotRead(reason("answers.no_sheet"))


def _columns(sheet: Sheet) -> tuple[int, int, int] | None:
    """(row of the titles, column to write in, column of the codes)."""
    for number, row in enumerate(sheet.rows[:SEARCHED]):
        titles = [str(one or "").strip() for one in row]
        for language in LANGUAGES:
            with translation.override(language):
                wanted = layout.titles()
            for code in (wanted[layout.CODE], layout.EARLIER_CODE):
                if code in titles and wanted[layout.ANSWER] in titles:
                    return (
                        number,
                        titles.index(wanted[layout.ANSWER]),
                        titles.index(code),
                    )
    return None


def _values(asked: Questionnaire, found: Found) -> dict[str, Any]:
    """Key → answer of every line that says something; None for one to take away."""
    values: dict[str, Any] = {}
    known = set()
    for item in asked.items:
        codes = [row.code for row in layout.rows_of(asked, item)]
        known.update(codes)
        cells = [found.cells[code] for code in codes if code in found.cells]
        value = _value(asked, item, cells, found)
        if value is not NOTHING:
            values[item.key] = value
    for code in found.cells.keys() - known:
        typed = found.cells[code]
        if typed.text:
            why = reason("answers.unknown_line")
            found.note(typed.place, typed.text, why, blocks=False)
    return {
        key: one for key, one in values.items() if _is_sound(asked, key, one, found)
    }


def _value(asked: Questionnaire, item: Item, cells: list[Typed], found: Found) -> Any:
    texts = [_plain(one.text) for one in cells]
    if any(text in _CLEAR for text in texts):
        return None
    if not any(texts):
        if cells and item.key in read_seen(found.identity.get("base", "")):
            found.note(cells[0].place, "", _keeps, blocks=False)
        return NOTHING
    if item.takes_many:
        return _ticked(asked, item, found)
    typed = cells[0]
    choices = _all_choices(asked, item)
    if not choices:
        return read_one(item, typed.text)
    code = choices.get(_plain(typed.text))
    if code is None:
        why = functools.partial(_not_in_list, asked, item)
        found.note(typed.place, typed.text, why, blocks=True)
        return NOTHING
    return code


def _keeps() -> Reason:
    return reason("answers.empty_keeps", sign=layout.clear_sign())


def _not_in_list(asked: Questionnaire, item: Item) -> Reason:
    listed = " / ".join(words for _code, words in saying.choices_of(asked, item))
    return reason("answers.not_in_list", choices=listed)


def _ticked(asked: Questionnaire, item: Item, found: Found) -> Any:
    chosen = []
    for row in layout.rows_of(asked, item):
        typed = found.cells.get(row.code)
        if typed is None or not typed.text:
            continue
        if _plain(typed.text) not in _TICKS:
            why = reason("answers.no_tick", tick=layout.TICK)
            found.note(typed.place, typed.text, why, blocks=True)
            return NOTHING
        chosen.append(row.choice)
    return chosen


def _is_sound(asked: Questionnaire, key: str, value: Any, found: Found) -> bool:
    """Hold one answer against the questionnaire; what is wrong is named by its cell."""
    wrong = check(asked, {key: value}, whole=False)
    for fault in wrong:
        codes = [row.code for row in layout.rows_of(asked, asked.by_key[key])]
        typed = next(
            found.cells[one]
            for one in codes
            if one in found.cells and found.cells[one].text
        )
        found.note(typed.place, typed.text, fault.reason, blocks=True)
    return not wrong


def _all_choices(asked: Questionnaire, item: Item) -> dict[str, str]:
    """Words in both languages, and codes, as people may have written them → code."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for code, words in saying.choices_of(asked, item):
                known |= {_plain(words): code, _plain(code): code}
    return known


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _sha256(file: sheets.Source) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


_CLEAR = {_plain(one) for one in layout.CLEAR_SIGNS}
_TICKS = {_plain(one) for one in layout.TICKS}
