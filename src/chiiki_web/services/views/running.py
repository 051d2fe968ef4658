"""A service is registered from its award, changed, and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, stale
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.awards import queries as awards
from chiiki_web.plans.models import Plan
from chiiki_web.services import actions, forms, queries


@access.role("officer")
def register(request: MemberRequest, award_pk: int) -> HttpResponse:
    """Register the service that an award made; the plan's figures stand in the form."""
    rows = awards.visible_to(request.member).select_related("service")
    award = get_object_or_404(rows, pk=award_pk)
    if hasattr(award, "service"):
        return redirect("services:detail", award.service.pk)
    form = forms.ServiceForm(
        access.typed(request), initial=_from_plan(award.application.plan)
    )
    if request.method == "POST" and form.is_valid():
        try:
            service = actions.register_service(
                award.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotRegister as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request, _("The service is registered. Report its use every month.")
            )
            return redirect("services:detail", service.pk)
    return render(request, "services/register.html", {"form": form, "award": award})


@access.role("officer")
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the description or the target; the old target stays in the history."""
    service = get_object_or_404(queries.visible_to(request.member), pk=pk)
    said = queries.said_of(service)
    typed = access.typed(request)
    seen, differences = stale.seen_in(typed, said), []
    form = forms.ServiceForm(typed, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_service(
                service.pk,
                seen=seen,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except stale.HasChanged as refusal:
            refusals.say(request, refusal)
            service.refresh_from_db()
            said = queries.said_of(service)
            seen = stale.seen_anew(seen, said, refusal.names)
            fresh = forms.ServiceForm(initial=said)
            differences = stale.differences(fresh, refusal.names)
        except actions.CannotChangeService as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The change is kept."))
            return redirect("services:detail", service.pk)
    return render(
        request,
        "services/change.html",
        {"form": form, "service": service, "seen": seen, "differences": differences},
    )


@access.role("officer")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a service, with its last day and the reason."""
    service = get_object_or_404(queries.visible_to(request.member), pk=pk)
    form = forms.EndForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_service(
                service.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotChangeService as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request, _("The service has ended. Thank you for saying why.")
            )
            return redirect("services:detail", service.pk)
    return render(request, "services/end.html", {"form": form, "service": service})


def _from_plan(plan: Plan) -> dict[str, object]:
    return {
        "name": plan.title,
        "lifeline": plan.lifeline,
        "target_users": plan.target_users,
        "target_uses_per_month": plan.target_uses_per_month,
        "running_cost_per_year": plan.running_cost_per_year,
        "payer": plan.payer_after,
    }
