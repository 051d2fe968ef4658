"""The office examines one application: check, assign, accept, return, reject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.models import Application
from chiiki_web.applications.views import pages
from chiiki_web.numbers import key_of
from chiiki_web.refusals import Refusal

SEEN = "seen"
SAID = ("note", "ground")


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
            with _as_shown(request, application):
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
                with _as_shown(request, application):
                    _keep_check(request, application, form)
            with _as_shown(request, application):
                actions.accept_application(
                    application.pk,
                    closes_corrections="close_corrections" in request.POST,
                    by=request.member,
                    at=timezone.now(),
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


@access.role("office")
def assign(request: MemberRequest, pk: int) -> HttpResponse:
    """Say who of the office handles it."""
    application = pages.readable(request, pk)
    typed = access.typed(request)
    if typed is None:
        return redirect("applications:examine", pk)
    form = forms.AssignForm(application, typed)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            actions.assign_application(
                application.pk,
                to=person.pk if person else None,
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The person in charge is kept."))
            return redirect("applications:examine", pk)
    return pages.show_office(request, application, assign_form=form)


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
            with _as_shown(request, application):
                action(
                    application.pk,
                    by=request.member,
                    at=queries.database_now(),
                    **form.cleaned_data,
                )
        except Refusal as refusal:
            refusals.say(request, refusal)
            application = pages.readable(request, pk)
        else:
            messages.success(request, done)
            return redirect("applications:examine", pk)
    said = next(one for one in SAID if one in form.fields)
    kept = refusals.typed_in(form, said)
    return pages.show_office(request, application, kept=kept, **{name: form})


@contextmanager
def _as_shown(request: MemberRequest, application: Application) -> Iterator[None]:
    """Hold the application, and refuse what was decided over an earlier state of it."""
    with transaction.atomic():
        held = actions.hold_as_office(
            application.pk, request.member, actions.CannotExamine
        )
        changed = queries.changed_since(held, request.POST.get(SEEN, ""))
        if changed and not _was_returned_by(request, held):
            raise actions.CannotExamine(*changed)
        yield


def _was_returned_by(request: MemberRequest, application: Application) -> bool:
    """Whether this very form has returned it: a second click is the same deed."""
    key = key_of(request.POST.get("form_key", ""))
    return application.returns.filter(form_key=key).exists()


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
