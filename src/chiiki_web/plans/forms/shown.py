"""What a plan says, in the words and the order of the form, for reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chiiki.money import format_yen
from chiiki_web.plans.forms.costs import RequestForm
from chiiki_web.plans.forms.fields import MunicipalityField, YesNoField
from chiiki_web.plans.forms.names import FieldChoice
from chiiki_web.plans.forms.steps import STEPS, Step, StepForm
from chiiki_web.plans.models import Plan
from chiiki_web.ui.fields import NumberField, YenField

PEOPLE, USES = gettext_lazy("%(n)s people"), gettext_lazy("%(n)s uses")
SCHOOLS = gettext_lazy("%(n)s schools")
UNITS = {
    "school_count": SCHOOLS,
    "need_people_asked": PEOPLE,
    "target_users": PEOPLE,
    "target_uses_per_month": USES,
    "baseline_uses_per_month": USES,
}
# Beside an amount that is said with its unit; the form's label says in what to type it.
LABELS = {
    "running_cost_per_year": gettext_lazy("Running cost a year after the funding"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of a plan: its label and what was said, or an empty text."""

    name: str
    label: str | Promise
    text: str
    is_long: bool = False


def shown(plan: Plan, step: Step) -> list[Shown]:
    """Everything that one step says, what is not said included."""
    return list(_shown(plan, step.form)) if step.form is not None else []


def label_of(name: str) -> str | Promise:
    """Name a part of a plan as its form does."""
    if name == "stakeholders":
        return _("Stakeholders")
    if name == "costs":
        return _("Costs by head")
    if name in LABELS:
        return LABELS[name]
    kinds: list[type[forms.Form]] = [step.form for step in STEPS if step.form]
    kinds.append(RequestForm)
    for form in kinds:
        if name in form.base_fields:
            return form.base_fields[name].label or name
    raise KeyError(name)


def say(field: forms.Field, value: Any) -> str:
    """Say a stored value of a form field in the active language; empty for none."""
    if value is None or value == "":
        return ""
    if isinstance(field, YesNoField):
        return _chosen(field, field.prepare_value(value))
    if isinstance(field, FieldChoice):
        return field.label_from_instance(value)
    if isinstance(field, MunicipalityField):
        return str(value.name_en if get_language() == "en" else value.name_ja)
    if isinstance(field, forms.ChoiceField):
        return _chosen(field, value)
    if isinstance(field, YenField):
        return format_yen(value, get_language() or "ja")
    return f"{value:,}" if isinstance(field, NumberField) else str(value)


def _chosen(field: forms.ChoiceField, value: Any) -> str:
    pairs: Any = field.choices
    return str(dict(pairs).get(value, value))


def with_unit(name: str, text: str) -> str:
    """A number of the plan with its unit; what is no number of it stays as it is."""
    return UNITS[name] % {"n": text} if text and name in UNITS else text


def _shown(plan: Plan, form: type[StepForm]) -> Iterator[Shown]:
    for name, field in form.base_fields.items():
        if name == "recommended_by" and not plan.recommended_by:
            continue  # recommendations stand on a page of their own
        is_long = isinstance(field.widget, forms.Textarea)
        text = with_unit(name, say(field, getattr(plan, name)))
        yield Shown(name, LABELS.get(name) or field.label or name, text, is_long)
