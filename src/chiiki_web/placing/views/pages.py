"""What the pages of a board have in common: which round, and may this person act."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from chiiki_web import refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.numbers import LONGEST_NUMBER, number_of
from chiiki_web.placing import queries
from chiiki_web.placing.models import Matching
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Round

READERS = ("office", "auditor")
KEPT = ("field", "region", "show", "page")


def round_or_404(request: MemberRequest, pk: int) -> Round:
    return get_object_or_404(queries.rounds_visible_to(request.member), pk=pk)


def matching_or_404(request: MemberRequest, pk: int) -> Matching:
    """A run of a board that this person may see."""
    rounds = queries.rounds_visible_to(request.member)
    rows = Matching.objects.filter(board__round__in=rounds).select_related(
        "board__round__call__fund", "asked_by__user", "based_on", "repeats"
    )
    return get_object_or_404(rows, pk=pk)


def acts(request: MemberRequest) -> bool:
    return request.member.role == "office"


def kept(request: MemberRequest) -> str:
    """The filters of the board, to come back to the same cards."""
    found = QueryDict(mutable=True)
    for name in KEPT:
        if value := request.GET.get(name):
            found[name] = value
    return found.urlencode()


def to_board(request: MemberRequest, pk: int, **more: object) -> HttpResponse:
    """Back to the board as it was filtered."""
    query = QueryDict(kept(request), mutable=True)
    for name, value in more.items():
        query[name] = str(value)
    address = reverse("placing:board", args=[pk])
    return redirect(f"{address}?{query.urlencode()}" if query else address)


def say(request: MemberRequest, refusal: Refusal) -> None:
    """Put each reason on the next page, with numbers of requests and names in it."""
    values = [dict(one.values) for one in refusal.reasons]
    names = queries.Names(_ids(values, "request"), _ids(values, "adviser"))
    refusals.say(request, Refusal(*(names.named(one) for one in refusal.reasons)))


def _ids(values: list[dict[str, object]], name: str) -> set[str]:
    """What are ids among the values of reasons; what was never one is left out."""
    found = {str(one.get(name, one.get("found", ""))) for one in values}
    return {one for one in found if is_number(one)}


def is_number(text: str) -> bool:
    is_short = len(text) < LONGEST_NUMBER
    return text.isascii() and is_short and number_of(text) is not None
