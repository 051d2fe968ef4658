"""The filtered list as a table: choose columns, take it as Excel or CSV."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.desk import forms, queries
from chiiki_web.desk.queries import columns
from chiiki_web.sheets.responses import XLSX, as_file
from chiiki_web.sheets.responses import as_csv as stream_csv
from chiiki_web.sheets.writing import write_xlsx

NAME = "applications"
CHUNK = 500
Rows = Iterable[list[columns.Cell]]


@access.role("office", "auditor")
def export(request: MemberRequest) -> HttpResponse:
    """Choose the columns; the filters of the desk stay as they are."""
    form = forms.FilterForm(request.member, request.GET)
    now = timezone.now()
    return render(
        request,
        "desk/export.html",
        {
            "form": forms.ColumnsForm(),
            "kept": [
                (name, form.data[name]) for name in form.fields if form.data.get(name)
            ],
            "query": form.query(),
            "count": queries.find(request.member, form.chosen(), now).count(),
        },
    )


@access.role("office", "auditor")
def as_csv(request: MemberRequest) -> HttpResponseBase:
    """UTF-8 with its mark, row after row; no cell can start a formula."""
    listed, rows = _table(request)
    heads = [str(one.label) for one in listed]
    language = get_language() or "ja"
    return stream_csv(f"{NAME}.csv", heads, rows, language=language)


@access.role("office", "auditor")
def as_xlsx(request: MemberRequest) -> HttpResponseBase:
    """A workbook with typed cells: numbers are numbers, days are days, text is text."""
    listed, rows = _table(request)
    file = BytesIO()
    write_xlsx(file, _("Applications"), [str(one.label) for one in listed], rows)
    return as_file(file.getvalue(), f"{NAME}.xlsx", XLSX)


def _table(request: MemberRequest) -> tuple[list[columns.Column], Rows]:
    now = timezone.now()
    listed = columns.chosen(request.GET.getlist("columns"))
    chosen = forms.FilterForm(request.member, request.GET).chosen()
    found = queries.find(request.member, chosen, now)
    rows = columns.only_needed(found, listed).iterator(CHUNK)
    return listed, columns.rows(rows, listed, now)
