"""What a person may type about a service and its use."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.forms.fields import (
    MOST_PEOPLE,
    PEOPLE,
    USES,
    long_text,
    number,
    yen,
)
from chiiki_web.plans.models import LIFELINES, Plan
from chiiki_web.ui.fields import DateField, LongTextField, MonthField, NumberField

DAY = _("For example 2027-04-01 or R9.4.1.")


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Name of the service"), max_length=120)
    description = long_text(_("What it does, for whom"), rows=4)
    lifeline = forms.ChoiceField(
        label=_("Is it a lifeline service?"),
        choices=LIFELINES,
        required=False,
        help_text=_("A lifeline service stands on the board of its region."),
    )
    started_on = DateField(
        label=_("First day of the service"),
        help_text=DAY,
    )
    target_uses_per_month = NumberField(
        label=_("Target uses a month"),
        help_text=_("The figure that later months are held against."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        unit=USES,
    )
    target_users = number(_("Target users"), unit=PEOPLE)
    running_cost_per_year = yen(
        _("Running cost a year"), _("In yen; 千円 and 万円 can be written too.")
    )
    payer = forms.ChoiceField(
        label=_("How it is paid for"),
        choices=[("", "—"), *Plan.Payer.choices],
        required=False,
    )


class UseForm(forms.Form):
    month = MonthField(
        label=_("Month"),
        help_text=_("For example 2026-10 or R8.10."),
    )
    uses = NumberField(
        label=_("Uses in the month"),
        help_text=_("Write 0 if nobody used it."),
        validators=[MaxValueValidator(MOST_PEOPLE)],
        unit=USES,
    )
    users = number(_("People who used it"), unit=PEOPLE)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EndForm(forms.Form):
    ended_on = DateField(label=_("Last day of the service"), help_text=DAY)
    ground = LongTextField(
        label=_("Why it ends"),
        rows=4,
        help_text=_("Write it so that another region can learn from it."),
    )


class ImprovementForm(forms.Form):
    improvement_plan = LongTextField(
        label=_("Improvement plan"),
        rows=6,
        help_text=_("What will be done, by whom, by when, and what use you expect."),
    )


class ClosingForm(forms.Form):
    note = LongTextField(
        label=_("The office's view"),
        rows=4,
        help_text=_("The body that runs the service reads it."),
    )
