"""Requests in lists, and one request."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.dispatch.views import pages

PER_PAGE = 50


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
            "statuses": Request.Status.choices,
            "status": status,
        },
    )


@access.role("office", "auditor")
def desk(request: MemberRequest) -> HttpResponse:
    """Requests that wait for candidates, the oldest first."""
    rows = queries.visible_to(request.member).filter(status__in=queries.TO_PROPOSE)
    page = Paginator(rows.order_by("submitted_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "dispatch/desk.html",
        {"page": page, "rows": _rows(request, list(page))},
    )


@access.role("officer", "office", "adviser", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One request with the one next step of whoever looks at it."""
    return pages.show(request, pages.found_or_404(request, pk))


def _rows(
    request: MemberRequest, shown: list[Request]
) -> list[tuple[Request, Candidate | None]]:
    """Each request, for an adviser with their own answer to it."""
    if request.member.role != "adviser":
        return [(one, None) for one in shown]
    mine = queries.candidacies(shown, request.member)
    return [(one, mine.get(one.pk)) for one in shown]
