"""The dry run: every problem cell by cell, and what would change; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from chiiki.reasons import reason
from chiiki_web import wording
from chiiki_web.applications.models import Application
from chiiki_web.plans.forms import CostsFormSet, RequestForm
from chiiki_web.plans.models import Plan
from chiiki_web.sheets import reading as sheets
from chiiki_web.sheets.cells import (
    LANGUAGES,
    Finding,
    Place,
    Typed,
    as_found,
    finding,
)
from chiiki_web.sheets.model import Sheet
from chiiki_web.workbooks.actions import DryRun
from chiiki_web.workbooks.forms import layout, values
from chiiki_web.workbooks.forms.questions import (
    questions_of,
    read_questions,
    version_of,
)
from chiiki_web.workbooks.forms.reading import Found, read_file
from chiiki_web.workbooks.models import Upload

LONGEST_VERSION = 9  # digits
FAULTY = object()


def examine(
    file: sheets.Source,
    name: str,
    plan: Plan,
    application: Application | None = None,
    *,
    kind: str = Upload.Kind.PLAN,
) -> DryRun:
    """Read a file for a plan. Raises CannotRead where it cannot be read at all."""
    if name.lower().endswith(".csv"):
        book: tuple[Sheet, ...] = (sheets.read_table(file, name),)
    else:
        book = sheets.read_workbook(file, name)
    only_costs = kind == Upload.Kind.COSTS
    found = read_file(book, only_costs=only_costs)
    _check_identity(found, plan, application, required=not only_costs)
    typed = _clean_parts(found)
    if found.requested is not None:
        typed[values.REQUESTED] = _clean_requested(found)
    if found.lines is not None:
        typed[values.COSTS] = _clean_lines(found)
    asked = questions_of(application)
    if found.questions is not None and asked:
        answers = read_questions(found.questions, asked, found.findings)
        typed |= {f"{values.ANSWER}{code}": one for code, one in answers.items()}
    return _dry_run(found, typed, plan, application)


def _dry_run(
    found: Found,
    typed: Mapping[str, Any],
    plan: Plan,
    application: Application | None,
) -> DryRun:
    """Keep what the writer touched: it differs from what was given out, and from now."""
    now = values.stored(plan, application)
    touched = {
        name: value
        for name, value in typed.items()
        if value is not FAULTY
        and value != now[name]
        and values.digest(value) != found.identity.get(f"base:{name}")
    }
    return DryRun(
        version=_version(found, "version", plan.version),
        answers_version=_version(found, "answers_version", version_of(application)),
        findings=found.findings,
        values=touched,
        before={name: now[name] for name in touched},
    )


def _version(found: Found, name: str, now: int) -> int:
    """The version that was given out; where none is named, the one of now."""
    given = found.identity.get(name, "")
    is_number = given.isdecimal() and len(given) <= LONGEST_VERSION
    return int(given) if is_number else now


def _check_identity(
    found: Found, plan: Plan, application: Application | None, *, required: bool
) -> None:
    identity, place = found.identity, Place(layout.GUIDE)
    if not identity:
        if required:
            why = reason("workbooks.no_identity")
            found.findings.append(finding(place, "", why, blocks=True))
        return
    if identity.get("plan") != str(plan.pk):
        title = identity.get("title", "")
        why = reason("workbooks.other_plan", title=title)
        found.findings.append(finding(place, title, why, blocks=True))
    elif application and identity.get("scheme") not in (
        None,
        application.call.scheme_digest,
    ):
        why = reason("workbooks.other_rules")
        found.findings.append(finding(place, "", why, blocks=False))


def _clean_parts(found: Found) -> dict[str, Any]:
    return {
        one.name: _clean_part(one, found.parts[one.name], found.findings)
        for one in layout.parts()
        if one.name in found.parts
    }


def _clean_part(part: layout.Part, typed: Typed, findings: list[Finding]) -> Any:
    text, choices = typed.text, part.choices
    if not text and part.field.required:
        why = reason("workbooks.needed", title=part.label)
        findings.append(finding(typed.place, "", why, blocks=True))
        return FAULTY
    if text and choices:
        code = layout.chosen(text, choices + layout.in_english(part.field))
        if code is None:
            listed = "、".join(words for _code, words in choices)
            why = reason("workbooks.not_a_choice", choices=listed)
            findings.append(finding(typed.place, text, why, blocks=True))
            return FAULTY
        text = code
    return _clean(part.field, text, typed, findings)


def _clean(field: forms.Field, text: str, typed: Typed, findings: list[Finding]) -> Any:
    """Ask the field of the page; what it says against a text is kept in both languages."""
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            try:
                return values.plain(field.clean(text))
            except ValidationError as fault:
                between = "" if language == "ja" else " "
                said[language] = between.join([*fault.messages, *_example(fault)])
    findings.append(as_found(typed.place, typed.text, said, blocks=True))
    return FAULTY


def _example(fault: ValidationError) -> list[str]:
    """How a number is written, after words that only say what is wrong."""
    codes = {getattr(one, "code", "") for one in fault.error_list}
    if codes & {"number.not_a_whole_number", "money.not_whole_yen"}:
        return [wording.explain(reason("workbooks.whole_number"))]
    return []


def _clean_requested(found: Found) -> Any:
    assert found.requested is not None
    field = RequestForm.base_fields["requested"]
    return _clean(field, found.requested.text, found.requested, found.findings)


def _clean_lines(found: Found) -> Any:
    assert found.lines is not None
    if len(found.lines) > layout.MOST_LINES:
        place = found.lines[layout.MOST_LINES]["head"].place
        why = reason("workbooks.too_many_lines", limit=layout.MOST_LINES)
        found.findings.append(finding(place, "", why, blocks=True))
        return FAULTY
    lines = [_clean_line(line, found.findings) for line in found.lines]
    if any(FAULTY in line for line in lines):
        return FAULTY
    _compare_totals(found, lines)
    return lines


def _clean_line(line: Mapping[str, Typed], findings: list[Finding]) -> list[Any]:
    """Head, description and amount of a line; FAULTY where one of them cannot be taken."""
    fields = CostsFormSet.form().fields
    cleaned = [_head(line["head"], findings)]
    for name in ("description", "amount"):
        typed = line[name]
        if not typed.text:
            why = reason("workbooks.line_incomplete", title=typed.place.title)
            if not _is_said(typed.place, findings):
                findings.append(finding(typed.place, "", why, blocks=True))
            cleaned.append(FAULTY)
        else:
            cleaned.append(_clean(fields[name], typed.text, typed, findings))
    return cleaned


def _head(typed: Typed, findings: list[Finding]) -> Any:
    code = layout.chosen(typed.text, layout.heads()) if typed.text else None
    if code is not None:
        return code
    listed = "、".join(words for _code, words in layout.heads())
    why = reason("workbooks.not_a_choice", choices=listed)
    findings.append(finding(typed.place, typed.text, why, blocks=True))
    return FAULTY


def _is_said(place: Place, findings: list[Finding]) -> bool:
    """Whether this cell has its problem already, such as a formula without a result."""
    return any(
        one["blocks"] and (one["sheet"], one["address"]) == (place.sheet, place.address)
        for one in findings
    )


def _compare_totals(found: Found, lines: list[list[Any]]) -> None:
    for total in found.totals:
        own = sum(amount for head, _what, amount in lines if total.head in ("", head))
        if total.amount is not None and total.amount != own:
            shown = f"{float(total.amount):,.0f}"
            why = reason("workbooks.sum_differs", sum=own)
            found.findings.append(finding(total.place, shown, why, blocks=False))
