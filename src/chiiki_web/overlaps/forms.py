"""What the office may say of an overlap."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.overlaps.models import Kind, Ruling


class FilterForm(forms.Form):
    """Which overlaps of a call are listed."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("Every state")),
            ("open", _("not looked at")),
            ("ruled", _("looked at")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind of overlap"),
        choices=[("", _("Every kind")), *Kind.choices],
        required=False,
    )


class RulingForm(forms.Form):
    other = forms.IntegerField(min_value=1, max_value=10**15, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("What do you find?"),
        choices=Ruling.Verdict.choices,
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: other machines, of another year."),
    )
