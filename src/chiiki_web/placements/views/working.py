"""Pages of the months: logs, wishes for other milestones, milestones settled."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placements import actions, forms, queries
from chiiki_web.placements.models import (
    Milestone,
    MilestoneChange,
    MonthlyLog,
    Placement,
    Side,
)
from chiiki_web.placements.views import pages


@access.role("officer", "adviser", "office", "auditor")
def log(request: MemberRequest, pk: int) -> HttpResponse:
    """One month: written by the manager, confirmed or returned by the region."""
    found = pages.part_or_404(request, MonthlyLog.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    side = queries.side_of(placement, request.member)
    is_running = placement.status == Placement.Status.RUNNING
    is_to_write = (
        side == Side.MANAGER and found.status in queries.TO_WRITE and is_running
    )
    form = forms.LogForm(
        access.typed(request),
        initial={
            "days_worked": found.days_worked,
            "done": found.done,
            "obstacles": found.obstacles,
            "handed_over": found.handed_over,
        },
    )
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.write_log(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The log is sent. The region confirms it."),
        )
        if done:
            return pages.back(placement, "logs")
    return _show_log(request, placement, found, form, is_to_write=is_to_write)


@access.role("officer")
def log_confirm(request: MemberRequest, pk: int) -> HttpResponse:
    found = pages.part_or_404(request, MonthlyLog.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    if request.method == "POST":
        pages.does(
            request,
            lambda: actions.confirm_log(found.pk, by=request.member, at=timezone.now()),
            _("The log is confirmed."),
        )
    return pages.back(placement, "logs")


@access.role("officer")
def log_return(request: MemberRequest, pk: int) -> HttpResponse:
    """The region says what was otherwise."""
    found = pages.part_or_404(request, MonthlyLog.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    form = forms.GroundForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.return_log(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The log is returned to the manager."),
        )
        if done:
            return pages.back(placement, "logs")
    return pages.show_form(
        request,
        placement,
        form,
        title=_("Return the log"),
        button=_("Return it to the manager"),
    )


@access.role("officer", "adviser")
def change_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """A wish for another milestone, before and after, with both answers."""
    mine = queries.visible_to(request.member).order_by().values("pk")
    found = get_object_or_404(
        MilestoneChange.objects.select_related("milestone"),
        pk=pk,
        milestone__placement__in=mine,
    )
    placement = pages.found_or_404(request, found.milestone.placement_id)
    form = forms.AnswerForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        agrees = request.POST.get("agrees") == "yes"
        done = pages.does(
            request,
            lambda: actions.answer_change(
                found.pk,
                agrees=agrees,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            ),
            _("The milestone is changed.")
            if agrees
            else _("The milestone stays as it was."),
        )
        if done:
            return pages.back(placement, "milestones")
    return render(
        request,
        "placements/change.html",
        {
            "placement": placement,
            "change": found,
            "form": form,
            "may_answer": not found.answer
            and placement.status == Placement.Status.RUNNING
            and queries.side_of(placement, request.member) not in (None, found.side),
        },
    )


@access.role("officer")
def milestone_settle(request: MemberRequest, pk: int) -> HttpResponse:
    """The region says whether it is reached."""
    found = pages.part_or_404(request, Milestone.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    form = forms.SettleForm(
        access.typed(request), initial={"settled_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.settle_milestone(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The milestone is settled."),
        )
        if done:
            return pages.back(placement, "milestones")
    return pages.show_form(
        request,
        placement,
        form,
        title=_("Is the milestone reached?"),
        button=_("Record it"),
        lead=f"{found.number}. {found.what} – {found.seen_by}",
    )


def _show_log(
    request: MemberRequest,
    placement: Placement,
    found: MonthlyLog,
    form: forms.LogForm,
    *,
    is_to_write: bool,
) -> HttpResponse:
    opens_on, today = queries.log_opens_on(found), timezone.localdate()
    return render(
        request,
        "placements/log.html",
        {
            "placement": placement,
            "log": found,
            "form": form if is_to_write and opens_on <= today else None,
            "opens_on": opens_on if is_to_write and opens_on > today else None,
            "may_confirm": queries.side_of(placement, request.member) == Side.REGION
            and found.status == MonthlyLog.Status.SENT,
            "is_late": found.status in queries.TO_WRITE and found.due_on < today,
        },
    )
