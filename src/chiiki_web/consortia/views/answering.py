"""The invited organisation reads what it is asked, and answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms, queries
from chiiki_web.consortia.models import Invitation, Partnership
from chiiki_web.consortia.queries import links
from chiiki_web.consortia.views import pages


@access.role("officer")
def partnership(request: MemberRequest, pk: int) -> HttpResponse:
    """An invitation in short; once it is accepted, the plan's own page."""
    held = get_object_or_404(queries.partnerships_of(request.member), pk=pk)
    if held.state == Partnership.State.TAKES_PART:
        return redirect("consortia:plan", held.plan_id)
    return show(request, held)


@access.role("officer")
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Take part from now on."""
    invitation = _own_invitation(request, pk)
    held = invitation.partnership
    if request.method != "POST":
        return redirect("consortia:partnership", held.pk)
    return pages.do(
        request,
        lambda: actions.accept_invitation(
            invitation.pk, by=request.member, at=timezone.now()
        ),
        _("You take part now. Next, write what your organisation does."),
        "consortia:partnership",
        held.pk,
    )


@access.role("officer")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say no, with the ground."""
    invitation = _own_invitation(request, pk)
    held = invitation.partnership
    form = forms.GroundForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline_invitation(
                invitation.pk,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
            held.refresh_from_db()
            return show(request, held, form=form)
        messages.success(request, _("Your answer is on its way."))
        return redirect("consortia:partnership", held.pk)
    if not form.is_bound:
        return redirect("consortia:partnership", held.pk)
    return show(request, held, form=form)


def show(request: MemberRequest, held: Partnership, **typed: Any) -> HttpResponse:
    """The summary, and the two answers while the invitation is open."""
    invitation = queries.open_invitation(held)
    may_answer = invitation is not None and links.is_open(invitation, timezone.now())
    kept = "" if may_answer else refusals.typed_in(typed.get("form"), "ground")
    context: dict[str, Any] = {
        "held": held,
        "plan": held.plan,
        "invitation": invitation,
        "may_answer": may_answer,
        "kept": kept,
        "form": forms.GroundForm(),
    }
    return render(request, "consortia/partnership.html", context | typed)


def _own_invitation(request: MemberRequest, pk: int) -> Invitation:
    rows = Invitation.objects.select_related(
        "partnership__plan__organisation",
        "partnership__plan__municipality",
        "partnership__plan__field",
        "partnership__organisation",
    )
    own = queries.partnerships_of(request.member)
    return get_object_or_404(rows, pk=pk, partnership__in=own.order_by())
