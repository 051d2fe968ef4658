"""The lead invites, sends the link again, takes it back; either side ends it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.models import Organisation
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms, queries
from chiiki_web.consortia.models import Partnership
from chiiki_web.consortia.views import pages
from chiiki_web.numbers import number_of
from chiiki_web.plans.models import Plan

SHOWN = 20


@access.role("officer")
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Find the organisation, or name one that is not registered; then invite it."""
    plan = pages.led(request, pk)
    text = request.GET.get("q", "").strip()
    chosen = _chosen(request, plan)
    is_new = "new" in request.GET
    typed = access.typed(request)
    form: forms.InviteForm | None = None
    if chosen is not None:
        form = forms.InviteForm(typed)
    elif is_new:
        form = forms.InviteByMailForm(typed, initial={"name": text})
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.invite_partner(
                plan.pk,
                organisation=chosen,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("consortia:plan", plan.pk)
    context = {
        "plan": plan,
        "q": text,
        "found": list(queries.partner_choices(plan, text)[:SHOWN]) if text else [],
        "chosen": chosen,
        "form": form,
    }
    return render(request, "consortia/invite.html", context)


@access.role("officer")
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one ends."""
    held = _led(request, pk)
    return pages.do(
        request,
        lambda: actions.send_again(held.pk, by=request.member, at=timezone.now()),
        _("A new link is on its way; the old one ends."),
        "consortia:plan",
        held.plan_id,
    )


@access.role("officer")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    held = _led(request, pk)
    return pages.do(
        request,
        lambda: actions.withdraw_invitation(
            held.pk, by=request.member, at=timezone.now()
        ),
        _("The invitation is withdrawn."),
        "consortia:plan",
        held.plan_id,
    )


@access.role("officer")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """A partner leaves, or the lead goes on without it."""
    mine = request.member.organisation_id
    held = get_object_or_404(Partnership.objects.select_related("plan"), pk=pk)
    if mine not in (held.plan.organisation_id, held.organisation_id):
        raise Http404
    leads = mine == held.plan.organisation_id
    form = forms.GroundForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        back = ("consortia:plan", held.plan_id) if leads else ("consortia:list",)
        deed = partial(
            actions.end_partnership,
            held.pk,
            by=request.member,
            at=timezone.now(),
            **form.cleaned_data,
        )
        if refusals.does(request, deed, _("The partnership has ended.")):
            return redirect(*back)
    context = {"held": held, "plan": held.plan, "form": form, "leads": leads}
    return render(request, "consortia/end.html", context)


def _chosen(request: MemberRequest, plan: Plan) -> Organisation | None:
    pk = number_of(request.GET.get("organisation", ""))
    return queries.partner_choices(plan, "").filter(pk=pk).first() if pk else None


def _led(request: MemberRequest, pk: int) -> Partnership:
    return get_object_or_404(
        Partnership, pk=pk, plan__organisation=request.member.organisation_id
    )
