"""Workbooks as somebody fills them in: given out by the site, changed, sent again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.workbooks import forms
from chiiki_web.workbooks.actions import DryRun
from web.make import NOW

FIRST_LINE = 13  # the row of the first cost line, as a spreadsheet counts
Change = Callable[[Any], None]


def now(plan: Plan) -> Plan:
    """The plan with its parts, as it stands."""
    return plans.with_parts(Plan.objects.all()).get(pk=plan.pk)


def given(plan: Plan, application: Any = None) -> bytes:
    return forms.make_workbook(now(plan), application, at=NOW)


def changed(content: bytes, change: Change) -> bytes:
    """The same workbook after somebody worked on it in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def answers(**texts: Any) -> Change:
    """Write beside the labels of these parts, wherever their rows are."""

    def change(book: Any) -> None:
        for name, text in texts.items():
            row_of(book["計画"], name)[1].value = text

    return change


def row_of(sheet: Any, name: str) -> Any:
    label = next(one.label for one in forms.layout.parts() if one.name == name)
    return next(row for row in sheet.iter_rows() if row[0].value == label)


def lines(*rows: tuple[Any, ...]) -> Change:
    """Write these cost lines over the first ones; ``...`` leaves a cell as it is."""

    def change(book: Any) -> None:
        sheet = book["経費"]
        for number, row in enumerate(rows):
            for column, value in enumerate(row, start=1):
                if value is not ...:
                    sheet.cell(FIRST_LINE + number, column).value = value

    return change


def together(*every: Change) -> Change:
    def change(book: Any) -> None:
        for one in every:
            one(book)

    return change


def dry_run(plan: Plan, content: bytes, **how: Any) -> DryRun:
    return forms.examine(io.BytesIO(content), "計画.xlsx", now(plan), **how)


def table(plan: Plan, text: str | bytes) -> DryRun:
    content = text.encode() if isinstance(text, str) else text
    return forms.examine(io.BytesIO(content), "経費.csv", now(plan), kind="costs")


def own_table(plan: Plan, rows: list[list[Any]]) -> DryRun:
    """A list of costs in a workbook of somebody's own."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return dry_run(plan, target.getvalue(), kind="costs")


def problems(found: DryRun) -> list[tuple[str, str]]:
    """(address, what was found) of everything that must be corrected."""
    return [(one["address"], one["found"]) for one in found.findings if one["blocks"]]


def said(found: DryRun, language: str = "en") -> Iterator[str]:
    return (str(one[language]) for one in found.findings)


def paper(content: bytes, name: str = "計画.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
