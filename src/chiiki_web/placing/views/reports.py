"""A run as a workbook, and as a page to be printed."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.shortcuts import render

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import queries
from chiiki_web.placing.models import Matching
from chiiki_web.placing.views import pages, shown
from chiiki_web.sheets.responses import XLSX, as_file
from chiiki_web.sheets.writing import write_book


@access.role(*pages.READERS)
def page(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything of a run on one page."""
    row = pages.matching_or_404(request, pk)
    context = {"row": row, "round": row.board.round, "report": _report(row)}
    return render(request, "placing/report.html", context)


@access.role(*pages.READERS)
def workbook(request: MemberRequest, pk: int) -> HttpResponse:
    """The same tables as Excel; no cell can start a formula."""
    row = pages.matching_or_404(request, pk)
    file = BytesIO()
    tables = [(one.name, one.heads, one.rows) for one in _report(row).tables]
    write_book(file, tables)
    name = f"派遣案_第{row.board.round.number}回_第{row.number}案.xlsx"
    return as_file(file.getvalue(), name, XLSX)


def _report(row: Matching) -> queries.Report:
    if row.state != Matching.State.DONE:
        raise Http404
    run = queries.read_run(row)
    return queries.report_of(run, shown.names_for((), (), (), run, ()))
