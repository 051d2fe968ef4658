"""Where in the steps each thing is filled in that a rule or the check list asks for."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from chiiki_web.plans.forms.shown import label_of
from chiiki_web.plans.forms.steps import STEPS, step_of
from chiiki_web.plans.models import Plan
from chiiki_web.wording.rules import name_known

FILLED_IN = {
    "applicant.kind": ("people", "as_consortium"),
    "plan.fields": ("problem", "field"),
    "plan.is_education": ("problem", "field"),
    "plan.has_organisation": ("people", "leader_name"),
    "plan.continues_after_funding": ("after", "payer_after"),
    "request.amount": ("costs", "requested"),
    "costs.own_share": ("costs", "requested"),
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


BACKGROUND = {  # on the page about what is known of the applicants beside the plan
    "region.fiscal_strength_thousandths": "strength",
    "award.had_before": "awards",
    "award.years_since_last": "awards",
}
NOT_IN_A_PLAN = {  # groups of facts that no plan can say, and why
    "dispatch": "asked in a request for a dispatch, which is no plan",
}


def place_of(fact: str, plan: Plan) -> str:
    """Return the address of the page, and the place on it, where a fact is filled in.

    Facts come from the rules (``plan.creates_jobs``) or the check list (``goal``). Empty
    for a fact that no plan can say.
    """
    if fact.partition(".")[0] in NOT_IN_A_PLAN:
        return ""
    if fact in BESIDE:
        return f"{reverse('consortia:plan', args=[plan.pk])}#{BESIDE[fact]}"
    if fact in BACKGROUND:
        return f"{reverse('plans:background', args=[plan.pk])}#{BACKGROUND[fact]}"
    step, part = FILLED_IN.get(fact) or _by_name(fact)
    return f"{step_of(step).url(plan)}#{_anchor(part)}"


def places_of(facts: Iterable[str], plan: Plan) -> list[tuple[str, str]]:
    """Name each missing fact with its place; the sums of costs are one table."""
    found = {}
    for name in facts:
        is_sum = name.startswith("costs.") and name not in FILLED_IN
        label = str(label_of("costs")) if is_sum else name_known(name)
        found[label] = place_of(name, plan)
    return list(found.items())


def step_code_of(fact: str) -> str:
    """Return the step in which a fact is filled in."""
    if fact in BESIDE or fact in BACKGROUND:
        return "people"
    return (FILLED_IN.get(fact) or _by_name(fact))[0]


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
