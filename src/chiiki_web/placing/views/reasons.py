"""Why this person is sent to a request, and what somebody else would cost."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions, queries
from chiiki_web.placing.views import pages, shown
from chiiki_web.refusals import Refusal


@access.role(*pages.READERS)
def why(request: MemberRequest, pk: int, request_pk: int) -> HttpResponse:
    """The parts of the score, the price of time, the nearest others, what is binding."""
    one = pages.round_or_404(request, pk)
    board = queries.board_of(one)
    row = queries.last_done(board)
    if row is None:
        return pages.to_board(request, pk)
    run = queries.read_run(row)
    key = str(request_pk)
    if key not in run.requests:
        raise Http404
    asked = get_object_or_404(
        Request.objects.select_related(
            "organisation", "municipality__prefecture", "field"
        ),
        pk=request_pk,
    )
    wishes = [w for w in queries.live_wishes(board) if w.request_id == request_pk]
    names = shown.names_for((), (), wishes, run, ())
    unserved = next((u for u in run.proposal.unserved if u.request_id == key), None)
    context = {
        "round": one,
        "row": row,
        "run": run,
        "asked": asked,
        "engine": run.requests[key],
        "found": queries.explained(run, key, names),
        "why_not": names.explain(unserved.reason) if unserved else "",
        "nominated": queries.nominated(asked, run),
        "wishes": shown.wishes(wishes, row, names),
        "weighing": queries.weighing_of(run, key),
        "acts": pages.acts(request) and key in queries.waiting_in(one),
        "query": pages.kept(request),
    }
    return render(request, "placing/why.html", context)


@access.role("office")
def weigh(request: MemberRequest, pk: int, request_pk: int) -> HttpResponse:
    """Ask the worker what the whole would lose with each of the nearest others."""
    row = pages.matching_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.ask_weighing(
                row.pk, request_pk, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            pages.say(request, refusal)
    return redirect("placing:why", row.board.round_id, request_pk)
