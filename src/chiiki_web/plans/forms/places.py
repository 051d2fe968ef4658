"""Where in the steps each thing is filled in that a rule or the check list asks for."""

from __future__ import annotations

from django.urls import reverse

from chiiki_web.plans.forms.steps import STEPS, step_of
from chiiki_web.plans.models import Plan

FILLED_IN = {
    "applicant.kind": ("people", "as_consortium"),
    "region.fiscal_strength_thousandths": ("people", "partners"),
    "award.had_before": ("people", "partners"),
    "award.years_since_last": ("people", "partners"),
    "plan.fields": ("problem", "field"),
    "plan.is_education": ("problem", "field"),
    "plan.has_organisation": ("people", "leader_name"),
    "plan.continues_after_funding": ("after", "payer_after"),
    "request.amount": ("costs", "requested"),
    "people_asked": ("users", "need_people_asked"),
    "stakeholders": ("people", "stakeholders"),
    "costs": ("costs", "rows"),
    "requested": ("costs", "requested"),
    "stakeholder_kinds": ("people", "stakeholders"),
    "costs_by_head": ("costs", "rows"),
}
BESIDE = {  # on the page about partners and recommendation
    "applicant.recommended": "recommendation",
    "consortium.municipality_count": "partners",
    "consortium.local_governments_only": "partners",
    "consortium.includes_local_government": "partners",
}


def place_of(fact: str, plan: Plan) -> str:
    """Return the address of the page, and the place on it, where a fact is filled in.

    Facts come from the rules (``plan.creates_jobs``) or the check list (``goal``).
    """
    if fact in BESIDE:
        return f"{reverse('consortia:plan', args=[plan.pk])}#{BESIDE[fact]}"
    step, part = FILLED_IN.get(fact) or _by_name(fact)
    return f"{step_of(step).url(plan)}#{_anchor(part)}"


def step_code_of(fact: str) -> str:
    """Return the step in which a fact is filled in."""
    return "people" if fact in BESIDE else (FILLED_IN.get(fact) or _by_name(fact))[0]


def _by_name(fact: str) -> tuple[str, str]:
    group, _dot, name = fact.rpartition(".")
    if group == "costs":
        return "costs", "rows"
    for step in STEPS:
        if step.form is not None and name in step.form.base_fields:
            return step.code, name
    raise KeyError(fact)


def _anchor(part: str) -> str:
    return part if part in ("partners", "stakeholders", "rows") else f"id_{part}"
