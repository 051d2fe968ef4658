"""One value of a scheme's text as a form field: how it is typed, shown and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.rules import FactType, vocabulary
from chiiki_web.schemes.queries.shape import LONGEST, Key, Kind
from chiiki_web.ui.fields import DateField, NumberField, YenField

ABSENT = object()
IS_CODE = RegexValidator(
    r"^(?!new\Z)[a-z][a-z0-9_]*\Z",
    _(
        "Write lower-case letters, digits and “_”, beginning with a letter; “new” alone"
        " cannot be used."
    ),
)
COUNTED = (FactType.NUMBER, FactType.YEN)
Choices = list[tuple[str, str]]


def field_of(key: Key, row: Mapping[str, Any], sources: Mapping[str, str]) -> Any:
    """A field for a key; a stored value that is no choice is kept among the choices."""
    common: dict[str, Any] = {
        "label": key.label,
        "help_text": key.help or "",
        "required": key.required,
    }
    if key.kind in LONGEST:
        common["max_length"] = key.limit
    elif key.most:
        common["validators"] = [MaxValueValidator(key.most)]
    if key.kind in _CHOOSING:
        stored = row.get(key.name)
        choices = _choices(key, sources)
        known = {code for code, _label in choices}
        for value in stored if isinstance(stored, list) else [stored]:
            if value and value not in known:
                choices.append((str(value), str(value)))
        if key.kind in (Kind.CHOICES, Kind.COUNTED_FACTS):
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **common
            )
        return forms.ChoiceField(choices=[("", "–"), *choices], **common)
    return _PLAIN[key.kind](**common)


def shown(key: Key, row: Mapping[str, Any]) -> Any:
    """A stored value as its field begins with it."""
    value = row.get(key.name)
    if key.kind is Kind.LINES:
        rows = value if isinstance(value, list) else []
        return "\n".join(
            f"{one.get('code', '')} | {one.get('ja', '')} | {one.get('en', '')}"
            for one in rows
        )
    return value


def written(key: Key, typed: Any, row: Mapping[str, Any]) -> Any:
    """What was typed as a value of the text; ``ABSENT`` where nothing is to be written."""
    if key.kind is Kind.FLAG:
        return bool(typed) if typed or key.name in row else ABSENT
    if typed in (None, "", []):
        return ABSENT
    if key.kind is Kind.LINES:
        return [_line(line) for line in str(typed).splitlines() if line.strip()]
    if key.kind is Kind.CLOCK:
        return typed.replace(microsecond=0)
    if isinstance(typed, str):
        return typed.replace("\r\n", "\n")
    return typed


def _line(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split("|")] + ["", "", ""]
    return dict(zip(("code", "ja", "en"), parts, strict=False))


def _choices(key: Key, sources: Mapping[str, str]) -> Choices:
    if key.kind is Kind.SOURCE:
        return [(code, f"{code}: {text}") for code, text in sources.items()]
    if key.kind in (Kind.COUNTED_FACT, Kind.COUNTED_FACTS):
        language = get_language() or "ja"
        return [
            (fact.name, f"{fact.label(language)} ({fact.name})")
            for fact in vocabulary().values()
            if fact.type in COUNTED
            and (key.kind is Kind.COUNTED_FACT or fact.type is FactType.YEN)
        ]
    return [(code, str(label)) for code, label in key.choices.items()]


def _text(**common: Any) -> forms.CharField:
    return forms.CharField(**common)


def _short(**common: Any) -> forms.CharField:
    return forms.CharField(max_length=300, **common)


def _lines(**common: Any) -> forms.CharField:
    return _long(max_length=LONGEST[Kind.LONG], **common)


def _code(**common: Any) -> forms.CharField:
    return forms.CharField(validators=[IS_CODE], **common)


def _long(**common: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)


def _expression(**common: Any) -> forms.CharField:
    attributes = {"rows": 3, "class": "expression", "spellcheck": "false"}
    return forms.CharField(widget=forms.Textarea(attrs=attributes), **common)


def _flag(**common: Any) -> forms.BooleanField:
    return forms.BooleanField(**common | {"required": False})


def _clock(**common: Any) -> forms.TimeField:
    return forms.TimeField(
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M"),
        **common,
    )


_CHOOSING = {
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.SOURCE,
    Kind.COUNTED_FACT,
    Kind.COUNTED_FACTS,
}
_PLAIN: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.LONG: _long,
    Kind.EXPRESSION: _expression,
    Kind.YEN: YenField,
    Kind.NUMBER: NumberField,
    Kind.DAY: DateField,
    Kind.MONTH_DAY: _short,
    Kind.CLOCK: _clock,
    Kind.FLAG: _flag,
    Kind.SHARE: _short,
    Kind.LINES: _lines,
}
