"""What an office types to open a call together with its budget."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.errors import EngineError
from chiiki.periods import parse_fiscal_year
from chiiki_web import wording
from chiiki_web.schemes import queries
from chiiki_web.schemes.forms import CLOCK, DAY, moment
from chiiki_web.ui.fields import DateField, YenField

MOST_YEN = 9_999_999_999_999


class _Named:
    """Rows with a name in each language, named in the reader's."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name_ja)


class _OneNamed(_Named, forms.ModelChoiceField):  # type: ignore[type-arg]
    pass


class _SeveralNamed(_Named, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    pass


class CallForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    programme = _OneNamed(
        label=_("Programme"),
        queryset=queries.programmes_that_call(),
        help_text=_("The call is run under the programme's rules in force on the day."),
    )
    name_ja = forms.CharField(label=_("Name of the call (Japanese)"), max_length=160)
    name_en = forms.CharField(
        label=_("Name of the call (English)"), max_length=200, required=False
    )
    fiscal_year = forms.CharField(
        label=_("Fiscal year"),
        max_length=20,
        help_text=_("For example 2026 or R8."),
    )
    opens_on = DateField(label=_("First day"), help_text=DAY)
    opens_time = forms.TimeField(
        label=_("Opening time"), help_text=CLOCK, input_formats=["%H:%M"]
    )
    closes_on = DateField(label=_("Last day"), help_text=DAY)
    closes_time = forms.TimeField(
        label=_("Closing time"), help_text=CLOCK, input_formats=["%H:%M"]
    )
    project_starts_on = DateField(label=_("Project period: from"), help_text=DAY)
    project_ends_on = DateField(label=_("Project period: until"), help_text=DAY)
    in_fields = _SeveralNamed(
        label=_("Fields"),
        queryset=queries.fields(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty where every field is welcome."),
    )
    total = YenField(
        label=_("Budget of the call (yen)"),
        help_text=_("In yen; 千円, 万円 and 億円 can be written too."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
    )

    def clean_fiscal_year(self) -> int:
        try:
            return parse_fiscal_year(self.cleaned_data["fiscal_year"])
        except EngineError as fault:
            raise ValidationError(wording.explain(fault), code=fault.code) from fault

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        typed["fields"] = typed.pop("in_fields", ())
        for end in ("opens", "closes"):
            if f"{end}_on" in typed and f"{end}_time" in typed:
                day, clock = typed.pop(f"{end}_on"), typed.pop(f"{end}_time")
                typed[f"{end}_at"] = moment(day, clock)
        return typed
