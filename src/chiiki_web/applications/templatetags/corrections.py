"""Show the applicant, where a part is written, what the office asks to correct there."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Comment
from chiiki_web.applications.views import places
from chiiki_web.plans.models import Plan

register = template.Library()
KEPT = "corrections_asked"


@register.inclusion_tag("applications/asked_in_step.html", takes_context=True)
def asked_in_step(context: Context, plan: Plan, step: str) -> dict[str, Any]:
    """The list of what is to be corrected in one step, each with a link to its field."""
    found = [
        (queries.label_of(one.part), places.place_of(one.part, one.application), one)
        for one in _asked(context, plan)
        if one.part and places.step_of(one.part) == step
    ]
    return {"asked": found}


@register.inclusion_tag("applications/asked_beside.html", takes_context=True)
def asked_beside(context: Context, plan: Plan, part: str) -> dict[str, Any]:
    """What is to be corrected in one field, right below it."""
    return {"asked": [one for one in _asked(context, plan) if one.part == part]}


@register.inclusion_tag("applications/asked_beside.html", takes_context=True)
def asked_beside_question(
    context: Context, application: Application, code: str
) -> dict[str, Any]:
    """The same for a question of the form, which belongs to one application."""
    part = f"{queries.QUESTION}{code}"
    found = _asked(context, application.plan)
    return {
        "asked": [
            one
            for one in found
            if (one.application_id, one.part) == (application.pk, part)
        ]
    }


def _asked(context: Context, plan: Plan) -> list[Comment]:
    """Asked once a page, and only for those who write the plan."""
    member = context.get("member")
    if member is None or member.organisation_id != plan.organisation_id:
        return []
    kept: list[Comment] | None = context.render_context.get(KEPT)
    if kept is None:
        kept = list(queries.asked_of(plan))
        for one in kept:
            one.application.plan = plan
        context.render_context[KEPT] = kept
    return kept
