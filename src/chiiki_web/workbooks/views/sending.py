"""The page to download a workbook and to send it back; sending begins a dry run."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications.models import Application
from chiiki_web.documents.actions import CannotStore
from chiiki_web.plans.models import Plan
from chiiki_web.sheets.model import CannotRead
from chiiki_web.workbooks import actions, forms, queries
from chiiki_web.workbooks.models import Upload
from chiiki_web.workbooks.views.held import own_application, own_plan


@access.role("officer")
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a plan in Excel."""
    downloads = [("xlsx", reverse("workbooks:plan_xlsx", args=[pk]))]
    return _page(request, own_plan(request, pk), Upload.Kind.PLAN, downloads)


@access.role("officer")
def application(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the plan of an application in Excel."""
    found = own_application(request, pk)
    downloads = [("xlsx", reverse("workbooks:application_xlsx", args=[pk]))]
    return _page(
        request, own_plan(request, found.plan_id), Upload.Kind.PLAN, downloads, found
    )


@access.role("officer")
def costs(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the cost lines of a plan in Excel or another table."""
    downloads = [
        ("xlsx", reverse("workbooks:costs_xlsx", args=[pk])),
        ("csv", reverse("workbooks:costs_csv", args=[pk])),
    ]
    return _page(request, own_plan(request, pk), Upload.Kind.COSTS, downloads)


def _page(
    request: MemberRequest,
    plan: Plan,
    kind: str,
    downloads: list[tuple[str, str]],
    application: Application | None = None,
) -> HttpResponse:
    typed = access.typed(request)
    form = forms.UploadForm(kind, typed, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _dry_run(request, plan, kind, form, application)
        except (CannotRead, CannotStore, actions.CannotKeep) as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("workbooks:upload", made.pk)
    context = {
        "plan": plan,
        "application": application,
        "kind": kind,
        "downloads": downloads,
        "form": form,
        "uploads": queries.latest(plan.pk, kind),
    }
    return render(request, "workbooks/send.html", context)


def _dry_run(
    request: MemberRequest,
    plan: Plan,
    kind: str,
    form: forms.UploadForm,
    application: Application | None,
) -> Upload:
    upload = form.cleaned_data["upload"]
    name = upload.name or ""
    found = forms.examine(upload, name, plan, application, kind=kind)
    return actions.keep_dry_run(
        plan.pk,
        application_id=application.pk if application else None,
        kind=kind,
        upload=upload,
        found=found,
        form_key=form.cleaned_data["form_key"],
        by=request.member,
        at=timezone.now(),
    )
