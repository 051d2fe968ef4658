"""The adviser answers; afterwards each side says what the dispatch brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.dispatch.views import pages
from chiiki_web.dispatch.views.doing import do


@access.role("adviser")
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that I come."""
    candidate = _candidacy(request, pk)
    return do(
        request,
        pk,
        lambda: actions.accept_dispatch(
            candidate.pk, by=request.member, at=timezone.now()
        ),
        _thanks,
    )


@access.role("adviser")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that I cannot come, and why."""
    candidate, form = _candidacy(request, pk), forms.DeclineForm(access.typed(request))
    if request.method != "POST":
        return redirect("dispatch:detail", pk)
    if not form.is_valid():
        return pages.show_or_over(request, pk, form)
    try:
        actions.decline_dispatch(
            candidate.pk, by=request.member, at=timezone.now(), **form.cleaned_data
        )
    except actions.CannotPlace as refusal:
        refusals.say(request, refusal)
        return pages.show_or_over(request, pk, form)
    messages.success(request, _("Your answer is received. Thank you for saying why."))
    return redirect("dispatch:list")


@access.role("officer", "adviser")
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what the dispatch brought: each side for itself."""
    found = pages.found_or_404(request, pk)
    now = timezone.now()
    if request.method != "POST" and not queries.may_report(found, request.member, now):
        return redirect("dispatch:detail", pk)
    form = forms.ReportForm(
        access.typed(request),
        initial={"days_used": found.days, "hours_used": found.hours},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_dispatch(
                found.pk, by=request.member, at=now, **form.cleaned_data
            )
        except actions.CannotReport as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The report is received. Thank you."))
            return redirect("dispatch:detail", found.pk)
    return render(request, "dispatch/report.html", {"form": form, "found": found})


def _thanks(placed: Request) -> str:
    """What comes next for somebody who has accepted: nothing yet where others are missing."""
    if placed.status == Request.Status.ACCEPTED:
        return _("Thank you for accepting. Please agree on the days with the region.")
    return _("Thank you for accepting. You are told by mail how it goes on.")


def _candidacy(request: MemberRequest, pk: int) -> Candidate:
    asked = get_object_or_404(Request, pk=pk)
    return get_object_or_404(
        asked.candidates, adviser__membership=request.member, asked_at__isnull=False
    )
