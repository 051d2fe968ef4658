"""The page on which an office puts right what was published by mistake."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import Call

CANCEL = "cancel"  # its fields have names of their own beside those of the other form


@access.role("office")
def correct(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a call close earlier than was published by mistake."""
    call = _own(request, pk)
    form = forms.CorrectionForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_closing(
                call.pk,
                seen=request.POST.get("seen", ""),
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.CannotCorrectCall as refusal:
            refusals.say(request, refusal)
            call = _own(request, pk)
        else:
            messages.success(request, _("The closing time is corrected."))
            return redirect("schemes:call", call.pk)
    return _show(request, call, form=form)


@access.role("office")
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a call back into which nothing was sent."""
    call = _own(request, pk)
    form = forms.CancellingForm(access.typed(request), prefix=CANCEL)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_call(
                call.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotCorrectCall as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The call is cancelled."))
            return redirect("schemes:call", call.pk)
    return _show(request, call, cancelling_form=form)


def _own(request: MemberRequest, pk: int) -> Call:
    return get_object_or_404(queries.calls_of(request.member.organisation), pk=pk)


def _show(request: MemberRequest, call: Call, **more: Any) -> HttpResponse:
    return render(
        request,
        "schemes/correct.html",
        {
            "call": call,
            "seen": queries.seen_closing(call),
            "form": forms.CorrectionForm(),
            "cancelling_form": forms.CancellingForm(prefix=CANCEL),
            "may_cancel": not queries.has_applications(call),
            "waiting": len(queries.waiting_people(call)),
            **more,
        },
    )
