"""The applicant's side: start, amount, files, check, send, withdraw."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki.reasons import reason
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.applications.views import pages, refused
from chiiki_web.plans import queries as plans
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes

PER_PAGE = 50
NOT_TICKED = "applications.not_ticked_off"
TO_DO = {
    "returned": gettext_lazy("applications to correct"),
    "draft": gettext_lazy("application drafts"),
}


@access.role("officer", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """My organisation's applications with their state; ``?state=`` keeps one of TO_DO."""
    rows, state = queries.visible_to(request.member), request.GET.get("state", "")
    if state in TO_DO:
        rows = rows.filter(status=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "only": TO_DO.get(state)}
    return render(request, "applications/list.html", context)


@access.role("officer")
def start(request: MemberRequest, call_pk: int) -> HttpResponse:
    """Choose the plan that is sent to this call."""
    call = get_object_or_404(schemes.calls(), pk=call_pk)
    now = queries.database_now()
    own = plans.visible_to(request.member).filter(
        organisation=request.member.organisation_id
    )
    only = own.first() if own.count() == 1 else None
    chosen = request.GET.get("plan") or only
    form = forms.StartForm(own, access.typed(request), initial={"plan": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_application(
                form.cleaned_data["plan"].pk, call.pk, by=request.member, at=now
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("applications:detail", made.pk)
    return render(
        request,
        "applications/start.html",
        {
            "call": call,
            "form": form,
            "has_plans": own.exists(),
            "is_open": schemes.is_open(call, now),
            "until": schemes.window_of(call, now).closes_at,
            "why_not": [
                wording.explain(one)
                for one in schemes.why_no_round(schemes.rounds_of(call), now)
            ],
        },
    )


@access.role("officer", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One application: what is still to do before it is sent, or how it stands."""
    return pages.show_applicant(request, pages.readable(request, pk))


@access.role("officer")
def amount(request: MemberRequest, pk: int) -> HttpResponse:
    """How much is applied for, and who recommends."""
    application = pages.readable(request, pk)
    typed = access.typed(request)
    if typed is None:
        return redirect("applications:detail", pk)
    form = forms.AmountForm(typed)
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
    return pages.show_applicant(request, application, amount_form=form)


@access.role("officer")
def attach(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a file; it is stored at once and stays, whatever happens to the rest."""
    application = pages.readable(request, pk)
    typed = access.typed(request)
    if typed is None:
        return redirect("applications:detail", pk)
    form = forms.FileForm(application, typed, request.FILES)
    if request.method == "POST" and form.is_valid():
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
    return pages.show_applicant(request, application, file_form=form)


@access.role("officer")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a file out of a draft."""
    attachment = get_object_or_404(
        Attachment, pk=pk, application__in=queries.visible_to(request.member)
    )
    if request.method == "POST":
        try:
            actions.remove_attachment(
                attachment.pk, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            said = _("“%(name)s” is taken out.") % {"name": attachment.name}
            messages.success(request, said)
    return redirect("applications:detail", attachment.application_id)


@access.role("officer")
def prepare(request: MemberRequest, pk: int) -> HttpResponse:
    """Check and freeze what could be sent, while its page is read; no page of its own."""
    application = pages.readable(request, pk)
    if request.method != "POST":
        return redirect("applications:detail", pk)
    prepared = actions.prepare_application(
        application.pk, by=request.member, at=queries.database_now()
    )
    if prepared is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "applications/prepared.html", {"prepared": prepared})


@access.role("officer")
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it; the receipt says when it came in and what is stored."""
    known = queries.at_the_button(request.member, pk)
    if known is None:
        raise Http404
    form = forms.SubmitForm(access.typed(request))
    if request.method != "POST":
        return redirect("applications:detail", pk)
    if not form.is_valid():
        messages.error(request, _("Nothing was sent. Please press the button again."))
        return redirect("applications:detail", pk)
    amount_form = forms.AmountForm(request.POST)
    if "requested" in request.POST and not amount_form.is_valid():
        application = pages.readable(request, pk)
        return pages.show_applicant(request, application, amount_form=amount_form)
    typed = amount_form.cleaned_data if amount_form.is_valid() else {}
    if not typed.items() <= known.amount.items():
        with suppress(actions.CannotPrepare):  # sent already: the receipt says so
            actions.set_amount(
                pk,
                by=request.member,
                at=timezone.now(),
                **typed,
            )
    is_corrected = known.status == Application.Status.RETURNED
    if is_corrected and "anyway" not in request.POST:
        left = queries.not_ticked_off(pk, known.at)
        if left:
            messages.error(request, wording.explain(reason(NOT_TICKED, count=left)))
            return redirect(f"{reverse('applications:detail', args=[pk])}#four")
    return _send(request, pk, form, known.at)


def _send(
    request: MemberRequest, pk: int, form: forms.SubmitForm, at: datetime
) -> HttpResponse:
    try:
        actions.submit_application(
            pk,
            key=form.cleaned_data["key"],
            by=request.member,
            at=at,
        )
    except Refusal as refusal:
        application = pages.readable(request, pk)
        if application.status not in EDITABLE:
            refusals.say(request, refusal)
            return redirect("applications:detail", pk)
        why = refused.said(refusal, application)
        return pages.show_applicant(request, application, refused=why)
    return redirect("applications:receipt", pk)


@access.role("officer")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    application = pages.readable(request, pk)
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
