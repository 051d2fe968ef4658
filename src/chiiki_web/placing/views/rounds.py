"""The rounds of an office: how many wait, and how far the matching has come."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import queries
from chiiki_web.placing.views import pages


@access.role(*pages.READERS)
def rounds(request: MemberRequest) -> HttpResponse:
    """Each round with its state; the board is behind it."""
    rows = queries.status_of_rounds(queries.rounds_visible_to(request.member))
    context = {"rounds": rows[:100], "now": timezone.now()}
    return render(request, "placing/rounds.html", context)
