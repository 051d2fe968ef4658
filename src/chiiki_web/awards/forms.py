"""What a person may type about an award."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.ui.fields import YenField


class DecisionForm(forms.Form):
    amount = YenField(
        label=_("Amount awarded"), help_text=_("At most what was applied for.")
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("One a line; they stand in the letter (Act, article 7)."),
    )


class GroundForm(forms.Form):
    ground = forms.CharField(
        label=_("Ground"), widget=forms.Textarea(attrs={"rows": 3})
    )
