"""How a workbook is laid out: its sheets, its columns, its parts, and who it is of.

Workbooks are in Japanese, whatever the reader's language: they are passed on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation

from chiiki_web.plans.forms import STEPS, Step
from chiiki_web.plans.models import CostLine

GUIDE, PLAN, COSTS, QUESTIONS, IDENTITY = "記入要領", "計画", "経費", "質問", "_chiiki"
FORMAT = "chiiki-workbook-1"
ITEM, ANSWER, HINT, ENGLISH = "項目", "記入欄", "書き方", "Item"
HEAD, DESCRIPTION, AMOUNT = "経費区分", "内容", "金額（円）"
REQUESTED, TOTAL, SUBTOTAL = "申請額（円）", "合計", "計"
COST_COLUMNS = {"head": HEAD, "description": DESCRIPTION, "amount": AMOUNT}
ALIASES = {
    "head": ("経費区分", "区分", "費目", "head", "costhead"),
    "description": ("内容", "用途", "摘要", "whatfor", "description"),
    "amount": ("金額", "amount", "amountyen"),
}
TOTALS = ("合計", "計", "総計", "total", "sum")
REQUESTED_NAMES = ("申請額", "amounttoapplyfor")
MOST_LINES = 200
LONGEST_LIST = 250  # characters that a list of choices may have inside a cell
ELSEWHERE = {"recommended_by"}  # recommendations are asked for on a page of their own
IN_BRACKETS = re.compile(r"\(.*?\)")
UNITS = ("千円", "万円", "百万円")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the sheet of the plan: a part of a step."""

    step: Step
    name: str
    field: forms.Field

    @property
    def label(self) -> str:
        """The words in column A: Japanese."""
        with translation.override("ja"):
            return str(self.field.label)

    @property
    def english(self) -> str:
        with translation.override("en"):
            return str(self.field.label)

    @property
    def help(self) -> str:
        with translation.override("ja"):
            return str(self.field.help_text)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, Japanese words) of a part that is chosen; empty for a text."""
        with translation.override("ja"):
            return _choices(self.field)


def parts() -> Iterator[Part]:
    """Every part of a plan that its steps ask, in their order."""
    for step in STEPS:
        if step.form is not None:
            for name, field in step.form.base_fields.items():
                if name not in ELSEWHERE:
                    yield Part(step, name, field)


def japanese(words: object) -> str:
    """Say lazy words in Japanese."""
    with translation.override("ja"):
        return str(words)


def part(name: str) -> Part:
    return next(one for one in parts() if one.name == name)


def heads() -> list[tuple[str, str]]:
    """(code, Japanese words) of the heads of costs."""
    with translation.override("ja"):
        return [(code, str(words)) for code, words in CostLine.Head.choices]


def key(text: str) -> str:
    """Compare titles as people see them: no width, no spaces, nothing in brackets.

    >>> key("金 額（円）") == key("金額") == "金額"
    True
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(IN_BRACKETS.sub("", plain).split()).casefold()


def plain(text: str) -> str:
    """A text without width, spaces and case.

    >>> plain("Ａ 社（東）")
    'a社(東)'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def unit_of(title: str) -> str:
    """The unit that a title names: 千円 in 金額（千円）; empty for plain yen.

    >>> unit_of("金額（千円）"), unit_of("金額（円）")
    ('千円', '')
    """
    plain = "".join(unicodedata.normalize("NFKC", title).split())
    return next((unit for unit in reversed(UNITS) if f"({unit})" in plain), "")


def chosen(text: str, choices: list[tuple[str, str]]) -> str | None:
    """The code of a choice by its words or its code, however spaced; None for none."""
    wanted = plain(text)
    for code, words in choices:
        if wanted in (plain(code), plain(words)):
            return code
    return None


def in_english(field: forms.Field) -> list[tuple[str, str]]:
    with translation.override("en"):
        return _choices(field)


def _choices(field: forms.Field) -> list[tuple[str, str]]:
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.all() if field.queryset is not None else []
        return [(str(row.pk), field.label_from_instance(row)) for row in rows]
    if isinstance(field, forms.ChoiceField):
        pairs: Any = field.choices
        return [(str(code), str(words)) for code, words in pairs if words != "—"]
    return []
