"""Services in a list with the state of their use; lifelines by region on a board."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans.models import LIFELINES
from chiiki_web.services import queries
from chiiki_web.services.models import Service

PER_PAGE = 50
WARNED = "warned"


@access.role("officer", "office", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Services with the state of their use; ``?state=`` or ``?only=`` keeps some."""
    rows, only = queries.visible_to(request.member), request.GET.get("only")
    if only == WARNED:
        rows = rows.filter(pk__in=queries.warned(rows))
    counts = queries.counts_by_state(rows)
    state = request.GET.get("state", "")
    if state in counts:
        rows = rows.filter(use_state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "services/list.html",
        {
            "page": page,
            "states": _states(counts),
            "state": state,
            "total": sum(counts.values()),
            "only": _("services with a warning to answer") if only == WARNED else "",
        },
    )


@access.role("office", "auditor")
def board(request: MemberRequest) -> HttpResponse:
    """Every warning that waits, and lifeline services by region."""
    rows = queries.visible_to(request.member)
    waiting = queries.open_warnings(rows)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "services/board.html",
        {
            "states": _states(queries.counts_by_state(rows)),
            "warnings": page,
            "oldest": waiting.filter(status="open").order_by("raised_at").first()
            if request.member.role == "office"
            else None,
            "kinds": [label for code, label in LIFELINES if code],
            "rows": queries.lifeline_board(rows),
        },
    )


def _states(counts: dict[str, int]) -> list[tuple[str, str | Promise, int]]:
    return [(code, label, counts[code]) for code, label in Service.UseState.choices]
