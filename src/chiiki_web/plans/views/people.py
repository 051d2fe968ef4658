"""The step about people: one page for the leader, the stakeholders and the partners.

Every button saves what was typed first, so that adding a stakeholder loses nothing.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages

CODE = "people"
SHOWN = 20


def people(request: MemberRequest, plan: Plan) -> HttpResponse:
    """Show the step, or do what its button says."""
    typed, now = access.typed(request), timezone.now()
    form = forms.PeopleForm(typed, initial=pages.stored(forms.PeopleForm, plan))
    adding = forms.StakeholderForm(typed if _adds(typed) else None, prefix="new")
    version = pages.version_of(typed, plan)
    differences: list[pages.Difference] = []
    if request.method == "POST" and _both_valid(form, adding):
        try:
            actions.change_plan(
                plan.pk, version=version, by=request.member, at=now, **form.cleaned_data
            )
            _do(request, plan, adding, now)
        except actions.PlanHasChanged as refusal:
            refusals.say(request, refusal)
            plan = pages.readable(request, plan.pk)
            version, differences = plan.version, pages.differences(form, plan)
        except actions.CannotChangePlan as refusal:
            refusals.say(request, refusal)
            plan = pages.readable(request, plan.pk)
            version = plan.version
        else:
            return _answer(request, plan)
    text = request.GET.get("q", "").strip()
    context = {
        "plan": plan,
        "step": forms.step_of(CODE),
        "steps": pages.steps(plan, CODE),
        "form": form,
        "adding": adding,
        "version": version,
        "differences": differences,
        "q": text,
        "found": queries.partner_choices(plan, text)[:SHOWN] if text else [],
    }
    return render(request, "plans/people.html", context)


def _adds(typed: QueryDict | None) -> bool:
    """Whether a stakeholder is to be added: by the button, or because a name stands there."""
    return typed is not None and bool(
        typed.get("do") == "add" or typed.get("new-name", "").strip()
    )


def _both_valid(form: forms.PeopleForm, adding: forms.StakeholderForm) -> bool:
    return form.is_valid() and (not adding.is_bound or adding.is_valid())


def _do(
    request: MemberRequest, plan: Plan, adding: forms.StakeholderForm, at: datetime
) -> None:
    by = request.member
    if adding.is_bound:
        actions.add_stakeholder(plan.pk, by=by, at=at, **adding.cleaned_data)
    deed, _dash, row = request.POST.get("do", "").partition("-")
    act = {
        "remove": actions.remove_stakeholder,
        "join": actions.add_partner,
        "leave": actions.remove_partner,
    }.get(deed)
    if act is not None and row.isdecimal() and len(row) <= pages.LONGEST_NUMBER:
        act(plan.pk, int(row), by=by, at=at)


def _answer(request: MemberRequest, plan: Plan) -> HttpResponse:
    here = forms.step_of(CODE).url(plan)
    deed = request.POST.get("do", "").partition("-")[0]
    if deed == "search":
        text = urlencode({"q": request.POST.get("partner", "").strip()})
        return redirect(f"{here}?{text}#partners")
    if deed in ("join", "leave"):
        return redirect(f"{here}#partners")
    if deed in ("add", "remove"):
        return redirect(f"{here}#stakeholders")
    return pages.saved(request, plan, CODE)
