"""The parts of a plan as forms know them: their words, and how a typed part is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from chiiki.money import format_yen
from chiiki.readiness import ITEMS
from chiiki_web.plans.actions import UNREAD
from chiiki_web.plans.forms.checklist import CheckForm
from chiiki_web.plans.forms.costs import CostsFormSet, RequestForm, costs_of
from chiiki_web.plans.forms.places import step_code_of
from chiiki_web.plans.forms.shown import label_of, say
from chiiki_web.plans.forms.steps import STEPS, StakeholderForm
from chiiki_web.plans.models import CheckAnswer, CostLine
from chiiki_web.plans.queries import CHECK, COSTS, STAKEHOLDER, plain
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field

Raw = Mapping[str, list[str]]
CHECK_FIELDS = ("state", "evidence")
ROWS = "rows"


def part_label(part: str) -> str:
    """Name a part as its page does."""
    if part.startswith(CHECK):
        code = part.removeprefix(CHECK)
        item = next((one for one in ITEMS if one.code == code), None)
        return item.question(get_language() or "ja") if item else code
    if part == STAKEHOLDER:
        return _("Add a stakeholder")
    return _("Cost lines") if part == COSTS else str(label_of(part))


def step_of_part(part: str) -> str:
    """The code of the step on which a part is written."""
    if part.startswith(CHECK):
        return "checklist"
    return "people" if part == STAKEHOLDER else step_code_of(part)


def parts_of_step(code: str) -> list[str]:
    """Every part that a step writes."""
    if code == "checklist":
        return [f"{CHECK}{item.code}" for item in ITEMS]
    if code == "costs":
        return [COSTS, "requested"]
    form = next(step.form for step in STEPS if step.code == code)
    return list(form.base_fields) if form else []


def form_of_part(part: str, typed: Raw | None, prefix: str = "") -> forms.Form | None:
    """The form in which a part stands; None for the table of costs."""
    data = as_query(typed, prefix) if typed is not None else None
    if part == COSTS:
        return None
    if part.startswith(CHECK):
        return CheckForm(data, prefix=prefix or None)
    if part == STAKEHOLDER:
        return StakeholderForm(data, prefix=prefix or None)
    if part == "requested":
        return RequestForm(data, prefix=prefix or None)
    kind = next(one.form for one in STEPS if one.form and part in one.form.base_fields)
    assert kind is not None
    return kind(data, prefix=prefix or None)


def read_part(part: str, typed: Raw) -> Any:
    """A typed part as its action takes it; ValidationError where it cannot be read."""
    if part == COSTS:
        rows = CostsFormSet(as_query(typed), prefix=ROWS)
        if not rows.is_valid():
            raise ValidationError(_("This table cannot be read as it stands."))
        return costs_of(rows)
    form = form_of_part(part, typed)
    assert form is not None
    names = CHECK_FIELDS if part.startswith(CHECK) else (part,)
    for name in names:
        if name in form.errors:
            raise ValidationError(form.errors.as_data()[name])
    if part.startswith(CHECK):
        return {name: form.cleaned_data[name] for name in CHECK_FIELDS}
    return form.cleaned_data[part]


def say_part(part: str, value: Any) -> str:
    """Say what a part says or said, kept as plain JSON; lines for a table."""
    if value in (None, "", []):
        return ""
    if isinstance(value, Mapping) and UNREAD in value:
        return str(value[UNREAD])
    if part == COSTS:
        return "\n".join(_line(one) for one in value)
    if part.startswith(CHECK):
        state = dict(CheckAnswer.State.choices).get(value["state"], "")
        return "\n".join(filter(None, [str(state), value["evidence"]]))
    form = form_of_part(part, None)
    assert form is not None
    return say(form.fields[part], _row(part, value))


def say_typed(part: str, typed: Raw) -> str:
    """Say what somebody typed: as it is read, or letter by letter."""
    try:
        return say_part(part, plain(read_part(part, typed)))
    except ValidationError:
        return _letters(typed)


def both_texts(part: str, said: Any, typed: Raw) -> Raw:
    """What was typed, with what the part says above it, where there is room for both."""
    form = form_of_part(part, typed)
    found = dict(typed)
    for name, field in form.fields.items() if form else ():
        saved = said.get(name) if isinstance(said, Mapping) else said
        mine = "\n".join(typed.get(name, []))
        if name in typed and isinstance(field.widget, forms.Textarea) and saved != mine:
            found[name] = ["\n\n".join(filter(None, [saved, mine]))]
    return found


def kept_form(part: str, typed: Raw) -> Any:
    """What was typed as it is kept among the earlier texts."""
    try:
        return plain(read_part(part, typed))
    except ValidationError:
        return {UNREAD: _letters(typed)}


def as_query(typed: Raw, prefix: str = "") -> QueryDict:
    """What was typed, as a form takes it."""
    found = QueryDict(mutable=True)
    for name, values in typed.items():
        found.setlist(f"{prefix}-{name}" if prefix else name, values)
    return found


def _letters(typed: Raw) -> str:
    shown = [
        " ".join(values)
        for name, values in typed.items()
        if not name.endswith(("_FORMS", "-head"))
    ]
    return "\n".join(filter(None, shown))


def _line(one: Mapping[str, Any]) -> str:
    head = dict(CostLine.Head.choices).get(one["head"], one["head"])
    amount = format_yen(one["amount"], get_language() or "ja")
    return pgettext("list", ", ").join([str(head), one["description"], amount])


def _row(part: str, value: Any) -> Any:
    if part == "municipality":
        return Municipality.objects.filter(pk=value).first() or value
    if part == "field":
        return Field.objects.filter(pk=value).first() or value
    return value
