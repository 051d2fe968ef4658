"""Facts typed by hand, to try an expression or a whole version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.rules import Fact, FactType, vocabulary
from chiiki.rules.vocabulary import LARGEST
from chiiki_web.ui.fields import NumberField, YenField

YES_NO = (("", _("not said")), ("yes", _("yes")), ("no", _("no")))


class FactsForm(forms.Form):
    """One field for each named fact; what stays empty is "not said yet"."""

    def __init__(
        self,
        names: Iterable[str],
        data: Any = None,
        *,
        known: Mapping[str, object] | None = None,
        prefix: str = "fact",
    ) -> None:
        super().__init__(data, prefix=prefix, initial=_typed(known or {}))
        for name in names:
            self.fields[name] = _field(vocabulary()[name])

    def facts(self) -> dict[str, object]:
        """What was typed, as facts for the rules."""
        found: dict[str, object] = {}
        for name, value in self.cleaned_data.items():
            if vocabulary()[name].type is FactType.YES_NO:
                value = {"yes": True, "no": False}.get(value)
            if value not in (None, "", []):
                found[name] = value
        return found


def _typed(known: Mapping[str, object]) -> dict[str, object]:
    """Facts as the fields show them."""
    yes_no = {True: "yes", False: "no"}
    return {
        name: yes_no[value] if isinstance(value, bool) else value
        for name, value in known.items()
    }


def _field(fact: Fact) -> forms.Field:
    language = get_language() or "ja"
    label = fact.label(language)
    choices = [(code, fact.choice_label(code, language)) for code in fact.choices]
    match fact.type:
        case FactType.YES_NO:
            return forms.ChoiceField(label=label, choices=YES_NO, required=False)
        case FactType.YEN:
            return YenField(label=label, required=False)
        case FactType.NUMBER:
            return NumberField(
                label=label,
                required=False,
                unit=fact.unit(language),
                validators=[MaxValueValidator(LARGEST)],
            )
        case FactType.CHOICE:
            blank = [("", str(_("not said"))), *choices]
            return forms.ChoiceField(label=label, choices=blank, required=False)
        case FactType.CHOICES:
            return forms.MultipleChoiceField(
                label=label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
