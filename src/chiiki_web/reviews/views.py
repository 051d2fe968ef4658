"""Pages about reviews: mine to score, and the office's board."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki_web import access, refusals, stale
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.numbers import number_of
from chiiki_web.refusals import Refusal
from chiiki_web.reviews import actions, forms, queries
from chiiki_web.reviews.models import Review
from chiiki_web.schemes import queries as schemes

PER_PAGE = 50
PER_LIST = 20
TO_DO = {
    "assigned": gettext_lazy("reviews that wait for your declaration"),
    "open": gettext_lazy("reviews to score"),
}


@access.role("reviewer")
def listed(request: MemberRequest) -> HttpResponse:
    """My reviews: the next due first, then what is done, the newest on top.

    ``?state=`` keeps one of TO_DO.
    """
    rows = queries.waiting_first(queries.visible_to(request.member), TO_DO)
    state = request.GET.get("state", "")
    if state in TO_DO:
        rows = rows.filter(status=state)
    page = Paginator(rows, PER_LIST).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(
        request,
        "reviews/list.html",
        {"page": page, "today": today, "only": TO_DO.get(state)},
    )


@access.role("reviewer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Declare first; then what was sent stands beside the criteria."""
    review = _get(request, pk)
    typed = access.typed(request)
    seen = stale.seen_in(typed, queries.said_in(review))
    form = _score_form(review, typed)
    if request.method == "POST" and _may_score(request, review) and form.is_valid():
        try:
            _keep(request, review, form, seen)
        except stale.HasChanged as refusal:
            refusals.say(request, refusal)
            review = _get(request, pk)
            return _show(
                request,
                review,
                form=form,
                seen=stale.seen_anew(seen, queries.said_in(review), refusal.names),
                differences=stale.differences(_score_form(review), refusal.names),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("reviews:detail", pk)
    return _show(request, review, form=form, seen=seen)


@access.role("reviewer")
def declare(request: MemberRequest, pk: int) -> HttpResponse:
    """No conflict of interest, or one, with its ground."""
    review, now = _get(request, pk), timezone.now()
    if request.POST.get("conflict") == "no":
        try:
            actions.declare_no_conflict(review.pk, by=request.member, at=now)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Thank you. You can read and score now."))
        return redirect("reviews:detail", pk)
    form = forms.ConflictForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_conflict(
                review.pk, by=request.member, at=now, **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Thank you. The office chooses another."))
            return redirect("reviews:detail", pk)
    return _show(request, review, conflict_form=form)


@access.role("office", "auditor")
def board(request: MemberRequest) -> HttpResponse:
    """Each application of a call with its reviewers, the mean and how far they differ."""
    calls = schemes.calls()
    if request.member.role == "office":
        calls = calls.filter(office=request.member.organisation_id)
    calls = calls.filter(applications__status="accepted").distinct()
    chosen = number_of(request.GET.get("call", ""))
    named = calls if chosen is None else calls.filter(pk=chosen)
    call = named.first()
    rows = queries.in_review(call) if call else Application.objects.none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reviews/board.html",
        {
            "calls": calls,
            "call": call,
            "page": page,
            "standings": queries.standings(call, page.object_list) if call else [],
        },
    )


@access.role("office")
def assign(request: MemberRequest, application_pk: int) -> HttpResponse:
    """Choose a reviewer for one application."""
    application = get_object_or_404(
        applications.visible_to(request.member), pk=application_pk
    )
    people = [
        (one.pk, f"{one.user.name}（{one.organisation.name_ja}）")
        for one in accounts.holders("reviewer")
    ]
    form = forms.AssignForm(people, access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_reviewer(
                application.pk,
                int(form.cleaned_data["reviewer"]),
                due_on=form.cleaned_data["due_on"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The reviewer was told."))
            return redirect("reviews:assign", application.pk)
    return render(
        request,
        "reviews/assign.html",
        {
            "application": application,
            "form": form,
            "reviews": application.reviews.select_related("reviewer__user"),
        },
    )


@access.role("office")
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask a reviewer to look again."""
    review = _get(request, pk)
    form = forms.ReopenForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_review(
                review.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The review is open again."))
            return redirect("reviews:detail", pk)
    return _show(request, review, reopen_form=form)


def _get(request: MemberRequest, pk: int) -> Review:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _may_score(request: MemberRequest, review: Review) -> bool:
    return request.member.role == "reviewer" and review.status == Review.Status.OPEN


def _score_form(review: Review, typed: QueryDict | None = None) -> forms.ScoreForm:
    return forms.ScoreForm(
        queries.criteria_of(review), review.scores.all(), review.opinion, typed
    )


def _show(request: MemberRequest, review: Review, **more: Any) -> HttpResponse:
    is_mine = request.member.role == "reviewer"
    may_read = not is_mine or review.status in queries.READABLE
    application = review.application
    return render(
        request,
        "reviews/detail.html",
        {
            "review": review,
            "submission": queries.submission_of(application) if may_read else None,
            "files": applications.files_of(application) if may_read else [],
            "form": more.get("form") or _score_form(review),
            "seen": stale.stamp(queries.said_in(review)),
            "conflict_form": forms.ConflictForm(),
            "reopen_form": forms.ReopenForm(),
            "may_score": _may_score(request, review),
            "may_reopen": request.member.role == "office"
            and review.status == Review.Status.DONE
            and not applications.is_decided(application),
            "is_mine": is_mine,
            "scores": review.scores.select_related("criterion"),
            "total": queries.total_of(review),
            "others": [
                (one, queries.total_of(one)) for one in queries.others_of(review)
            ]
            if is_mine
            else [],
            "maximum": sum(one.max_points for one in queries.criteria_of(review)),
            **more,
        },
    )


def _keep(
    request: MemberRequest, review: Review, form: forms.ScoreForm, seen: str
) -> None:
    """Keep the draft first, then finish it if that was asked for."""
    now = timezone.now()
    with transaction.atomic():
        actions.save_scores(
            review.pk, seen=seen, by=request.member, at=now, **form.scores()
        )
    if "finish" in request.POST:
        actions.finish_review(review.pk, by=request.member, at=now)
        messages.success(request, _("The review is finished. Thank you."))
    else:
        messages.success(request, _("The draft is kept."))
