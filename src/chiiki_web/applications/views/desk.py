"""The office's desk: find, examine, accept, return, reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.models import Application
from chiiki_web.applications.views import pages
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes
from chiiki_web.sheets.writing import csv_text

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One application on the desk, and for how many days it has waited there."""

    application: Application
    waiting: int | None


@access.role("office", "auditor")
def desk(request: MemberRequest) -> HttpResponse:
    """What has come in, the newest first, with filters."""
    chosen = _chosen(request)
    rows = queries.at_desk(request.member, **chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    calls = schemes.calls()
    if request.member.role == "office":
        calls = calls.filter(office=request.member.organisation_id)
    return render(
        request,
        "applications/desk.html",
        {
            "page": page,
            "listed": [
                Listed(one, queries.waiting_days(one, now)) for one in page.object_list
            ],
            "chosen": chosen,
            "calls": calls,
            "statuses": [
                one for one in Application.Status.choices if one[0] != "draft"
            ],
        },
    )


@access.role("office", "auditor")
def export(request: MemberRequest) -> HttpResponse:
    """The filtered list for a spreadsheet; no cell can start a formula."""
    rows = queries.at_desk(request.member, **_chosen(request))
    response = HttpResponse(
        csv_text([_heads(), *map(_exported, rows.iterator())]),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="applications.csv"'
    return response


@access.role("office", "auditor")
def examine(request: MemberRequest, pk: int) -> HttpResponse:
    """One application as it was sent, beside the list of what is checked."""
    return pages.show_office(request, pages.readable(request, pk))


@access.role("office")
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down which things are in order, all at once."""
    application = pages.readable(request, pk)
    checked = {one.item: one for one in application.completeness.all()}
    typed = access.typed(request)
    if typed is None:
        return redirect("applications:examine", pk)
    form = forms.CompletenessForm(checked, typed)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_check(request, application, form)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The check is kept."))
            return redirect("applications:examine", pk)
    return pages.show_office(request, application, check_form=form)


@access.role("office")
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """It goes on to review."""
    application = pages.readable(request, pk)
    checked = {one.item: one for one in application.completeness.all()}
    form = forms.CompletenessForm(checked, access.typed(request))
    if request.method == "POST":
        try:
            if form.is_valid():
                _keep_check(request, application, form)
            actions.accept_application(
                application.pk, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
            return pages.show_office(
                request, pages.readable(request, pk), check_form=form
            )
        messages.success(request, _("Accepted. Next, choose its reviewers."))
    return redirect("applications:examine", pk)


@access.role("office")
def give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Return it with what is to be corrected."""
    return _decide(
        request,
        pk,
        forms.ReturnForm,
        "return_form",
        actions.return_application,
        _("The application is returned; the applicant was told."),
    )


@access.role("office")
def reject(request: MemberRequest, pk: int) -> HttpResponse:
    """It cannot be taken."""
    return _decide(
        request,
        pk,
        forms.RejectForm,
        "reject_form",
        actions.reject_application,
        _("The application is not accepted; the applicant was told."),
    )


def _decide(
    request: MemberRequest,
    pk: int,
    kind: type[Form],
    name: str,
    action: Callable[..., object],
    done: str,
) -> HttpResponse:
    application = pages.readable(request, pk)
    typed = access.typed(request)
    if typed is None:
        return redirect("applications:examine", pk)
    form = kind(typed)
    if request.method == "POST" and form.is_valid():
        try:
            action(
                application.pk,
                by=request.member,
                at=queries.database_now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
            return redirect("applications:examine", pk)
    return pages.show_office(request, application, **{name: form})


def _chosen(request: MemberRequest) -> dict[str, str]:
    return {
        "call": request.GET.get("call", ""),
        "status": request.GET.get("status", ""),
        "text": request.GET.get("q", "").strip(),
    }


def _heads() -> list[str]:
    return [
        pgettext("application", "Number"),
        pgettext("plan", "Title"),
        _("Organisation"),
        _("Call"),
        _("Amount applied for"),
        _("Received"),
        _("State"),
    ]


def _exported(one: Application) -> list[object]:
    received = timezone.localtime(one.submitted_at) if one.submitted_at else None
    return [
        one.number,
        one.plan.title,
        one.organisation.name_ja,
        one.call.name_ja,
        one.requested,
        f"{received:%Y-%m-%d %H:%M:%S}" if received else "",
        one.get_status_display(),
    ]


@transaction.atomic
def _keep_check(
    request: MemberRequest, application: Application, form: forms.CompletenessForm
) -> None:
    """Every answer that was given, or none."""
    for item, (is_in_order, note) in form.answers().items():
        actions.check_completeness(
            application.pk,
            item=item,
            is_in_order=is_in_order,
            note=note,
            by=request.member,
            at=timezone.now(),
        )
