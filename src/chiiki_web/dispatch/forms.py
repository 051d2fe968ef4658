"""What a person may type about a dispatch."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import SIDES
from chiiki_web.dispatch.models import Report, Request
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Field
from chiiki_web.ui.fields import DateField, NumberField

DAY_HINT = _("For example 令和8年12月1日, R8.12.1 or 2026-12-01.")


class RequestForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=_("Who should come?"),
        choices=Request.Kind.choices,
        widget=forms.RadioSelect,
    )
    project = forms.CharField(label=_("Name of the project"), max_length=120)
    plan = forms.ModelChoiceField(
        label=_("Plan that it belongs to"),
        queryset=Plan.objects.none(),
        required=False,
    )
    field = forms.ModelChoiceField(label=_("Field"), queryset=Field.objects.all())
    sides = forms.MultipleChoiceField(
        label=_("Sides on which you need help"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
    )
    problem = forms.CharField(
        label=_("What is the problem?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In your own words: for whom, since when, what you tried."),
    )
    mode = forms.ChoiceField(
        label=_("On site or online?"),
        choices=Request.Mode.choices,
        widget=forms.RadioSelect,
    )
    days = NumberField(
        label=_("Days on site"), required=False, help_text=_("Up to 3; may be split.")
    )
    hours = NumberField(
        label=_("Hours online"),
        required=False,
        help_text=_("Up to 10, if online only."),
    )
    months = NumberField(
        label=_("Months (manager only)"), required=False, help_text=_("1 to 6.")
    )
    wanted_from = DateField(label=_("Wanted from"), help_text=DAY_HINT)
    wanted_until = DateField(label=_("Wanted until"))
    nominated = forms.ModelChoiceField(
        label=_("Adviser you would like"),
        queryset=advisers.active(),
        required=False,
        empty_label=_("Let the office choose"),
    )
    recommended_by = forms.CharField(
        label=_("Recommended by (local government)"),
        max_length=120,
        required=False,
        help_text=_("Needed where you are not a local government yourselves."),
    )
    briefing_seen = forms.BooleanField(
        label=_("We have watched the briefing video"), required=False
    )
    uses_infrastructure = forms.BooleanField(
        label=_("The service uses infrastructure that the region has or will have"),
        required=False,
    )
    shares_case = forms.BooleanField(
        label=_("What we learn may be shared as a case"), required=False
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Plan.objects.filter(organisation=member.organisation_id)
        self.fields["plan"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("days", "hours", "months"):
            if name in values:
                values[name] = values[name] or 0
        return values


class DeclineForm(forms.Form):
    note = forms.CharField(
        label=_("Why you cannot come"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    held_on = DateField(label=_("Last day of the dispatch"), help_text=DAY_HINT)
    days_used = NumberField(label=_("Days on site"), required=False)
    hours_used = NumberField(label=_("Hours online"), required=False)

    class Meta:
        model = Report
        fields = ["held_on", "days_used", "hours_used", "done", "outcome", "next_step"]
        labels = {
            "done": _("What was done"),
            "outcome": _("What came of it"),
            "next_step": _("What comes next"),
        }

    def clean_days_used(self) -> int:
        return self.cleaned_data["days_used"] or 0

    def clean_hours_used(self) -> int:
        return self.cleaned_data["hours_used"] or 0
