"""Pages over everything: the first page, my page, figures, histories."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from chiiki import reference
from chiiki_web import access, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.audit import queries as audit
from chiiki_web.custody import queries as custody
from chiiki_web.dashboards import forms
from chiiki_web.dashboards.queries import cases as case_queries
from chiiki_web.dashboards.queries import figures as figure_queries
from chiiki_web.dashboards.queries import home as home_queries
from chiiki_web.dashboards.queries.tasks import URGENT, Task, tasks_for
from chiiki_web.indices import queries as indices
from chiiki_web.outbox import queries as outbox
from chiiki_web.schemes import queries as schemes
from chiiki_web.sheets.writing import csv_text
from chiiki_web.ui.charts import table

NEWEST = 5


@access.public
def home(request: HttpRequest) -> HttpResponse:
    """Start from a problem: choose a place and a field, and see what could help."""
    now = timezone.now()
    form = forms.ProblemForm(
        get_language() or "ja", timezone.localdate(now), request.GET or None
    )
    start = None
    if form.is_valid() and form.cleaned_data["municipality"]:
        chosen = form.cleaned_data
        start = home_queries.start(chosen["municipality"], chosen["field"], now)
    return render(
        request,
        "dashboards/home.html",
        {
            "form": form,
            "start": start,
            "open_calls": schemes.open_calls(now)[:NEWEST],
            "record": reference.load_audit(),
        },
    )


@access.public
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this site, how it treats data, how accessible it is."""
    return render(request, "dashboards/about.html")


@access.signed_in
def my(request: MemberRequest) -> HttpResponse:
    """What waits for me, and what I was told."""
    return render(
        request,
        "dashboards/my.html",
        {
            **_pressing_first(tasks_for(request.member, timezone.now())),
            "messages_new": outbox.messages_for(request.member.user)[:NEWEST],
            "check": custody.last_check()
            if access.is_open_to(request.member, "custody:files")
            else None,
            "keeps_indices": indices.may_keep(request.member),
            "panel": f"dashboards/my/{request.member.role}.html",
        },
    )


def _pressing_first(tasks: list[Task]) -> dict[str, list[Task]]:
    """What is pressing stands out; the rest is listed below, or stands out alone."""
    urgent = [one for one in tasks if one.tone == URGENT]
    return {
        "first": urgent or tasks,
        "later": [one for one in tasks if one.tone != URGENT] if urgent else [],
    }


@access.public
def figures(request: HttpRequest) -> HttpResponse:
    """The published figures as charts, and the same from this system's own data."""
    now = timezone.now()
    return render(
        request,
        "dashboards/figures.html",
        {
            "published": figure_queries.published_charts(),
            "own": figure_queries.own_charts(now),
            "map": figure_queries.map_of_services(),
        },
    )


@access.public
def figure_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The table of one chart, for a spreadsheet."""
    found = figure_queries.published_charts() | figure_queries.own_charts(
        timezone.now()
    )
    if code not in found:
        raise Http404
    rows = table(found[code])
    response = HttpResponse(
        csv_text([rows.heads, *rows.rows]), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return response


@access.role("auditor", "administrator")
def cases(request: MemberRequest) -> HttpResponse:
    """Every case with its first and last event."""
    text = request.GET.get("q", "").strip()
    page = case_queries.page_of_cases(request.GET.get("page"), text)
    return render(request, "dashboards/cases.html", {"page": page, "q": text})


@access.role("auditor", "administrator")
def case(request: MemberRequest, case: str) -> HttpResponse:
    """The history of one case, from the first draft to the last report."""
    title = case_queries.titles_of([case]).get(case)
    may_read = title is not None and access.is_open_to(
        request.member, "plans:earlier", title.pk, "problem"
    )
    steps = case_queries.history(case, with_texts=may_read)
    if not steps:
        raise Http404
    return render(
        request,
        "dashboards/case.html",
        {
            "case": case,
            "steps": steps,
            "title": title,
            "may_open": title is not None
            and access.is_open_to(request.member, title.url_name, title.pk),
        },
    )


@access.role("auditor", "administrator")
def events(request: MemberRequest) -> HttpResponse:
    """Everything that happened, and where the chain of hashes stands."""
    name = request.GET.get("name", "").strip()
    return render(
        request,
        "dashboards/events.html",
        {
            "page": case_queries.page_of_events(request.GET.get("page"), name),
            "name": name,
            "kinds": sorted(
                ((code, str(label)) for code, label in wording.EVENTS.items()),
                key=lambda one: one[1],
            ),
            "head": audit.head(),
            "waiting": audit.unsealed().count(),
        },
    )
