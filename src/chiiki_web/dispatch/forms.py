"""What a person may type about a dispatch."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import SIDES, Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.plans.forms.fields import (
    MunicipalityField,
    long_text,
    number,
)
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Field
from chiiki_web.ui.fields import DateField, LongTextField
from chiiki_web.ui.formats import local

DAY_HINT = _("For example 2026-12-01, R8.12.1 or 令和8年12月1日.")
MOST_DAYS, MOST_HOURS, MOST_MONTHS = 99, 99, 12  # what the rules allow is less
MOST_USED = 999
NOMINATED = ("nominated_1", "nominated_2", "nominated_3")


def _fields() -> list[tuple[str, str]]:
    return [("", "–"), *((one.pk, local(one, "name")) for one in Field.objects.all())]


def _adviser(label: Any) -> forms.ModelChoiceField[Adviser]:
    return forms.ModelChoiceField(
        label=label, queryset=advisers.active(), required=False, empty_label=_("none")
    )


class RequestForm(forms.Form):
    may_be_finished_later = True
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
        empty_label=_("none"),
    )
    municipality = MunicipalityField(
        label=_("Municipality where help is needed"),
        help_text=_("Its name or its code of six digits."),
    )
    field = forms.ChoiceField(label=_("Field"), choices=_fields)
    sides = forms.MultipleChoiceField(
        label=_("Sides on which you need help"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
    )
    problem = LongTextField(
        label=_("What is the problem?"),
        rows=6,
        help_text=_("In your own words: for whom, since when, what you tried."),
    )
    nominated_1 = _adviser(_("Adviser you would like"))
    nominated_2 = _adviser(_("Second choice"))
    nominated_3 = _adviser(_("Third choice"))
    mode = forms.ChoiceField(
        label=_("On site or online?"),
        choices=Request.Mode.choices,
        widget=forms.RadioSelect,
    )
    days = number(_("Days on site"), _("Up to 3; may be split."), MOST_DAYS)
    hours = number(_("Hours online"), _("Up to 10, if online only."), MOST_HOURS)
    wanted_from = DateField(label=_("Wanted from"), help_text=DAY_HINT)
    wanted_until = DateField(label=_("Wanted until"))
    recommended_by = forms.CharField(
        label=_("Recommended by (local government)"),
        max_length=120,
        required=False,
        help_text=_("Needed where you are not a local government yourselves."),
    )
    briefing_seen = forms.BooleanField(
        label=_("We have watched the briefing video"), required=False
    )
    months = number(_("Months (manager only)"), _("1 to 6."), MOST_MONTHS)
    uses_infrastructure = forms.BooleanField(
        label=_("The service uses infrastructure that the region has or will have"),
        required=False,
    )
    shares_case = forms.BooleanField(
        label=_("What we learn may be shared as a case"), required=False
    )
    PARTS = (
        (_("What you need"), "kind project plan municipality field sides problem"),
        (_("Whom you would like"), "nominated_1 nominated_2 nominated_3"),
        (_("How and when"), "mode days+hours wanted_from+wanted_until"),
        (_("For an adviser"), "briefing_seen"),
        (_("For a manager"), "months uses_infrastructure shares_case"),
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Plan.objects.filter(organisation=member.organisation_id)
        self.fields["plan"].queryset = own  # type: ignore[attr-defined]
        if member.organisation.is_local_government:
            del self.fields["recommended_by"]

    def parts(self) -> Sequence[tuple[str | Promise, list[list[forms.BoundField]]]]:
        """The fields under the headings of the page, in rows of one or two."""
        found = [
            (title, [[self[name] for name in row.split("+")] for row in rows.split()])
            for title, rows in self.PARTS
        ]
        if "recommended_by" in self.fields:
            found[0][1].append([self["recommended_by"]])
        return found

    def clean_field(self) -> Field:
        return Field.objects.get(pk=self.cleaned_data["field"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("days", "hours", "months"):
            if name in values:
                values[name] = values[name] or 0
        named = [values.pop(name, None) for name in NOMINATED]
        values["nominations"] = [one for one in named if one is not None]
        return values


class DeclineForm(forms.Form):
    note = LongTextField(
        label=_("Why you cannot come"),
        rows=3,
        help_text=_("The region and the office read it."),
    )


class ReportForm(forms.Form):
    held_on = DateField(label=_("Last day of the dispatch"), help_text=DAY_HINT)
    days_used = number(_("Days on site"), most=MOST_USED)
    hours_used = number(_("Hours online"), most=MOST_USED)
    done = LongTextField(
        label=_("What was done"),
        rows=5,
    )
    outcome = LongTextField(
        label=_("What came of it"),
        rows=5,
    )
    next_step = long_text(_("What comes next"), rows=3)

    def clean_days_used(self) -> int:
        return self.cleaned_data["days_used"] or 0

    def clean_hours_used(self) -> int:
        return self.cleaned_data["hours_used"] or 0
