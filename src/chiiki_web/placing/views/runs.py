"""Runs of a board: asked for, looked at in full, run again."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.reasons import Reason
from chiiki_web import access, numbers
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import actions, queries
from chiiki_web.placing.models import Matching
from chiiki_web.placing.views import pages, shown
from chiiki_web.refusals import Refusal


@access.role("office")
def start(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for a proposal; the worker works it out."""
    one = pages.round_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.ask_for_matching(
                one.pk, form_key=_key(request), by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            pages.say(request, refusal)
        else:
            messages.success(request, _("The proposal is being worked out."))
    return pages.to_board(request, pk)


@access.role(*pages.READERS)
def run(request: MemberRequest, pk: int) -> HttpResponse:
    """One run: value by level, the bound, what is binding, digest, and its repetition."""
    row = pages.matching_or_404(request, pk)
    context: dict[str, object] = {
        "row": row,
        "round": row.board.round,
        "acts": pages.acts(request),
        "key": uuid4(),
        "repeated": list(queries.runs_of(row.board).filter(repeats=row)[:5]),
        "others": list(queries.runs_of(row.board).filter(repeats=None)[:30]),
    }
    if row.state == Matching.State.DONE:
        context |= _whole(row)
    elif row.faults:
        names = queries.Names(*_ids(row))
        context["reasons"] = [
            names.explain(Reason(one["code"], one["values"])) for one in row.faults
        ]
    return render(request, "placing/run.html", context)


@access.role("office")
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Run what was kept once more, to hold the digests side by side."""
    row = pages.matching_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.repeat_matching(
                row.pk, form_key=_key(request), by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            pages.say(request, refusal)
        else:
            messages.success(
                request, _("It is being run again. Look here in a moment.")
            )
    return redirect("placing:run", row.pk)


def _whole(row: Matching) -> dict[str, object]:
    found = queries.read_run(row)
    before = row.based_on
    names = shown.names_for((), (), (), found, (), before)
    changes = None
    if before is not None and before.state == Matching.State.DONE:
        changes = queries.compare(queries.read_run(before), found)
    return {
        "run": found,
        "shares": found.shares,
        "levels": found.proposal.levels,
        "binding": [
            queries.bound_in_words(one, names) for one in found.proposal.binding[:20]
        ],
        "bound_count": len(found.proposal.binding),
        "difference": shown.difference(changes, names) if changes else None,
        "floors": [
            (names.group(one.group), one.served, one.needed)
            for one in found.proposal.levels.floors
        ],
    }


def _ids(row: Matching) -> tuple[set[str], set[str]]:
    """Requests and advisers that the faults of a failed run speak of."""
    values = [one["values"] for one in row.faults]
    found = {str(one.get("found", "")) for one in values}
    requests = {str(one.get("request", "")) for one in values} | found
    advisers = {str(one.get("adviser", "")) for one in values} | found
    return _numbers(requests), _numbers(advisers)


def _numbers(texts: set[str]) -> set[str]:
    return {one for one in texts if pages.is_number(one)}


def _key(request: MemberRequest) -> UUID:
    return numbers.key_of(request.POST.get("form_key", ""))
