"""The office invites an adviser; the page behind the link sets the first password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.refusals import Refusal


@access.role("office")
def invite(request: MemberRequest) -> HttpResponse:
    """Name a person and their address; a link goes out by mail."""
    form = forms.InviteForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_adviser(
                **form.cleaned_data, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Invited. The link goes out by mail."))
            return redirect("advisers:register")
    return render(request, "advisers/invite.html", {"form": form})


@access.public
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password once, and go on to one's own entry."""
    now = timezone.now()
    found = queries.invitation_by_link(token)
    if found is None:
        return render(request, "advisers/join.html", {"found": None}, status=404)
    over = queries.why_link_is_over(found, now)
    form = forms.JoinForm(request.POST or None, found.membership.user)
    if request.method == "POST" and over is None and form.is_valid():
        try:
            member = actions.join_by_link(token, **form.cleaned_data, at=now)
        except actions.CannotInvite as refusal:
            refusals.say(request, refusal)
        else:
            login(request, member.user)
            messages.success(request, _("Welcome. Now write your entry and send it."))
            return redirect("advisers:mine")
    context = {
        "found": found,
        "form": form,
        "why_not": wording.explain(over) if over else "",
    }
    return render(request, "advisers/join.html", context)
