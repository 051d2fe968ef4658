"""What the pages that write a plan have in common: whose plan, which version, where next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiiki.readiness import ITEMS
from chiiki.reasons import reason
from chiiki_web import wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.numbers import number_of
from chiiki_web.plans import forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.ui import formats

NEXT = "next"


@dataclass(frozen=True, slots=True)
class StepLink:
    """One step in the row of steps: where it leads, and whether all of it is said."""

    label: str | Promise
    url: str
    state: str


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


class Versioned(Protocol):
    """What a form shows at a version: a plan, or the answers of an application."""

    @property
    def version(self) -> int: ...


def version_of(data: QueryDict | None, plan: Versioned) -> int:
    """The version that the writer saw; 0, which is always old, for what none can be."""
    if data is None:
        return plan.version
    typed = number_of(data.get("version", "")) or 0
    return typed if typed <= plan.version else 0


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


def show_step(
    request: MemberRequest, template: str, plan: Plan, code: str, **context: Any
) -> HttpResponse:
    """Show the form of a step; the browser asks for it anew each time it comes back."""
    parts = forms.parts_of_step(code)
    context |= {
        "plan": plan,
        "step": forms.step_of(code),
        "steps": steps(plan, code),
        "has_earlier": queries.has_earlier(plan, parts),
    }
    response = render(request, template, context)
    add_never_cache_headers(response)
    return response


def moment(value: datetime) -> str:
    """Say day and time in the reader's language."""
    return formats.day_and_time(value)


def part_url(plan: Plan, part: str) -> str:
    """The page on which a part is written."""
    if part.startswith(queries.CHECK):
        return item_url(plan, part.removeprefix(queries.CHECK))
    return forms.step_of(forms.step_of_part(part)).url(plan)


def item_url(plan: Plan, item: str) -> str:
    """The page of one item of the check list, or of all where there is no such item."""
    if item not in {one.code for one in ITEMS}:
        return reverse("plans:checklist", args=[plan.pk])
    return reverse("plans:answer", args=[plan.pk, item])
