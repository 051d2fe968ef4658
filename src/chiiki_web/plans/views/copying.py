"""Start a plan with what an earlier one said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages


@access.role("officer")
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """Copy a plan as it stands now: what is taken over, what is not, what to look at."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    return copy_page(request, plan, queries.snapshot(plan))


@access.role("officer")
def copied(request: MemberRequest, pk: int) -> HttpResponse:
    """Close the list of what is to be looked at after copying."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    if request.method == "POST":
        actions.close_copy(plan.pk, by=request.member, at=timezone.now())
    return redirect("plans:detail", plan.pk)


def copy_page(
    request: MemberRequest, plan: Plan, said: Mapping[str, Any], number: str = ""
) -> HttpResponse:
    """The page for any source: a plan as it stands, or as it was sent as ``number``."""
    now = timezone.now()
    form = forms.StartForm(access.typed(request), initial=_beginning(said, now))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy_plan(
                plan.pk,
                said=said,
                number=number,
                by=request.member,
                at=now,
                **form.cleaned_data,
            )
        except actions.CannotStartPlan as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("plans:detail", made.pk)
    context = {
        "plan": plan,
        "title": said["title"],
        "number": number,
        "form": form,
        "left_out": [wording.explain(one) for one in queries.left_out(said, now)],
        "look_again": [forms.label_of(one) for one in queries.look_again(said)],
    }
    return render(request, "plans/copy.html", context)


def _beginning(said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "form_key": uuid4(),
        "title": said["title"],
        "municipality": queries.place_of_copy(said, at),
        "field": (said.get("field") or {}).get("code", ""),
    }
