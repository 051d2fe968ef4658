"""The page behind an invitation's link: who invites to what, before anything else."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms
from chiiki_web.consortia.actions import answering
from chiiki_web.consortia.models import Invitation, Partnership, Registration
from chiiki_web.consortia.queries import links


@access.public
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation; who is not registered here can ask to be."""
    invitation = links.found_by(token)
    if invitation is None:
        return render(request, "consortia/no_link.html", status=404)
    held, now = invitation.partnership, timezone.now()
    member = cast(MemberRequest, request).member
    is_open = links.is_open(invitation, now)
    if member is not None and _takes_part(held, member):
        return redirect("consortia:plan", held.plan_id)
    waiting = held.registrations.filter(state=Registration.State.WAITING).exists()
    asks = is_open and member is None and held.organisation_id is None and not waiting
    form = _newcomer_form(request, held) if asks else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.ask_registration(invitation.pk, _newcomer(form), at=now)
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
        return redirect("consortia:join", token)
    context: dict[str, Any] = {
        "held": held,
        "plan": held.plan,
        "invitation": invitation,
        "why_not": _why_not(invitation, member, is_open=is_open),
        "may_answer": is_open and member is not None,
        "is_open": is_open,
        "waits_for_registration": waiting,
        "newcomer_form": form,
        "form": forms.GroundForm(),
        "here": request.path,
    }
    return render(request, "consortia/join.html", context)


def _takes_part(held: Partnership, member: Membership) -> bool:
    return (
        held.state == Partnership.State.TAKES_PART
        and held.organisation_id == member.organisation_id
    )


def _why_not(
    invitation: Invitation, member: Membership | None, *, is_open: bool
) -> str:
    """Why the reader cannot answer here, if it is so."""
    found = answering.not_open(invitation, timezone.now())
    if found is None and member is not None:
        found = answering.not_for(invitation.partnership, member)
    return wording.explain(found) if found else ""


def _newcomer_form(request: HttpRequest, held: Partnership) -> forms.NewcomerForm:
    beginning = {"name_ja": held.name, "email": held.email}
    return forms.NewcomerForm(access.typed(request), initial=beginning)


def _newcomer(form: forms.NewcomerForm) -> actions.Newcomer:
    typed = form.cleaned_data
    return actions.Newcomer(form.values(), typed["person_name"], typed["email"])
