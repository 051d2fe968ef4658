"""The board of a round: requests with whom the proposal sends, advisers with their load."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import engine_input, forms, queries
from chiiki_web.placing.models import Board, Matching, Taken, Wish
from chiiki_web.placing.views import pages, shown
from chiiki_web.schemes.models import Round


@access.role(*pages.READERS)
def board(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at a round; nobody is moved by looking."""
    looked = _look(pages.round_or_404(request, pk))
    context = _context(request, looked, forms.FilterForm(request.GET))
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


@dataclass(frozen=True, slots=True)
class Looked:
    """What a board is shown from, read once."""

    round: Round
    board: Board
    waiting: list[str]
    wishes: list[Wish]
    taken: list[Taken]
    run: queries.Run | None
    difference: queries.Difference | None
    advisers: list[queries.Load]
    names: queries.Names

    @property
    def shown(self) -> list[Taken]:
        return queries.still_shown(self.taken)

    def known(self) -> queries.Known:
        return queries.Known(
            run=self.run,
            waiting=frozenset(self.waiting),
            shown={
                str(one.request_id): engine_input.sent_of(one) for one in self.shown
            },
            wishes=self.wishes,
            difference=self.difference,
            names=self.names,
        )

    def unknown(self) -> list[str]:
        """What the proposal does not know yet, in words."""
        if self.run is None:
            return []
        own = [one for one in self.taken if one.matching_id == self.run.row.pk]
        gone = {str(one.request_id) for one in (*self.shown, *own)}
        found = queries.unknown_to(self.run, self.waiting, self.wishes, gone)
        return [self.names.explain(one) for one in found]


def _look(one: Round) -> Looked:
    board = queries.board_of(one)
    waiting, wishes = queries.waiting_in(one), queries.live_wishes(board)
    taken = queries.taken_on(board)
    row = queries.last_done(board)
    run = queries.read_run(row) if row else None
    before = row.based_on if row else None
    difference = None
    if run and before:
        difference = queries.compare(queries.read_run(before), run)
    advisers = queries.advisers_of(one, run)
    names = shown.names_for(waiting, taken, wishes, run, advisers, before)
    return Looked(one, board, waiting, wishes, taken, run, difference, advisers, names)


def _context(
    request: MemberRequest, looked: Looked, form: forms.FilterForm
) -> dict[str, object]:
    one, names, run = looked.round, looked.names, looked.run
    found, acts = looked.difference, pages.acts(request)
    number = request.GET.get("page")
    known = looked.known()
    page, cards = queries.card_page(known, form.chosen(), number)
    return {
        "round": one,
        "board": looked.board,
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "query": pages.kept(request),
        "acts": acts,
        "may_undo": acts and queries.may_undo(looked.board, request.member),
        "key": uuid4(),
        "now": timezone.now(),
        "waiting": len(looked.waiting),
        "shown_count": len(looked.shown),
        "budget": queries.budget_left(one),
        "run": run,
        "may_show": run is not None and any(map(run.sent, looked.waiting)),
        "page": page,
        "states": queries.states_of(known, page),
        "shares": run.shares if run else None,
        "cards": cards,
        "difference": shown.difference(found, names) if found else None,
        "unknown": looked.unknown(),
        "wishes": shown.wishes(looked.wishes, run.row if run else None, names),
        "loads": queries.loads(run, names) if run else looked.advisers,
        "lacking": shown.fields_without_anybody(run, names),
        "since": _since(request, looked.board, names),
        **_newest(looked),
    }


def _newest(looked: Looked) -> dict[str, object]:
    """The run that is being worked out, or why there is none."""
    newest = queries.newest_of(looked.board)
    if newest is None or newest.state == Matching.State.DONE:
        return {"running": None, "failed": None, "clash": []}
    if newest.is_unfinished:
        return {"running": newest, "failed": None, "clash": []}
    clash = shown.clash(newest, looked.wishes, looked.names)
    return {"running": None, "failed": newest, "clash": clash}


def _since(
    request: MemberRequest, found: Board, names: queries.Names
) -> list[shown.Told]:
    """What others did since a version that a refused deed had seen."""
    seen = request.GET.get("since", "")
    if not pages.is_number(seen):
        return []
    return shown.deeds(queries.deeds_since(found, int(seen)), names)
