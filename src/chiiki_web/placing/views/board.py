"""The board of a round: requests with whom the proposal sends, advisers with their load."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki.reasons import Reason
from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import engine_input, forms, queries
from chiiki_web.placing.models import Board, Matching
from chiiki_web.placing.views import pages, shown
from chiiki_web.schemes.models import Round


@access.role(*pages.READERS)
def board(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at a round; nobody is moved by looking."""
    one = pages.round_or_404(request, pk)
    found = queries.board_of(one)
    form = forms.FilterForm(request.GET)
    context = _looked_at(request, one, found, form)
    return render(request, "placing/board.html", context)


@access.role(*pages.READERS)
def state(request: MemberRequest, pk: int) -> HttpResponse:
    """Whether the run is still being worked out; asked again and again by the board."""
    one = pages.round_or_404(request, pk)
    running = queries.unfinished_of(queries.board_of(one))
    response = render(
        request, "placing/running.html", {"round": one, "running": running}
    )
    if running is None:
        response.headers["HX-Refresh"] = "true"
    return response


def _looked_at(
    request: MemberRequest, one: Round, found: Board, form: forms.FilterForm
) -> dict[str, object]:
    waiting = queries.waiting_in(one)
    wishes = queries.live_wishes(found)
    everything = queries.taken_on(found)
    taken = queries.still_shown(everything)
    row = queries.last_done(found)
    run = queries.read_run(row) if row else None
    before = row.based_on if row else None
    difference = None
    if run and before:
        difference = queries.compare(queries.read_run(before), run)
    advisers = queries.advisers_of(one, run)
    names = shown.names_for(waiting, taken, wishes, run, advisers, before)
    known = queries.Known(
        run=run,
        waiting=frozenset(waiting),
        shown={str(each.request_id): engine_input.sent_of(each) for each in taken},
        wishes=wishes,
        difference=difference,
        names=names,
    )
    newest = queries.newest_of(found)
    failed = newest if newest and newest.state == Matching.State.FAILED else None
    page, cards = queries.card_page(known, form.chosen(), request.GET.get("page"))
    return {
        "round": one,
        "board": found,
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "query": pages.kept(request),
        "acts": pages.acts(request),
        "key": uuid4(),
        "now": timezone.now(),
        "waiting": len(waiting),
        "shown_count": len(taken),
        "budget": queries.budget_left(one),
        "running": newest if newest and newest.is_unfinished else None,
        "failed": failed,
        "clash": shown.clash(failed, wishes, names) if failed else [],
        "run": run,
        "page": page,
        "cards": cards,
        "difference": shown.difference(difference, names) if difference else None,
        "unknown": _unknown(run, waiting, wishes, everything, names),
        "may_undo": pages.acts(request) and queries.may_undo(found, request.member),
        "wishes": shown.wishes(wishes, row, names),
        "loads": queries.loads(run, names) if run else advisers,
        "lacking": shown.fields_without_anybody(run, names),
        "since": _since(request, found, names),
    }


def _unknown(
    run: queries.Run | None,
    waiting: list[str],
    wishes: list[queries.Wish],
    taken: list[queries.Taken],
    names: queries.Names,
) -> list[str]:
    """What the proposal does not know yet, in words."""
    if run is None:
        return []
    shown_ones = queries.still_shown(taken)
    own = [one for one in taken if one.matching_id == run.row.pk]
    gone = {str(one.request_id) for one in (*shown_ones, *own)}
    found: list[Reason] = list(queries.unknown_to(run, waiting, wishes, gone))
    return [names.explain(one) for one in found]


def _since(
    request: MemberRequest, found: Board, names: queries.Names
) -> list[shown.Told]:
    """What others did since a version that a refused deed had seen."""
    seen = request.GET.get("since", "")
    if not pages.is_number(seen):
        return []
    return shown.deeds(queries.deeds_since(found, int(seen)), names)
