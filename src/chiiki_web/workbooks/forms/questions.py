"""The questions of a call's form as a sheet: given out, found again, read as answers."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki.rules import ExtraQuestion, QuestionType
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application
from chiiki_web.sheets.cells import (
    Finding,
    Place,
    Reader,
    Typed,
    as_reason,
    finding,
)
from chiiki_web.sheets.model import Sheet
from chiiki_web.sheets.styles import PROTECTED, Styles
from chiiki_web.workbooks.forms import guide, layout
from chiiki_web.workbooks.forms.reading import titles_of

QUESTION, CODE = "質問", "記号"
SEPARATORS = re.compile(r"[、,，;；\n]+")
FAULTY: Any = object()
HINTS = {
    QuestionType.NUMBER: "整数で記入",
    QuestionType.YEN: "円単位で記入（「120万円」も可）",
}
CHOOSE_ONE, CHOOSE_SOME = "一覧から選ぶ", "当てはまるものを「、」で区切って記入"
REQUIRED, REQUIRED_IN_CASE, OPTIONAL = "必須", "該当する場合は必須", "任意"
LINES_OF_LONG_TEXT = 96
SINGLE = (QuestionType.CHOICE, QuestionType.YES_NO)


def questions_of(application: Application | None) -> tuple[ExtraQuestion, ...]:
    """What the form of the call asks beside the plan."""
    form = queries.form_of(application) if application is not None else None
    return form.questions if form is not None else ()


def answers_of(application: Application | None) -> dict[str, list[str]]:
    """The answers as they stand, by the code of their question."""
    standing = queries.standing_of(application) if application is not None else None
    if standing is None:
        return {}
    return {one.code: standing.typed(one.code) for one in standing.form.questions}


def version_of(application: Application | None) -> int:
    standing = queries.standing_of(application) if application is not None else None
    return standing.version if standing is not None else 1


def choices_of(question: ExtraQuestion, language: str = "ja") -> list[tuple[str, str]]:
    """(code, words) of what can be chosen; empty for a question that is written."""
    if question.type is QuestionType.YES_NO:
        with translation.override(language):
            return [(queries.YES, _("Yes")), (queries.NO, _("No"))]
    return [(one.code, one.text(language)) for one in question.choices]


def write_questions(
    sheet: Any,
    styles: Styles,
    questions: tuple[ExtraQuestion, ...],
    answers: dict[str, list[str]],
) -> None:
    """One row for each question; its code stands in a hidden column."""
    for column, width in enumerate((44, 58, 40, 36)):
        sheet.set_column(column, column, width)
    sheet.set_column(4, 4, 12, None, {"hidden": True})
    sheet.write_string(0, 0, "公募からの質問", styles.title)
    sheet.write_string(1, 0, guide.ANSWER_QUESTIONS, styles.unwrapped)
    titles = (QUESTION, layout.ANSWER, layout.HINT, layout.ENGLISH, CODE)
    for column, title in enumerate(titles):
        sheet.write_string(3, column, title, styles.head)
    for row, one in enumerate(questions, start=4):
        is_long = one.type is QuestionType.LONG_TEXT
        sheet.set_row(row, LINES_OF_LONG_TEXT if is_long else None)
        sheet.write_string(row, 0, one.text("ja"), styles.label)
        sheet.write_string(row, 1, _shown(one, answers[one.code]), styles.answer)
        sheet.write_string(row, 2, _hint(one), styles.note)
        sheet.write_string(row, 3, one.text("en"), styles.note)
        sheet.write_string(row, 4, one.code, styles.note)
        words = [text for _code, text in choices_of(one)]
        if one.type in SINGLE and len(",".join(words)) < layout.LONGEST_LIST:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": words})
    sheet.freeze_panes(4, 1)
    sheet.protect("", PROTECTED)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def read_questions(
    sheet: Sheet, questions: tuple[ExtraQuestion, ...], findings: list[Finding]
) -> dict[str, list[str]]:
    """The answers that the sheet holds, by code; mistakes are added to the findings."""
    reader = Reader(sheet, findings)
    wanted = [layout.key(QUESTION), layout.key(layout.ANSWER)]
    titles = titles_of(reader, lambda keys: all(one in keys for one in wanted))
    if titles is None:
        why = reason("workbooks.no_table", columns=f"{QUESTION}, {layout.ANSWER}")
        findings.append(finding(Place(sheet.name), "", why, blocks=True))
        return {}
    head_row, columns = titles
    code_column = columns.get(layout.key(CODE), -1)
    by_code = {one.code: one for one in questions}
    by_words = {layout.plain(one.text("ja")): one for one in questions}
    found: dict[str, list[str]] = {}
    for row in range(head_row + 1, len(sheet.rows)):
        label = str(sheet.cell(row, columns[wanted[0]]) or "")
        code = str(sheet.cell(row, code_column) or "")
        question = by_code.get(code) or by_words.get(layout.plain(label))
        place = Place(sheet.name, row, columns[wanted[1]], label)
        if question is not None:
            answer = _clean(question, Typed(reader.text(place), place), findings)
            if answer is not FAULTY:
                found[question.code] = answer
        elif label and sheet.cell(row, place.column):
            why = reason("workbooks.unknown_row", title=label)
            shown = str(sheet.cell(row, place.column))
            findings.append(finding(place, shown, why, blocks=False))
    return found


def _clean(question: ExtraQuestion, typed: Typed, findings: list[Finding]) -> Any:
    """An answer as the page keeps it: texts, choices by their codes."""
    if not typed.text:
        return []
    answer, choices = [typed.text], choices_of(question)
    if choices:
        parts = [typed.text]
        if question.type is QuestionType.CHOICES:
            parts = [one for one in SEPARATORS.split(typed.text) if one.strip()]
        both = choices + choices_of(question, "en")
        codes = [layout.chosen(one, both) for one in parts]
        if None in codes:
            listed = "、".join(words for _code, words in choices)
            why = reason("workbooks.not_a_choice", choices=listed)
            findings.append(finding(typed.place, typed.text, why, blocks=True))
            return FAULTY
        answer = [one for one in codes if one is not None]
    why_not = _unreadable(question, answer)
    if why_not is not None:
        findings.append(finding(typed.place, typed.text, why_not, blocks=True))
        return FAULTY
    return answer


def _unreadable(question: ExtraQuestion, answer: list[str]) -> Reason | None:
    try:
        queries.read_answer(question, answer)
    except EngineError as fault:
        return as_reason(fault)
    except queries.Unreadable as fault:
        return fault.reason
    return None


def _shown(question: ExtraQuestion, answer: list[str]) -> str:
    words = dict(choices_of(question))
    return "、".join(words.get(one, one) for one in answer)


def _hint(question: ExtraQuestion) -> str:
    own = question.help_words.text("ja") if question.help_words else ""
    if choices := choices_of(question):
        listed = "、".join(words for _code, words in choices)
        how = f"{CHOOSE_ONE if question.type in SINGLE else CHOOSE_SOME}：{listed}"
    else:
        how = HINTS.get(question.type, "")
    if question.longest is not None and not how:
        how = f"{question.longest:,}字まで"
    return "\n".join(filter(None, [_need(question), own, how]))


def _need(question: ExtraQuestion) -> str:
    if not question.required:
        return OPTIONAL
    return REQUIRED_IN_CASE if question.when else REQUIRED
