"""Wishes of the office: written down with a ground, taken back, undone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import actions, forms, queries
from chiiki_web.placing.models import Wish
from chiiki_web.placing.views import pages
from chiiki_web.refusals import Refusal


@access.role("office")
def wish(request: MemberRequest, pk: int) -> HttpResponse:
    """Say why somebody must go, or must not; the board's dialogue sends the same form."""
    one = pages.round_or_404(request, pk)
    typed = access.typed(request)
    said = typed or request.GET
    asked = _number(said, "request"), _number(said, "adviser")
    kind = said.get("kind", "")
    if kind not in Wish.Kind.values:
        raise Http404
    form = forms.WishForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_wish(
                one.pk,
                request_id=asked[0],
                adviser_id=asked[1],
                kind=kind,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            pages.say(request, refusal)
        else:
            messages.success(
                request,
                _("Written down. Work the proposal out again to see what follows."),
            )
            return pages.to_board(request, pk)
    names = queries.Names([str(asked[0])], [str(asked[1])])
    context = {
        "round": one,
        "form": form,
        "kind": kind,
        "request_id": asked[0],
        "adviser_id": asked[1],
        "number": names.request(str(asked[0])),
        "name": names.adviser(str(asked[1])),
        "query": pages.kept(request),
    }
    return render(request, "placing/wish.html", context)


@access.role("office")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a wish back."""
    rounds = queries.rounds_visible_to(request.member)
    rows = Wish.objects.filter(board__round__in=rounds).select_related("board")
    found = get_object_or_404(rows, pk=pk)
    done = _("Taken back. Work the proposal out again to see what follows.")
    return _do(
        request,
        found.board.round_id,
        lambda: actions.take_back(found.pk, by=request.member, at=timezone.now()),
        done,
    )


@access.role("office")
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo one's own last wish, made or taken back."""
    one = pages.round_or_404(request, pk)
    return _do(
        request,
        one.pk,
        lambda: actions.undo_last(one.pk, by=request.member, at=timezone.now()),
        _("Your last wish is undone."),
    )


def _do(
    request: MemberRequest, round_pk: int, deed: Callable[[], object], done: str
) -> HttpResponse:
    if request.method == "POST":
        try:
            deed()
        except Refusal as refusal:
            pages.say(request, refusal)
        else:
            messages.success(request, done)
    return pages.to_board(request, round_pk)


def _number(said: QueryDict, name: str) -> int:
    text = said.get(name, "")
    if not pages.is_number(text):
        raise Http404
    return int(text)
