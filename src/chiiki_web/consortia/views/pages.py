"""What pages about consortia have in common: whose plan, what it says, a deed and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise

from chiiki_web import refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia.models import Partnership
from chiiki_web.plans import forms as plan_forms
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Section:
    """One step of a plan, for reading."""

    code: str
    title: str | Promise
    parts: list[plan_forms.Shown]


def readable(request: MemberRequest, pk: int) -> Plan:
    """The plan with all its parts, or 404 for who may not read it."""
    rows = plans.with_parts(plans.visible_to(request.member))
    return get_object_or_404(rows, pk=pk)


def led(request: MemberRequest, pk: int) -> Plan:
    """The same for the organisation that leads it."""
    own = plans.visible_to(request.member).filter(
        organisation=request.member.organisation_id
    )
    return get_object_or_404(own, pk=pk)


def own_partnership(request: MemberRequest, plan: Plan) -> Partnership | None:
    """The reader's own row, if it takes part."""
    return plan.partnerships.filter(
        organisation=request.member.organisation_id,
        state=Partnership.State.TAKES_PART,
    ).first()


def sections(plan: Plan) -> list[Section]:
    """All that a plan says, step by step; the check list stays with the plan."""
    return [
        Section(step.code, step.title, plan_forms.shown(plan, step))
        for step in plan_forms.STEPS
        if step.code != "checklist"
    ]


def do(
    request: MemberRequest,
    deed: Callable[[], object],
    said: str,
    back: str,
    *where: object,
) -> HttpResponse:
    """Do one thing that a button asks for, say how it went, and go back."""
    if request.method == "POST":
        refusals.does(request, deed, said)
    return redirect(back, *where)
