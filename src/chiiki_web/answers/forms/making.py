"""Make the Excel sheet of a recipient, filled with what they have answered so far."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.questionnaire import Kind, Questionnaire
from chiiki_web.answers.actions import mark
from chiiki_web.answers.forms import layout
from chiiki_web.answers.queries import saying
from chiiki_web.sheets.styles import PROTECTED, Styles
from chiiki_web.surveys.models import Recipient
from chiiki_web.ui import formats

WIDTHS = (18, 52, 46, 34, 12)
LONGEST_LIST = 250  # characters that a list of choices may have inside a cell
TALL = 60


def make_sheet(
    recipient: Recipient,
    questionnaire: Questionnaire,
    values: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
) -> bytes:
    """A guide, one long sheet to write in, and a hidden one that says whose it is."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(target, options)
    styles = Styles(book)
    guide, sheet, identity = (
        book.add_worksheet(name)
        for name in (layout.guide_name(), layout.sheet_name(), layout.IDENTITY)
    )
    _write_guide(guide, styles, recipient, at)
    _write_rows(sheet, styles, questionnaire, values)
    _write_identity(identity, recipient, questionnaire, values, version)
    sheet.activate()
    book.close()
    return target.getvalue()


def _write_guide(
    sheet: Any, styles: Styles, recipient: Recipient, at: datetime
) -> None:
    survey = recipient.survey
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, formats.local(survey, "title"), styles.title)
    about = (
        (_("Who answers"), formats.local(recipient, "name")),
        (pgettext("survey", "Closes"), formats.day_and_time(survey.closes_at)),
        (_("Made on"), formats.day_and_time(timezone.localtime(at))),
    )
    row = 2
    for label, text in about:
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_string(row, 1, text, styles.label)
        row += 1
    row += 1
    sheet.write_string(row, 0, _("How to fill it in"), styles.section)
    sheet.write_string(row, 1, "", styles.section)
    for number, text in enumerate(_guide(), start=1):
        row += 1
        sheet.write_string(row, 0, str(number), styles.note)
        sheet.write_string(row, 1, text, styles.text)
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTED)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _guide() -> list[str]:
    return [
        _(
            "Write into the tinted cells of the sheet “%(sheet)s”. All others are locked."
        )
        % {"sheet": layout.sheet_name()},
        _("Where there are choices, choose from the list. Tick with %(tick)s.")
        % {"tick": layout.TICK},
        _("An empty cell changes nothing: what was answered on the site stays."),
        _("To take an answer away, write %(sign)s.") % {"sign": layout.clear_sign()},
        _("Lines that do not apply (an effect of what does not run) may stay empty."),
        _(
            "Only what you changed since the download is taken over. Where somebody answered"
            " the same on the site meanwhile, you are shown both."
        ),
        _(
            "Save as .xlsx without a password and send it from the page of the survey. It is"
            " checked first; nothing changes until you confirm."
        ),
        _("After that, submit the answers on the page of the survey."),
    ]


def _write_rows(
    sheet: Any, styles: Styles, questionnaire: Questionnaire, values: Mapping[str, Any]
) -> None:
    for column, width in enumerate(WIDTHS):
        hidden = {"hidden": True} if column == layout.CODE else {}
        sheet.set_column(column, column, width, None, hidden)
    sheet.write_string(0, 0, layout.sheet_name(), styles.title)
    sheet.write_string(
        1,
        0,
        _("Write into the tinted cells. Empty cells change nothing."),
        styles.unwrapped,
    )
    for column, title in enumerate(layout.titles()):
        sheet.write_string(layout.HEAD_ROW, column, title, styles.head)
    for number, row in enumerate(layout.rows(questionnaire), layout.HEAD_ROW + 1):
        _write_row(sheet, styles, questionnaire, number, row, values)
    sheet.freeze_panes(layout.HEAD_ROW + 1, 2)
    sheet.protect("", PROTECTED)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(layout.HEAD_ROW)


def _write_row(
    sheet: Any,
    styles: Styles,
    questionnaire: Questionnaire,
    number: int,
    row: layout.Row,
    values: Mapping[str, Any],
) -> None:
    choices = saying.choices_of(questionnaire, row.item)
    sheet.write_string(number, layout.PART, saying.part_title(row.part), styles.label)
    sheet.write_string(number, layout.ASKED, row.title, styles.label)
    how = _how(questionnaire, row, [words for _code, words in choices])
    sheet.write_string(number, layout.HOW, how, styles.note)
    found = layout.cell_of(questionnaire, row, values.get(row.item.key))
    if isinstance(found, str):
        sheet.write_string(number, layout.ANSWER, found, styles.answer)
    else:
        sheet.write_number(number, layout.ANSWER, found, styles.number)
    sheet.write_string(number, layout.CODE, row.code, styles.note)
    if saying.is_text(row.item):
        sheet.set_row(number, TALL)
    listed = [layout.TICK] if row.choice else [words for _code, words in choices]
    listed += [layout.clear_sign()]
    if choices and len(",".join(listed)) < LONGEST_LIST:
        rule = {"validate": "list", "source": listed, "error_type": "information"}
        sheet.data_validation(number, layout.ANSWER, number, layout.ANSWER, rule)


def _how(questionnaire: Questionnaire, row: layout.Row, choices: list[str]) -> str:
    item = row.item
    lines = [saying.help_of(item), saying.condition_of(questionnaire, item)]
    if item.kind is Kind.EFFECT:
        lines.append(_("Only where it runs or you take part."))
    elif item.kind is Kind.EXPECTATION:
        lines.append(_("Only where nothing of this field runs."))
    if row.choice:
        lines.append(_("%(tick)s if it applies") % {"tick": layout.TICK})
    elif choices:
        lines.append(" / ".join(choices))
    elif unit := saying.unit_of(item):
        lines.append(_("Number, in %(unit)s") % {"unit": unit})
    return "\n".join(filter(None, lines))


def _write_identity(
    sheet: Any,
    recipient: Recipient,
    questionnaire: Questionnaire,
    values: Mapping[str, Any],
    version: int,
) -> None:
    """Whose sheet it is and what was given out; no link that would open the page."""
    base = json.dumps({key: mark(values[key]) for key in values})
    rows = [
        ("format", layout.FORMAT),
        ("survey", recipient.survey.code),
        ("recipient", str(recipient.number)),
        ("name", recipient.name_ja),
        ("questionnaire", recipient.survey.questionnaire.digest),
        ("version", str(version)),
        *(
            ("base", base[start : start + layout.LONGEST_CELL])
            for start in range(0, len(base), layout.LONGEST_CELL)
        ),
    ]
    for row, (name, text) in enumerate(rows):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.protect()
    sheet.very_hidden()
