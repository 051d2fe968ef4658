"""One dry run: what to correct, what would change, and the word to take it over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.documents.responses import as_download
from chiiki_web.plans import queries as plans
from chiiki_web.plans.actions import PlanHasChanged
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.workbooks import actions, forms, queries
from chiiki_web.workbooks.forms.questions import version_of
from chiiki_web.workbooks.forms.values import stored
from chiiki_web.workbooks.models import Upload


@access.role("officer", "auditor")
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    """What was found in a file, cell by cell, and what it would change."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    return _show(request, found, (found.version, found.answers_version))


@access.role("officer")
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it over; where others changed the same part meanwhile, show both."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    form = forms.TakeForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("workbooks:upload", pk)
    try:
        actions.take_upload(
            pk,
            version=form.cleaned_data["version"],
            answers_version=form.cleaned_data["answers_version"],
            by=request.member,
            at=timezone.now(),
        )
    except (PlanHasChanged, actions.AnswersHaveChanged):
        plan = Plan.objects.get(pk=found.plan_id)
        now = (plan.version, version_of(found.application))
        return _show(request, found, now, is_stale=True)
    except Refusal as refusal:
        refusals.say(request, refusal)
        return redirect("workbooks:upload", pk)
    messages.success(request, _("The plan now says what your file says."))
    if found.application_id:
        return redirect("applications:detail", found.application_id)
    return redirect("plans:detail", found.plan_id)


@access.role("officer", "auditor")
def file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file as it was sent."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    return as_download(found.file, found.file_name)


def _show(
    request: MemberRequest,
    found: Upload,
    versions: tuple[int, int],
    *,
    is_stale: bool = False,
) -> HttpResponse:
    problems = forms.groups(found, blocks=True)
    changes = _changes(found)
    context: dict[str, Any] = {
        "upload": found,
        "plan": found.plan,
        "problems": problems,
        "count": sum(len(one.rows) for one in problems),
        "notes": forms.groups(found, blocks=False),
        "changes": changes,
        "answers": sum(one.is_answer for one in changes),
        "parts": sum(not one.is_answer for one in changes),
        "version": versions[0],
        "answers_version": versions[1],
        "is_stale": is_stale,
        "may_act": plans.may_change(found.plan, request.member),
        "form": forms.UploadForm(found.kind),
        "again": _again(found),
    }
    return render(request, "workbooks/upload.html", context)


def _changes(found: Upload) -> list[forms.Change]:
    """Against the plan of now; for one that was taken, against what stood there then."""
    if found.state == Upload.State.TAKEN:
        return forms.changes(found.values, found.before, found.application)
    plan = plans.with_parts(Plan.objects.all()).get(pk=found.plan_id)
    now = stored(plan, found.application)
    return forms.changes(found.values, now, found.application)


def _again(found: Upload) -> str:
    """Where a corrected file is sent to."""
    if found.kind == Upload.Kind.COSTS:
        return reverse("workbooks:costs", args=[found.plan_id])
    if found.application_id:
        return reverse("workbooks:application", args=[found.application_id])
    return reverse("workbooks:plan", args=[found.plan_id])
