"""Once somebody has accepted: the days, the calendar file, the letters, the survey."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.reasons import reason
from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.dispatch.queries import calendar as calendars
from chiiki_web.dispatch.views import pages
from chiiki_web.dispatch.views.doing import do
from chiiki_web.documents.responses import as_download


@access.role("officer", "adviser")
def schedule(request: MemberRequest, pk: int) -> HttpResponse:
    """Enter the days that were agreed; the other side confirms them."""
    found = pages.found_or_404(request, pk)
    if request.method != "POST" and not queries.may_schedule(found, request.member):
        return redirect("dispatch:detail", pk)
    typed = access.typed(request)
    form = forms.ScheduleForm(typed)
    rows = forms.stretches_form(typed, initial=_known_days(found))
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            actions.enter_schedule(
                pk,
                forms.stretches_of(rows),
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.CannotSchedule as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The other side is asked to confirm the days."))
            return redirect("dispatch:detail", pk)
    return render(
        request, "dispatch/schedule.html", {"form": form, "rows": rows, "found": found}
    )


@access.role("officer", "adviser")
def confirm(request: MemberRequest, pk: int, schedule_pk: int) -> HttpResponse:
    """Confirm the days that the other side has entered."""
    found = pages.found_or_404(request, pk)
    held = get_object_or_404(found.schedules, pk=schedule_pk)
    return do(
        request,
        pk,
        lambda: actions.confirm_schedule(held.pk, by=request.member, at=timezone.now()),
        _("The days are fixed."),
    )


@access.role("officer", "office", "adviser", "auditor")
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The agreed days as a calendar file."""
    found = pages.found_or_404(request, pk)
    held = queries.agreed_of(found)
    if held is None:
        raise Http404
    content = calendars.visits(found, held, settings.CHIIKI_ADDRESS)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = f"{found.number}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access.role("officer", "office", "adviser", "auditor")
def letter(request: MemberRequest, pk: int, letter_pk: int) -> FileResponse:
    """A letter as PDF; made now if the worker has not come to it yet."""
    found = queries.visible_to(request.member).filter(pk=pk).first()
    rows = (
        queries.letters_for(found, request.member)
        if found
        else queries.letters_over(request.member).filter(request=pk)
    )
    held = get_object_or_404(rows, pk=letter_pk)
    stored = held.file or actions.make_letter(held.pk, at=timezone.now())
    if stored is None:
        raise Http404
    return as_download(stored, held.file_name)


@access.role("officer")
def survey(request: MemberRequest, pk: int) -> HttpResponse:
    """A year later: what became of it."""
    found = pages.found_or_404(request, pk)
    if request.method != "POST" and not queries.may_answer_survey(
        found, request.member
    ):
        return redirect("dispatch:detail", pk)
    form = forms.SurveyForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_survey(
                pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotAnswerSurvey as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Thank you. Your answer is received."))
            return redirect("dispatch:detail", pk)
    return render(request, "dispatch/survey.html", {"form": form, "found": found})


@access.role("office", "adviser")
def lift(request: MemberRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Somebody who accepted cannot come: with a ground, before the visit."""
    form = forms.GroundForm(access.typed(request))
    lifted = queries.lifted_for(request.member).filter(request=pk, pk=candidate_pk)
    if before := lifted.first():
        return _lifted_before(request, before, form)
    found = pages.found_or_404(request, pk)
    candidate = get_object_or_404(
        queries.liftable_by(request.member, found), pk=candidate_pk
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift_acceptance(
                candidate.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotPlace as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The acceptance is lifted. Everybody is told."))
            return redirect("dispatch:list")
    return render(
        request,
        "dispatch/lift.html",
        {"form": form, "found": found, "candidate": candidate},
    )


def _lifted_before(
    request: MemberRequest, before: Candidate, form: forms.GroundForm
) -> HttpResponse:
    """Somebody else was earlier: the page says so, and what was typed stands there."""
    assert before.answered_at is not None
    day = timezone.localdate(before.answered_at)
    refusals.say(
        request, actions.CannotPlace(reason("dispatch.lifted_before", day=day))
    )
    kept = refusals.typed_in(form, "ground")
    return pages.show_or_over(request, before.request_id, kept=kept)


def _known_days(found: Request) -> list[dict[str, Any]]:
    """The days that stand; before the first are entered, those that were wished."""
    held = queries.schedule_of(found)
    if held is None:
        return [{"day": day} for day in found.days_wanted]
    return [
        {
            "day": timezone.localdate(one.starts_at),
            "begins": timezone.localtime(one.starts_at).time(),
            "ends": timezone.localtime(one.ends_at).time(),
            "is_online": one.is_online,
            "place": one.place,
        }
        for one in held.visits.all()
    ]
