"""The office shows candidates, asks and reminds, moves requests, marks what is paid."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, forms
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.dispatch.views import pages
from chiiki_web.dispatch.views.doing import do
from chiiki_web.numbers import number_of
from chiiki_web.refusals import Refusal


@access.role("office")
def propose(request: MemberRequest, pk: int) -> HttpResponse:
    """Search the register, and show those who fit to the requester."""
    return _do(
        request,
        pk,
        lambda: actions.propose_candidates(pk, by=request.member, at=timezone.now()),
        _("The candidates are shown to the requester."),
    )


@access.role("office")
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask one adviser at once, beside the ranking."""
    chosen = number_of(request.POST.get("adviser", "")) or 0
    return _do(
        request,
        pk,
        lambda: actions.ask_directly(pk, chosen, by=request.member, at=timezone.now()),
        _("The adviser is being asked."),
    )


@access.role("office")
def remind(request: MemberRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Remind somebody who does not answer once more."""
    return _do(
        request,
        pk,
        lambda: actions.remind_adviser(
            _candidate_pk(pk, candidate_pk), by=request.member, at=timezone.now()
        ),
        _("The adviser is reminded by mail."),
    )


@access.role("office")
def stop_waiting(request: MemberRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Wait no longer for somebody who does not answer."""
    return _do(
        request,
        pk,
        lambda: actions.stop_waiting(
            _candidate_pk(pk, candidate_pk), by=request.member, at=timezone.now()
        ),
        _("You wait no longer for this answer. Show others, or ask somebody directly."),
    )


@access.role("office")
def go_on(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a request that was left over go on: in another round, or where it stood."""
    found = pages.found_or_404(request, pk)
    typed = request.POST.get("round")
    chosen = number_of(typed or "")
    if typed is not None and chosen not in {one.pk for one in pages.rounds_for(found)}:
        messages.error(request, wording.explain(reason("dispatch.round_not_on_list")))
        return redirect("dispatch:detail", pk)

    def deed() -> Request:
        by, at = request.member, timezone.now()
        if chosen is not None:
            return actions.go_on_in_round(pk, chosen, by=by, at=at)
        return actions.try_again(pk, by=by, at=at)

    return do(request, pk, deed, _said_going_on)


def _said_going_on(moved: Request) -> str:
    if moved.status == Request.Status.WAITING:
        return gettext(
            "The request is in the other round now. Its budget is short as well, so the"
            " request waits on. The requester is told."
        )
    return gettext("The request goes on. The requester is told.")


@access.role("office")
def pay(request: MemberRequest, pk: int, fee_pk: int) -> HttpResponse:
    """Mark what was paid to an adviser."""
    found = pages.found_or_404(request, pk)
    rows = Fee.objects.filter(candidate__request=found, given_back_at=None)
    fee = get_object_or_404(
        rows.select_related("candidate__adviser__membership__user"), pk=fee_pk
    )
    beginning = {
        "half_days": fee.half_days,
        "travel": fee.travel,
        "on": timezone.localdate(),
    }
    form = forms.PayForm(access.typed(request), initial=beginning)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_paid(
                fee.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The payment is noted. The adviser is told."))
            return redirect("dispatch:detail", pk)
    return render(
        request, "dispatch/pay.html", {"form": form, "found": found, "fee": fee}
    )


def _candidate_pk(pk: int, candidate_pk: int) -> int:
    """That of a candidate of this request."""
    return get_object_or_404(Candidate, pk=candidate_pk, request=pk).pk


def _do(
    request: MemberRequest, pk: int, deed: Callable[[], object], done: Promise
) -> HttpResponse:
    pages.found_or_404(request, pk)
    return do(request, pk, deed, done)
