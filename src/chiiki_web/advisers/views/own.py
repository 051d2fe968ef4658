"""An adviser's own page: where their entry stands, their commissions, the next step."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki import periods
from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import queries
from chiiki_web.advisers.queries import shown


@access.role("adviser")
def mine(request: MemberRequest) -> HttpResponse:
    """My entry: what is approved, what waits, for which years I am commissioned."""
    today = timezone.localdate()
    adviser = queries.any_entry_of(request.member)
    said = [] if adviser is None else shown.parts(queries.said_of(adviser))
    return render(
        request,
        "advisers/mine.html",
        {
            "adviser": adviser,
            "said": [one for one in said if one.name not in ("photo", "is_active")],
            "statement": queries.open_statement(request.member),
            "last": queries.last_decided(request.member),
            "commissions": queries.commissions_of(adviser) if adviser else [],
            "absences": queries.spans_ahead(adviser, today)[:5] if adviser else [],
            "fiscal_year": periods.fiscal_year(today),
        },
    )
