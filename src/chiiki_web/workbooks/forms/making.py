"""Make a workbook of a plan, filled with what is known; or a list of its cost lines."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from django import forms
from django.utils import timezone, translation

from chiiki.periods import format_date
from chiiki_web.applications.models import Application
from chiiki_web.plans.forms import say
from chiiki_web.plans.forms.fields import MunicipalityField, YesNoField
from chiiki_web.plans.models import Plan
from chiiki_web.sheets.styles import PROTECTED, Styles
from chiiki_web.sheets.writing import csv_text
from chiiki_web.ui.fields import NumberField, YenField
from chiiki_web.workbooks.forms import guide, layout, values
from chiiki_web.workbooks.forms.costs_sheet import write_costs
from chiiki_web.workbooks.forms.questions import (
    answers_of,
    questions_of,
    version_of,
    write_questions,
)

LIST_COLUMN = 4  # in the hidden sheet, right of who the workbook is of
LONG_ROW, ROW = 96, 34


def make_workbook(
    plan: Plan, application: Application | None = None, *, at: datetime
) -> bytes:
    """The workbook of a plan: how to fill it in, the plan, its costs."""
    target, book = _open()
    styles = Styles(book)
    said = values.stored(plan, application)
    questions = questions_of(application)
    asked = [layout.QUESTIONS] if questions else []
    sheets = [
        book.add_worksheet(name)
        for name in (layout.GUIDE, layout.PLAN, layout.COSTS, *asked, layout.IDENTITY)
    ]
    guide.write_guide(sheets[0], styles, _about(plan, application, at))
    _write_plan(sheets[1], styles, plan)
    write_costs(sheets[2], styles, said)
    if questions:
        write_questions(sheets[3], styles, questions, answers_of(application))
    _write_identity(sheets[-1], plan, application, said)
    sheets[1].activate()
    book.close()
    return target.getvalue()


def make_cost_list(plan: Plan, *, as_csv: bool = False) -> bytes:
    """The cost lines alone, as a workbook or as CSV."""
    said = values.stored(plan)
    if as_csv:
        words = dict(layout.heads())
        rows = [
            (words[head], what, amount) for head, what, amount in said[values.COSTS]
        ]
        return csv_text([list(layout.COST_COLUMNS.values()), *rows]).encode()
    target, book = _open()
    sheet = book.add_worksheet(layout.COSTS)
    write_costs(sheet, Styles(book), said)
    _write_identity(book.add_worksheet(layout.IDENTITY), plan, None, said)
    book.close()
    return target.getvalue()


def _open() -> tuple[io.BytesIO, Any]:
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return target, xlsxwriter.Workbook(target, options)


def _about(
    plan: Plan, application: Application | None, at: datetime
) -> list[tuple[str, str]]:
    found = [
        ("計画 / Plan", plan.title),
        ("団体 / Organisation", plan.organisation.name_ja),
    ]
    if application is not None:
        found.append(("公募 / Call", application.call.name_ja))
    day = format_date(timezone.localtime(at).date(), "ja")
    return [*found, ("出力日 / Made on", f"{day}（第{plan.version}版）")]


def _write_plan(sheet: Any, styles: Styles, plan: Plan) -> None:
    """One row for each part, under the titles of the steps."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 58)
    sheet.set_column(2, 2, 42)
    sheet.set_column(3, 3, 34)
    sheet.write_string(0, 0, "計画の内容", styles.title)
    sheet.write_string(1, 0, guide.ANSWER_HERE, styles.note)
    titles = (layout.ITEM, layout.ANSWER, layout.HINT, layout.ENGLISH)
    for column, title in enumerate(titles):
        sheet.write_string(3, column, title, styles.head)
    row, step = 4, ""
    for part in layout.parts():
        if part.step.code != step:
            step = part.step.code
            title = layout.japanese(part.step.title)
            for column, text in enumerate((title, "", "", "")):
                sheet.write_string(row, column, text, styles.section)
            row += 1
        _write_part(sheet, styles, row, part, getattr(plan, part.name))
        row += 1
    sheet.freeze_panes(4, 1)
    sheet.protect("", PROTECTED)
    _print_on_a4(sheet, landscape=True)


def _write_part(
    sheet: Any, styles: Styles, row: int, part: layout.Part, value: Any
) -> None:
    is_long = isinstance(part.field.widget, forms.Textarea)
    sheet.set_row(row, LONG_ROW if is_long else ROW)
    sheet.write_string(row, 0, part.label, styles.label)
    sheet.write_string(row, 2, _hint(part), styles.note)
    sheet.write_string(row, 3, part.english, styles.note)
    if isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, 1, value, styles.number)
    else:
        sheet.write_string(row, 1, _shown(part, value), styles.answer)
    if part.choices:
        source = _list_range(part)
        sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})
    elif isinstance(part.field, YenField | NumberField):
        sheet.data_validation(row, 1, row, 1, guide.whole_number())


def _hint(part: layout.Part) -> str:
    if part.choices and not isinstance(part.field, forms.ModelChoiceField):
        listed = "、".join(words for _code, words in part.choices)
        return "\n".join(filter(None, [part.help, f"一覧から選ぶ：{listed}"]))
    return part.help


def _shown(part: layout.Part, value: Any) -> str:
    with translation.override("ja"):
        if isinstance(part.field, MunicipalityField):
            return str(part.field.prepare_value(value) or "")
        if isinstance(part.field, YesNoField) and value is None:
            return ""
        return say(part.field, value) if part.choices else values.plain(value or "")


def _list_range(part: layout.Part) -> str:
    chosen = [one for one in layout.parts() if one.choices]
    column = LIST_COLUMN + [one.name for one in chosen].index(part.name)
    letter = xlsxwriter.utility.xl_col_to_name(column)
    return f"={layout.IDENTITY}!${letter}$1:${letter}${len(part.choices)}"


def _write_identity(
    sheet: Any, plan: Plan, application: Application | None, said: dict[str, Any]
) -> None:
    """Who the workbook is of, what was given out, and the lists to choose from."""
    rows = {
        "format": layout.FORMAT,
        "plan": str(plan.pk),
        "title": plan.title,
        "version": str(plan.version),
    }
    if application is not None:
        rows |= {
            "application": str(application.pk),
            "scheme": application.call.scheme_digest,
            "answers_version": str(version_of(application)),
        }
    rows |= {f"base:{name}": values.digest(value) for name, value in said.items()}
    for row, (name, text) in enumerate(rows.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    chosen = [one for one in layout.parts() if one.choices]
    for column, part in enumerate(chosen, start=LIST_COLUMN):
        for row, (_code, words) in enumerate(part.choices):
            sheet.write_string(row, column, words)
    sheet.protect()
    sheet.very_hidden()


def _print_on_a4(sheet: Any, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
