"""What a visitor chooses on the first page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.regions import queries as regions
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field

CHOOSE = pgettext_lazy("empty choice", "Choose")


class ProblemForm(forms.Form):
    """Prefecture, municipality, field; works without JavaScript in two steps."""

    prefecture = forms.ModelChoiceField(
        label=_("Prefecture"), queryset=Prefecture.objects.none(), empty_label=CHOOSE
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=CHOOSE,
    )
    field = forms.ModelChoiceField(
        label=_("Field of the problem"),
        queryset=Field.objects.all(),
        empty_label=CHOOSE,
    )

    def __init__(self, language: str, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = f"name_{language}"
        chosen = str(self.data.get("prefecture", ""))
        self.fields["prefecture"].queryset = regions.prefectures()  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = (  # type: ignore[attr-defined]
            regions.municipalities_in(chosen, today)
        )
        for one in self.fields.values():
            one.label_from_instance = lambda row: getattr(row, name)  # type: ignore[attr-defined]
        self.fields["prefecture"].widget.attrs |= {
            "hx-get": "/municipalities/choices/",
            "hx-target": "#id_municipality",
            "hx-trigger": "change",
        }
