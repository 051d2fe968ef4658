"""The page on which an office opens a call together with its budget."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.funds import actions, forms
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.actions import open_call
from chiiki_web.ui import confirming, formats


@access.role("office")
def new_call(request: MemberRequest) -> HttpResponse:
    """Publish a call; it and its budget exist together or not at all."""
    form = forms.CallForm(access.typed(request), initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid() and confirming.is_new(request):
        return confirming.ask(request, _question(form.cleaned_data))
    if confirming.is_confirmed(request) and form.is_valid():
        now, values = timezone.now(), dict(form.cleaned_data)
        total = values.pop("total")
        try:
            with transaction.atomic():
                call = open_call(by=request.member, at=now, **values)
                if not hasattr(call, "fund"):
                    actions.open_fund(call.pk, total, by=request.member, at=now)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The call is published."))
            return redirect("schemes:call", call.pk)
    return render(request, "funds/new_call.html", {"form": form})


def _question(typed: dict[str, Any]) -> confirming.Question:
    return confirming.Question(
        title=_("Publish this call?"),
        said=[
            (_("Name"), typed["name_ja"]),
            (_("Programme"), formats.local(typed["programme"], "name")),
            (_("Opens"), formats.day_and_time(typed["opens_at"])),
            (_("Closes"), formats.day_and_time(typed["closes_at"])),
            (_("Budget"), formats.yen(typed["total"])),
        ],
        follows=[
            _("Everybody can read the call at once."),
            _("The rules of the programme and the criteria are frozen with it."),
            _(
                "The closing time can be put off later. Only a mistake can be corrected."
            ),
        ],
        button=_("Publish the call"),
    )
