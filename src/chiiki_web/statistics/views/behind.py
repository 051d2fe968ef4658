"""The rows behind a number: the same cases from which it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch.models import Request
from chiiki_web.statistics import forms, queries
from chiiki_web.statistics.queries import Case
from chiiki_web.statistics.queries.cases import HALF
from chiiki_web.statistics.views import giving, tables
from chiiki_web.ui.formats import local

PER_PAGE = 100


@access.role("office", "auditor")
def rows(request: MemberRequest) -> HttpResponse:
    """Each request that was counted, with what the figures take from it."""
    form = forms.RowsForm(request.GET)
    found = queries.cases(form.chosen())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    fields, states = tables.field_names(), dict(Request.Status.choices)
    return render(
        request,
        "statistics/rows.html",
        {
            "form": form,
            "page": page,
            "count": len(found),
            "sums": queries.numbers(found),
            "rows": [
                (
                    one,
                    fields.get(one.field, one.field),
                    states.get(one.status, one.status),
                    one.half_days / HALF if one.is_placed else None,
                )
                for one in page
            ],
            "query": request.GET.urlencode(),
        },
    )


@access.role("office", "auditor")
def rows_csv(request: MemberRequest) -> HttpResponse:
    found = queries.cases(forms.RowsForm(request.GET).chosen())
    return giving.as_csv(_("Dispatch requests"), _heads(), _given(found))


@access.role("office", "auditor")
def rows_xlsx(request: MemberRequest) -> HttpResponse:
    found = queries.cases(forms.RowsForm(request.GET).chosen())
    return giving.as_xlsx(_("Dispatch requests"), _heads(), _given(found))


def _heads() -> list[str]:
    return [
        _("Number"),
        _("Fiscal year"),
        _("Kind"),
        _("Organisation"),
        _("Project"),
        _("Field"),
        _("Municipality"),
        _("State"),
        _("Received"),
        _("Days to the answer"),
        _("Days to the first visit"),
        _("Days of work"),
        _("Cost (yen)"),
        _("A year later"),
    ]


def _given(found: list[Case]) -> Iterator[list[object]]:
    kinds, states = dict(Request.Kind.choices), dict(Request.Status.choices)
    fields = tables.field_names()
    for one in found:
        yield [
            one.number,
            one.year,
            str(kinds.get(one.kind, one.kind)),
            local(one, "organisation"),
            one.project,
            fields.get(one.field, one.field),
            one.municipality,
            str(states.get(one.status, one.status)),
            one.submitted_on,
            one.days_to_answer,
            one.days_to_visit,
            one.half_days / HALF if one.is_placed else None,
            one.cost,
            one.survey,
        ]
