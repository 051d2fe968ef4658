"""The office shows candidates to the requester."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.views import pages


@access.role("office")
def propose(request: MemberRequest, pk: int) -> HttpResponse:
    """Search the register, and show those who fit to the requester."""
    found = pages.found_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.propose_candidates(found.pk, by=request.member, at=timezone.now())
        except actions.CannotPlace as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The candidates are shown to the requester."))
    return redirect("dispatch:detail", pk)
