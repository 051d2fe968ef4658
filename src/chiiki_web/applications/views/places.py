"""Where an applicant changes a part of what was sent."""

from __future__ import annotations

from django.urls import reverse

from chiiki_web.applications.models import Application
from chiiki_web.applications.queries import QUESTION
from chiiki_web.plans import forms as plan_forms

HERE = {"files": "two", "requested": "three", "recommended_by": "three"}
STEPS = {"cost_lines": "costs", "cost_total": "costs", "answers": "checklist"}


def place_of(part: str, application: Application) -> str:
    """The address of the step of the plan, or the place on the application's own page."""
    if part.startswith(QUESTION):
        answers = reverse("applications:answers", args=[application.pk])
        return f"{answers}#id_{part.removeprefix(QUESTION)}"
    if part in HERE:
        return f"{reverse('applications:detail', args=[application.pk])}#{HERE[part]}"
    if part in STEPS:
        return plan_forms.step_of(STEPS[part]).url(application.plan)
    try:
        return plan_forms.place_of(part, application.plan)
    except KeyError:
        return reverse("plans:detail", args=[application.plan_id])


def step_of(part: str) -> str:
    """The step of the plan in which a part is changed, or nothing."""
    if part in HERE or part.startswith(QUESTION):
        return ""
    if part in STEPS:
        return STEPS[part]
    try:
        return plan_forms.step_code_of(part)
    except KeyError:
        return ""
