"""What the pages that write a plan have in common: whose plan, which version, where next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiiki.readiness import ITEMS
from chiiki.reasons import reason
from chiiki_web import wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import forms, queries
from chiiki_web.plans.models import Plan

NEXT = "next"
LONGEST_NUMBER = 18  # digits of what a database can number


@dataclass(frozen=True, slots=True)
class StepLink:
    """One step in the row of steps: where it leads, and whether all of it is said."""

    label: str | Promise
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of which somebody else saved another text meanwhile."""

    label: str
    theirs: str
    mine: str


def readable(request: MemberRequest, pk: int) -> Plan:
    """The plan with all its parts, or 404 for who may not read it."""
    plans = queries.with_parts(queries.visible_to(request.member))
    return get_object_or_404(plans, pk=pk)


def refuse_reader(request: MemberRequest, plan: Plan) -> HttpResponse | None:
    """Send somebody who reads but does not write this plan to its page."""
    if queries.may_change(plan, request.member):
        return None
    messages.error(request, wording.explain(reason("plans.not_yours")))
    return redirect("plans:detail", plan.pk)


def version_of(data: QueryDict | None, plan: Plan) -> int:
    """The version that the writer saw; 0, which is always old, for what is no number."""
    if data is None:
        return plan.version
    typed = data.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0


def steps(plan: Plan, current: str) -> list[StepLink]:
    """The steps with the present one marked, and those that lack nothing as done."""
    unsaid = {forms.step_code_of(name) for name in queries.unsaid(plan)}
    if len(plan.answers.all()) < len(ITEMS):
        unsaid.add("checklist")
    return [
        StepLink(step.title, step.url(plan), _state(step.code, current, unsaid))
        for step in forms.STEPS
    ]


def _state(code: str, current: str, unsaid: set[str]) -> str:
    if code == current:
        return "current"
    return "todo" if code in unsaid else "done"


def saved(request: MemberRequest, plan: Plan, code: str) -> HttpResponse:
    """Say so, and go on to the next step or stay."""
    messages.success(request, _("Saved."))
    codes = [step.code for step in forms.STEPS]
    if request.POST.get("do") != NEXT:
        return redirect(forms.step_of(code).url(plan))
    if code == codes[-1]:
        return redirect("plans:detail", plan.pk)
    return redirect(forms.STEPS[codes.index(code) + 1].url(plan))


def differences(form: django_forms.Form, plan: Plan) -> list[Difference]:
    """What is stored now beside what was typed, part by part."""
    found = []
    for name, field in form.fields.items():
        stored, typed = getattr(plan, name), form.cleaned_data[name]
        if stored != typed:
            label = str(field.label or name)
            found.append(
                Difference(label, forms.say(field, stored), forms.say(field, typed))
            )
    return found


def stored(form: type[django_forms.Form], plan: Plan) -> dict[str, Any]:
    """What a form begins with: what the plan says."""
    return {name: getattr(plan, name) for name in form.base_fields}
