"""Requests in lists, and one request."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import forms, queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.dispatch.views import pages
from chiiki_web.sheets.responses import as_csv

PER_PAGE = 50
CSV = "派遣依頼一覧.csv"
HEADS = [
    *("受付番号", "種別", "依頼した団体", "派遣先", "案件", "分野", "回", "状態"),
    *("受付日時", "待ち日数", "現地（日）", "オンライン（時間）", "人数"),
]


@access.role("officer", "office", "adviser", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Requests that concern me, the newest first; ``?status=`` keeps one state."""
    rows = queries.visible_to(request.member)
    status = request.GET.get("status", "")
    if status in Request.Status.values:
        rows = rows.filter(status=status)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "dispatch/list.html",
        {
            "page": page,
            "rows": _rows(request, list(page)),
            "silent": _silent(request, list(page)),
            "statuses": Request.Status.choices,
            "status": status,
            "drafts": queries.unsent(request.member),
            "over": [] if status else list(queries.askings_over(request.member)),
        },
    )


@access.role("office", "auditor")
def desk(request: MemberRequest) -> HttpResponse:
    """The requests of the office with their filters, the oldest first."""
    now = timezone.now()
    form, rows = _filtered(request, now)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    return render(
        request,
        "dispatch/desk.html",
        {
            "form": form,
            "page": page,
            "query": _query(request),
            "rows": [(one, None, queries.days_waiting(one, now)) for one in shown],
            "silent": _silent(request, shown),
        },
    )


@access.role("office", "auditor")
def export(request: MemberRequest) -> StreamingHttpResponse:
    """The same list as CSV, in Japanese whatever the page speaks."""
    now = timezone.now()
    _form, rows = _filtered(request, now)
    lines = (_line(one, now) for one in rows.iterator(500))
    return as_csv(CSV, HEADS, lines, language="ja")


@access.role("officer", "office", "adviser", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One request with the one next step of whoever looks at it."""
    return pages.show_or_over(request, pk)


def _rows(
    request: MemberRequest, shown: list[Request]
) -> list[tuple[Request, Candidate | None, int | None]]:
    """Each request, for an adviser with their own answer to it, and how long it waits."""
    now = timezone.now()
    mine = (
        queries.candidacies(shown, request.member)
        if request.member.role == "adviser"
        else {}
    )
    return [(one, mine.get(one.pk), queries.days_waiting(one, now)) for one in shown]


def _silent(request: MemberRequest, shown: list[Request]) -> set[int]:
    """Those of the office that hang on an answer that stays out."""
    if request.member.role != "office":
        return set()
    rows = queries.silent_requests().filter(pk__in=[one.pk for one in shown])
    return set(rows.values_list("pk", flat=True))


def _filtered(
    request: MemberRequest, now: datetime
) -> tuple[forms.FilterForm, QuerySet[Request]]:
    """Without a choice: what waits for candidates."""
    form = forms.FilterForm(
        queries.rounds_with_requests(), request.GET if request.GET else None
    )
    rows = queries.visible_to(request.member).order_by("submitted_at", "pk")
    if not form.is_bound:
        return form, rows.filter(status__in=queries.TO_PROPOSE)
    if not form.is_valid():
        return form, rows.none()
    chosen = form.cleaned_data
    return form, queries.filtered(
        rows,
        status=chosen["status"],
        round_id=int(chosen["round"]) if chosen["round"] else None,
        waits_days=int(chosen["waits"]) if chosen["waits"] else None,
        silent=chosen["silent"],
        late=chosen["late"],
        at=now,
    )


def _query(request: MemberRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _line(one: Request, now: datetime) -> list[str]:
    waiting = queries.days_waiting(one, now)
    return [
        one.number,
        str(one.get_kind_display()),
        one.organisation.name_ja,
        f"{one.municipality.prefecture.name_ja}{one.municipality.name_ja}",
        one.project,
        one.field.name_ja,
        str(one.round.number) if one.round else "",
        str(one.get_status_display()),
        f"{timezone.localtime(one.submitted_at):%Y-%m-%d %H:%M}",
        "" if waiting is None else str(waiting),
        str(one.days),
        str(one.hours),
        str(one.team_size),
    ]
