"""Pages about dispatch requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.actions.reporting import side_of
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.refusals import Refusal

PER_PAGE = 50


@access.role("officer", "office", "adviser", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Requests that concern me, the newest first; ``?status=`` keeps one state."""
    rows = queries.visible_to(request.member)
    status = request.GET.get("status", "")
    if status in Request.Status.values:
        rows = rows.filter(status=status)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "dispatch/list.html",
        {"page": page, "statuses": Request.Status.choices, "status": status},
    )


@access.role("office", "auditor")
def desk(request: MemberRequest) -> HttpResponse:
    """Requests that wait for candidates."""
    rows = queries.visible_to(request.member).filter(status=Request.Status.SUBMITTED)
    page = Paginator(rows.order_by("submitted_at"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "dispatch/desk.html", {"page": page})


@access.role("officer")
def new(request: MemberRequest) -> HttpResponse:
    """Ask for an adviser or a manager."""
    organisation = request.member.organisation
    form = forms.RequestForm(
        request.member,
        access.typed(request),
        initial={
            "kind": Request.Kind.ADVISER,
            "mode": Request.Mode.ON_SITE,
            "nominated": request.GET.get("adviser"),
            "plan": request.GET.get("plan"),
            "field": request.GET.get("field"),
        },
    )
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if organisation.municipality is None:
            messages.error(
                request,
                _(
                    "Your organisation has no municipality yet. Ask the administrator to enter it."
                ),
            )
            return render(request, "dispatch/new.html", {"form": form})
        try:
            made = actions.request_dispatch(
                by=request.member,
                at=timezone.now(),
                municipality=organisation.municipality,
                **values,
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request,
                _(
                    "Your request %(number)s is received. The office now looks for people."
                )
                % {"number": made.number},
            )
            return redirect("dispatch:detail", made.pk)
    return render(request, "dispatch/new.html", {"form": form})


@access.role("officer", "office", "adviser", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One request with the one next step of whoever looks at it."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    member = request.member
    side = side_of(found, member) if found.status == "accepted" else None
    reports = list(found.reports.all())
    return render(
        request,
        "dispatch/detail.html",
        {
            "found": found,
            "candidates": queries.candidates_of(found)
            if member.role != "adviser"
            else [],
            "asked": queries.asked_of(found, member),
            "reports": reports,
            "may_report": side and side not in [one.side for one in reports],
            "is_own": member.role == "officer",
            "decline_form": forms.DeclineForm(),
            "report_form": forms.ReportForm(),
            "history": audit.history_of(found).order_by("pk"),
        },
    )


@access.role("office")
def propose(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(
        request,
        pk,
        lambda: actions.propose_candidates(pk, by=request.member, at=timezone.now()),
        _("The candidates are shown to the requester."),
    )


@access.role("officer")
def rank(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    ranks = _ranks(request.POST, list(found.candidates.all()))
    return _do(
        request,
        pk,
        lambda: actions.rank_candidates(
            pk, ranks=ranks, by=request.member, at=timezone.now()
        ),
        _("Thank you. Your first choice is being asked."),
    )


@access.role("officer")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(
        request,
        pk,
        lambda: actions.withdraw_request(pk, by=request.member, at=timezone.now()),
        _("The request is withdrawn."),
    )


@access.role("adviser")
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    candidate = get_object_or_404(
        Candidate, request=pk, adviser__membership=request.member
    )
    return _do(
        request,
        pk,
        lambda: actions.accept_dispatch(
            candidate.pk, by=request.member, at=timezone.now()
        ),
        _("Thank you for accepting. Please agree on the days with the region."),
    )


@access.role("adviser")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    candidate = get_object_or_404(
        Candidate, request=pk, adviser__membership=request.member
    )
    form = forms.DeclineForm(request.POST or None)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _do(
        request,
        pk,
        lambda: actions.decline_dispatch(
            candidate.pk, note=note, by=request.member, at=timezone.now()
        ),
        _("Your answer is received. The next person is being asked."),
        back="dispatch:list",
    )


@access.role("officer", "adviser")
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what the dispatch brought: each side for itself."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    form = forms.ReportForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_dispatch(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The report is received. Thank you."))
            return redirect("dispatch:detail", found.pk)
    return render(request, "dispatch/report.html", {"form": form, "found": found})


def _do(
    request: MemberRequest,
    pk: int,
    deed: Callable[[], object],
    done: str,
    back: str = "dispatch:detail",
) -> HttpResponse:
    """Do what a button says, if the person may see the request; then show it."""
    get_object_or_404(queries.visible_to(request.member), pk=pk)
    if request.method == "POST":
        try:
            deed()
        except Refusal as refusal:
            refusals.say(request, refusal)
            return redirect("dispatch:detail", pk)
        messages.success(request, done)
    return redirect(back) if back == "dispatch:list" else redirect(back, pk)


def _ranks(post: QueryDict, candidates: list[Candidate]) -> dict[int, int]:
    """Candidate id → rank, from fields named ``rank-ID``; empty means: not wished."""
    typed = {one.pk: post.get(f"rank-{one.pk}", "") for one in candidates}
    return {pk: int(text) for pk, text in typed.items() if text.isdecimal()}
