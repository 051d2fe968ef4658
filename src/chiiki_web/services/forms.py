"""What a person may type about a service and its use."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.models import LIFELINES, Plan
from chiiki_web.services.models import Service
from chiiki_web.ui.fields import DateField, MonthField, NumberField, YenField


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    target_users = NumberField(label=_("Target users"), required=False)
    target_uses_per_month = NumberField(
        label=_("Target uses a month"),
        help_text=_("The figure that later months are held against."),
    )
    running_cost_per_year = YenField(
        label=_("Running cost a year"),
        required=False,
        help_text=_("In yen; 千円 and 万円 can be written too."),
    )
    lifeline = forms.ChoiceField(
        label=_("Do lives hang on it?"),
        choices=LIFELINES,
        required=False,
        help_text=_("A lifeline service stands on the board of its region."),
    )
    payer = forms.ChoiceField(
        label=_("Who pays for it"),
        choices=[("", "—"), *Plan.Payer.choices],
        required=False,
    )

    class Meta:
        model = Service
        fields = [
            "name",
            "description",
            "lifeline",
            "target_users",
            "target_uses_per_month",
            "running_cost_per_year",
            "payer",
        ]
        labels = {
            "name": _("Name of the service"),
            "description": _("What it does, for whom"),
        }


class RegisterForm(ServiceForm):
    started_on = DateField(
        label=_("First day of the service"),
        help_text=_("For example 令和9年4月1日, R9.4.1 or 2027-04-01."),
    )
    field_order = ["name", "description", "lifeline", "started_on"]


class UseForm(forms.Form):
    month = MonthField(
        label=_("Month"), help_text=_("For example 令和8年11月 or 2026-11.")
    )
    uses = NumberField(label=_("Uses in the month"))
    users = NumberField(label=_("People who used it"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EndForm(forms.Form):
    ended_on = DateField(label=_("Last day of the service"))
    ground = forms.CharField(
        label=_("Why it ends"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write it so that another region can learn from it."),
    )


class ImprovementForm(forms.Form):
    improvement_plan = forms.CharField(
        label=_("Improvement plan"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What will be done, by whom, by when, and what use you expect."),
    )


class ClosingForm(forms.Form):
    note = forms.CharField(
        label=_("The office's view"), widget=forms.Textarea(attrs={"rows": 4})
    )
