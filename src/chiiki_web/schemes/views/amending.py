"""The page on which an office amends the form of an open call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes import actions, forms, queries


@access.role("office")
def amend(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose a version with another form, say why, and let the call go on with it."""
    call = get_object_or_404(queries.calls_of(request.member.organisation), pk=pk)
    choices = queries.newer_forms(call)
    form = forms.AmendForm(access.typed(request), choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend_form(
                call.pk,
                form.cleaned_data["version"].pk,
                ground=form.cleaned_data["ground"],
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotAmendForm as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The form of the call is amended."))
            return redirect("schemes:call", call.pk)
    context = {
        "call": call,
        "form": form,
        "choices": choices,
        "version": queries.version_of(call),
    }
    return render(request, "schemes/amend.html", context)
