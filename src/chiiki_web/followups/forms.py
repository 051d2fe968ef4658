"""What a person may type in a yearly status report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.ui.fields import NumberField, YenField


class StatusReportForm(forms.Form):
    is_in_use = forms.TypedChoiceField(
        label=_("Is the service in use?"),
        choices=[("yes", _("Yes, it is used")), ("no", _("No, it is not used"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    uses = NumberField(label=_("Uses in the fiscal year"), required=False)
    running_cost = YenField(label=_("Running cost in the fiscal year"), required=False)
    income = YenField(label=_("Income in the fiscal year"), required=False)
    payer = forms.CharField(label=_("Who paid for it"), max_length=120, required=False)
    went_well = forms.CharField(
        label=_("What went well"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    went_badly = forms.CharField(
        label=_("What did not, and why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Other regions learn most from this."),
    )
    next_year = forms.CharField(
        label=_("What you will do next year"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
