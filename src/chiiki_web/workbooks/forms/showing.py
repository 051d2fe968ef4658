"""What a dry run found and would change, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki.money import format_yen
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application
from chiiki_web.plans.forms import RequestForm, say
from chiiki_web.plans.models import CostLine
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field
from chiiki_web.workbooks.forms import layout
from chiiki_web.workbooks.forms.questions import questions_of
from chiiki_web.workbooks.forms.values import ANSWER, COSTS, REQUESTED
from chiiki_web.workbooks.models import Upload


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as the page shows it."""

    address: str
    title: str
    found: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found on one sheet."""

    sheet: str
    rows: list[Said]


@dataclass(frozen=True, slots=True)
class Line:
    """A cost line that is new, or that is no longer there."""

    is_new: bool
    head: str
    description: str
    amount: int


@dataclass(frozen=True, slots=True)
class Change:
    """One part: what stands there, and what would stand there."""

    label: str
    old: str
    new: str
    lines: list[Line]
    is_answer: bool = False


def groups(upload: Upload, *, blocks: bool) -> list[Group]:
    """What must be corrected (``blocks``), or what is only to be known, by sheet."""
    language = "en" if get_language() == "en" else "ja"
    found: dict[str, list[Said]] = {}
    for one in upload.findings:
        if one["blocks"] == blocks:
            said = Said(one["address"], one["title"], one["found"], one[language])
            found.setdefault(one["sheet"], []).append(said)
    return [Group(sheet, rows) for sheet, rows in found.items()]


def changes(
    new: Mapping[str, Any],
    old: Mapping[str, Any],
    application: Application | None = None,
) -> list[Change]:
    """Each part that differs, in the order of the workbook."""
    fields = {one.name: one.field for one in layout.parts()}
    fields[REQUESTED] = RequestForm.base_fields["requested"]
    found = [
        Change(
            str(field.label),
            _said(name, field, old.get(name)),
            _said(name, field, new[name]),
            [],
        )
        for name, field in fields.items()
        if name in new and new[name] != old.get(name)
    ]
    found += _answers(new, old, application)
    if COSTS in new and new[COSTS] != old.get(COSTS):
        before, after = old.get(COSTS) or [], new[COSTS]
        found.append(
            Change(_("Cost lines"), _sum(before), _sum(after), _lines(before, after))
        )
    return found


def _answers(
    new: Mapping[str, Any], old: Mapping[str, Any], application: Application | None
) -> list[Change]:
    """Answers to the questions of the call; one that is no longer asked is left out."""
    language = "en" if get_language() == "en" else "ja"
    found = []
    for question in questions_of(application):
        name = f"{ANSWER}{question.code}"
        if name in new and new[name] != old.get(name):
            asked = queries.question_described(question)
            before, after = (
                queries.say_answer(asked, typed, language)
                for typed in (old.get(name) or [], new[name])
            )
            found.append(
                Change(question.text(language), before, after, [], is_answer=True)
            )
    return found


def _said(name: str, field: forms.Field, value: Any) -> str:
    if name == "municipality" and value:
        value = Municipality.objects.select_related("prefecture").get(pk=value)
    elif name == "field" and value:
        value = Field.objects.get(pk=value)
    return say(field, value)


def _sum(lines: list[list[Any]]) -> str:
    total = format_yen(sum(one[2] for one in lines), get_language() or "ja")
    return _("%(count)s lines, %(total)s together") % {
        "count": len(lines),
        "total": total,
    }


def _lines(before: list[list[Any]], after: list[list[Any]]) -> list[Line]:
    """Lines that went away, then lines that came; a changed line is both."""
    old, new = (Counter(map(tuple, lines)) for lines in (before, after))
    words = dict(CostLine.Head.choices)
    return [
        Line(is_new, str(words.get(head, head)), what, amount)
        for is_new, counted in ((False, old - new), (True, new - old))
        for head, what, amount in counted.elements()
    ]
