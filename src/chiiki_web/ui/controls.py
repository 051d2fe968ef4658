"""How one form field is laid out: its kind, its hint and fault, and what points at them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.ui.fields import DateField, MonthField, NumberField, YenField

LONG_OPTION = 16
NUMERIC = (YenField, NumberField, forms.IntegerField)
SHORT = (*NUMERIC, DateField, MonthField, forms.DateField, forms.TimeField)
WORDLESS = {"", "-", "–", "—", "---------"}  # what an empty choice is called by default
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def layout(
    field: BoundField, unit: str = "", hint: str | None = None
) -> dict[str, Any]:
    """Return what ``ui/field.html`` needs to draw this field."""
    kind = _kind(field)
    if kind == "hidden":
        return {"kind": kind, "control": field.as_widget()}
    _name_empty_choice(field)
    shown_hint = _hint(field) if hint is None else hint
    described_by = _described_by(field, bool(shown_hint), unit)
    found: dict[str, Any] = {
        "kind": kind,
        "id": field.auto_id,
        "target": field.id_for_label,
        "label": field.label,
        "required": field.field.required,
        # A draft may leave it empty for now; it is asked for later.
        "optional": not getattr(field.form, "may_be_finished_later", False),
        "hint": shown_hint,
        "errors": list(field.errors),
        "described_by": described_by,
    }
    if kind == "group":
        options = list(field)
        labels = [force_str(option.choice_label) for option in options]
        long = any(len(label) > LONG_OPTION for label in labels)
        return found | {"options": options, "long": long}
    return found | {
        "control": field.as_widget(attrs=_attributes(field, described_by)),
        "unit": unit or _unit(field),
        "short": isinstance(field.field, SHORT),
    }


def _hint(field: BoundField) -> str:
    """The help text, and for a text of several lines how long it may be."""
    longest = getattr(field.field, "max_length", None)
    if not longest or not isinstance(field.field.widget, forms.Textarea):
        return force_str(field.help_text)
    most = _("Up to %(n)s characters.") % {"n": f"{longest:,}"}
    if not field.help_text:
        return most
    return _("%(first)s %(second)s") % {"first": field.help_text, "second": most}


def _name_empty_choice(field: BoundField) -> None:
    """Let the choice of nothing say in words what it stands for."""
    found = field.field
    if not isinstance(found, forms.ChoiceField):
        return
    must = found.required or getattr(field.form, "may_be_finished_later", False)
    words = (
        pgettext("empty choice", "Choose") if must else pgettext("empty choice", "None")
    )
    if isinstance(found, forms.ModelChoiceField):
        if found.empty_label is not None and str(found.empty_label) in WORDLESS:
            found.empty_label = words
        return
    choices: list[Any] = [*found.choices]  # type: ignore[misc]
    if choices and choices[0][0] == "" and str(choices[0][1]) in WORDLESS:
        found.choices = [("", words), *choices[1:]]


def faults(form: BaseForm) -> list[dict[str, str]]:
    """Every fault of a form, with the field that it stands beside."""
    found = [
        {"id": "", "label": "", "text": str(text)} for text in form.non_field_errors()
    ]
    for field in form:
        found += [
            {
                "id": "" if field.is_hidden else _target(field),
                "label": force_str(field.label),
                "text": str(text),
            }
            for text in field.errors
        ]
    return found


def _kind(field: BoundField) -> str:
    if field.is_hidden:
        return "hidden"
    if isinstance(field.field.widget, GROUPS):
        return "group"
    return "check" if isinstance(field.field.widget, forms.CheckboxInput) else "line"


def _target(field: BoundField) -> str:
    return field.auto_id if _kind(field) == "group" else field.id_for_label


def _described_by(field: BoundField, has_hint: bool, unit: str) -> str:
    parts = {
        "unit": bool(unit or _unit(field)) and _kind(field) == "line",
        "hint": has_hint,
        "error": bool(field.errors),
    }
    return " ".join(
        f"{field.auto_id}_{part}" for part, is_there in parts.items() if is_there
    )


def _attributes(field: BoundField, described_by: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    if described_by:
        attributes["aria-describedby"] = described_by
    if field.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(field.field, NUMERIC):
        own = field.field.widget.attrs.get("class", "")
        attributes["class"] = f"{own} num".strip()
        attributes["inputmode"] = "numeric"
    if isinstance(field.field.widget, forms.TextInput) and isinstance(
        field.field, SHORT
    ):
        attributes["autocomplete"] = "off"
    return attributes


def _unit(field: BoundField) -> str:
    own = getattr(field.field, "unit", "")
    if not own and isinstance(field.field, YenField):
        return _("yen")
    return force_str(own)
