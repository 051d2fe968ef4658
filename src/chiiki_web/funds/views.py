"""The page on which an office opens a call together with its budget."""

from __future__ import annotations

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


@access.role("office")
def new_call(request: MemberRequest) -> HttpResponse:
    """Publish a call; it and its budget exist together or not at all."""
    form = forms.CallForm(access.typed(request), initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
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
