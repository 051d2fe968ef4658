"""Sheets of a survey as a town fills them in: given out, written into, sent back."""

from __future__ import annotations

import io
from uuid import uuid4

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.answers import actions
from chiiki_web.answers.forms import examining, layout
from chiiki_web.answers.forms.making import make_sheet
from chiiki_web.answers.models import Answer
from chiiki_web.surveys.queries import questionnaire_of
from web.answers import made
from web.make import NOW


def give(town):
    """The sheet as the town downloads it now."""
    answer = Answer.objects.filter(recipient=town).first()
    content = make_sheet(
        town,
        questionnaire_of(town.survey),
        answer.values if answer else {},
        version=answer.version if answer else 0,
        at=NOW,
    )
    return openpyxl.load_workbook(io.BytesIO(content))


def fill(book, **cells):
    """Write into the cells to answer, by the codes of their lines (``__`` for a dot)."""
    sheet = book.worksheets[1]
    wanted = {code.replace("__", "."): text for code, text in cells.items()}
    for row in sheet.iter_rows(min_row=layout.HEAD_ROW + 2):
        code = row[layout.CODE].value
        if code in wanted:
            row[layout.ANSWER].value = wanted.pop(code)
    assert not wanted
    return book


def as_file(book, name="answers.xlsx"):
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile(name, target.getvalue())


def examine(town, book):
    asked = questionnaire_of(town.survey)
    answer = Answer.objects.filter(recipient=town).first()
    stored = answer.values if answer else {}
    return examining.examine(as_file(book), "answers.xlsx", town, asked, stored)


def keep(town, book):
    return actions.keep_dry_run(
        town.pk, examine(town, book), form_key=uuid4(), by=made.LINK, at=NOW
    )


def take(town, upload, **kept):
    return actions.take_sheet(town.pk, upload.pk, kept=kept, by=made.LINK, at=NOW)


def said(found):
    return [(one["address"], one["ja"]) for one in found.findings if one["blocks"]]
