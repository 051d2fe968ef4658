"""The applicant's side: start, amount, files, check, send, receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.documents.responses import as_download
from chiiki_web.plans import queries as plans
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

PER_PAGE = 50


@access.role("officer", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """My organisation's applications with their state."""
    rows = queries.visible_to(request.member)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "applications/list.html", {"page": page})


@access.role("officer")
def start(request: MemberRequest, call_pk: int) -> HttpResponse:
    """Choose the plan that is sent to this call."""
    call = get_object_or_404(Call.objects.select_related("programme"), pk=call_pk)
    now = queries.database_now()
    own = plans.visible_to(request.member).filter(
        organisation=request.member.organisation_id
    )
    chosen = request.POST.get("plan", "")
    if request.method == "POST" and chosen.isdecimal():
        plan = get_object_or_404(own, pk=int(chosen))
        try:
            made = actions.start_application(plan.pk, call.pk, by=request.member, at=now)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("applications:detail", made.pk)
    return render(
        request,
        "applications/start.html",
        {
            "call": call,
            "plans": own,
            "chosen": request.GET.get("plan", ""),
            "is_open": schemes.is_open(call, now),
        },
    )


@access.role("officer", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One application: what is still to do before it is sent, or how it stands."""
    application = _get(request, pk)
    is_editable = (
        application.status in EDITABLE and request.member.role == "officer"
    )
    return render(
        request,
        "applications/detail.html",
        _context(request, application) | {"is_editable": is_editable},
    )


@access.role("officer")
def amount(request: MemberRequest, pk: int) -> HttpResponse:
    """How much is applied for, and who recommends."""
    application = _get(request, pk)
    form = forms.AmountForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_amount(
                application.pk,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The amount is kept."))
            return redirect("applications:detail", pk)
    return _show(request, application, amount_form=form)


@access.role("officer")
def attach(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a file; it is stored at once and stays, whatever happens to the rest."""
    application = _get(request, pk)
    if request.method != "POST":
        return redirect("applications:detail", pk)
    form = forms.FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = actions.attach_file(
                application.pk,
                kind=form.cleaned_data["kind"],
                upload=form.cleaned_data["upload"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("“%(name)s” is stored.") % {"name": made.name})
            return redirect("applications:detail", pk)
    return _show(request, application, file_form=form)


@access.role("officer")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a file out of a draft."""
    attachment = _attachment(request, pk)
    if request.method == "POST":
        try:
            actions.remove_attachment(
                attachment.pk, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
    return redirect("applications:detail", attachment.application_id)


@access.role("officer")
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it; the receipt says when it came in and what is stored."""
    application = _get(request, pk)
    form = forms.SubmitForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("applications:detail", pk)
    try:
        with transaction.atomic():
            actions.submit_application(
                application.pk,
                key=form.cleaned_data["key"],
                by=request.member,
                at=queries.database_now(),
            )
    except Refusal as refusal:
        refusals.say(request, refusal)
        return redirect("applications:detail", pk)
    return redirect("applications:receipt", pk)


@access.role("officer")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    application = _get(request, pk)
    if request.method == "POST":
        try:
            actions.withdraw_application(
                application.pk, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The application is withdrawn."))
    return redirect("applications:detail", pk)


@access.role("officer", "office", "auditor")
def receipt(request: MemberRequest, pk: int) -> HttpResponse:
    """Number, time to the second, and the SHA-256 of each stored file."""
    application = _get(request, pk)
    submissions = list(application.submissions.order_by("-version"))
    if not submissions:
        return redirect("applications:detail", pk)
    return render(
        request,
        "applications/receipt.html",
        {
            "application": application,
            "submission": submissions[0],
            "earlier": submissions[1:],
            "kinds": dict(Attachment.Kind.choices),
        },
    )


@access.role("officer", "office")
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something about the application."""
    application = _get(request, pk)
    form = forms.CommentForm(request.POST or None)
    back = "applications:examine" if request.member.role == "office" else (
        "applications:detail"
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(
                application.pk,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The comment is written down."))
    elif request.method == "POST":
        messages.error(request, _("Write the comment before sending it."))
    return redirect(back, pk)


@access.role("officer", "office", "reviewer", "auditor")
def download(request: MemberRequest, pk: int) -> HttpResponse:
    """A file of an application, always as a download."""
    attachment = _attachment(request, pk)
    return as_download(attachment.file, attachment.name)


def _get(request: MemberRequest, pk: int) -> Application:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _attachment(request: MemberRequest, pk: int) -> Attachment:
    return get_object_or_404(
        Attachment.objects.select_related("file"),
        pk=pk,
        application__in=queries.readable_by(request.member),
    )


def _show(
    request: MemberRequest, application: Application, **more: Any
) -> HttpResponse:
    """The page of a draft with a form as it was typed."""
    context = _context(request, application) | {"is_editable": True} | more
    return render(request, "applications/detail.html", context)


def _context(request: MemberRequest, application: Application) -> dict[str, Any]:
    assessment = queries.assess(application)
    order = {"no": 0, "unknown": 1, "yes": 2}
    comments = application.comments.filter(is_internal=False).select_related(
        "author__user", "author__organisation"
    )
    return {
        "application": application,
        "files": queries.files_of(application),
        "kinds": dict(Attachment.Kind.choices),
        "assessment": assessment,
        "findings": sorted(
            assessment.findings, key=lambda one: order[one.verdict.value]
        ),
        "comments": comments,
        "submissions": application.submissions.order_by("-version"),
        "changes": queries.changes_between_versions(application),
        "amount_form": forms.AmountForm(
            initial={
                "requested": application.requested,
                "recommended_by": application.recommended_by,
            }
        ),
        "file_form": forms.FileForm(),
        "submit_form": forms.SubmitForm(),
        "comment_form": forms.CommentForm(),
        "now": queries.database_now(),
    }
