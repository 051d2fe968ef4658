"""What a person may type about a placement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.placements.models import Ability, Assessment, KnowHow, Placement
from chiiki_web.plans.forms.fields import long_text, short_text
from chiiki_web.ui.fields import DateField, LongTextField, NumberField
from chiiki_web.ui.formats import local

DAY_HINT = _("For example 2026-12-01 or R8.12.1.")


class TermsForm(forms.Form):
    starts_on = DateField(
        label=pgettext_lazy("placement", "First day"), help_text=DAY_HINT
    )
    ends_on = DateField(label=pgettext_lazy("placement", "Last day"))
    days_a_month = NumberField(
        label=_("Days a month"), unit=pgettext_lazy("unit", "days")
    )


class MilestoneForm(forms.Form):
    what = forms.CharField(label=_("What is to be reached"), max_length=200)
    due_on = DateField(label=_("By when"), help_text=DAY_HINT)
    seen_by = forms.CharField(
        label=_("How one sees that it is reached"),
        max_length=300,
        help_text=_("A number, a document or a thing that others can look at."),
    )


class MilestoneChangeForm(MilestoneForm):
    ground = LongTextField(
        label=_("Why it is to be changed"),
        rows=3,
        help_text=_("The other side answers. Both versions are kept."),
    )


class AnswerForm(forms.Form):
    note = long_text(_("Why you do not agree"), rows=3)


class SettleForm(forms.Form):
    is_reached = forms.TypedChoiceField(
        label=_("Is it reached?"),
        choices=[("yes", _("reached")), ("no", _("not reached"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    settled_on = DateField(label=_("Day on which you saw it"), help_text=DAY_HINT)
    note = LongTextField(label=_("By what you see it"), rows=3)


class AbilityForm(forms.Form):
    text_ja = forms.CharField(
        label=_("What the region can do by itself at the end (Japanese)"),
        max_length=200,
    )
    text_en = short_text(_("The same in English"), most=200)


class LogForm(forms.Form):
    days_worked = NumberField(label=_("Days worked"))
    done = long_text(_("What was done"), rows=6)
    obstacles = long_text(
        _("What stood in the way"), _("If nothing did, leave it empty."), rows=3
    )
    handed_over = long_text(_("What was handed over, and to whom"), rows=3)


class GroundForm(forms.Form):
    ground = LongTextField(label=_("What was otherwise"), rows=3)


class AssessForm(forms.Form):
    """One question for each ability, under the name ``ability-ID``."""

    def __init__(self, abilities: Iterable[Ability], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in abilities:
            self.fields[f"ability-{one.pk}"] = forms.ChoiceField(
                label=f"{one.number}. {local(one, 'text')}",
                choices=Assessment.Level.choices,
                widget=forms.RadioSelect,
            )

    def said(self) -> dict[int, str]:
        return {
            int(name.removeprefix("ability-")): level
            for name, level in self.cleaned_data.items()
        }


class NextStepForm(forms.Form):
    next_step = LongTextField(
        label=_("Next step"),
        rows=3,
        help_text=_("Who does what, and by when."),
    )


class KnowHowForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=KnowHow.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    text = LongTextField(label=_("What one must know"), rows=8)
    for_whom = short_text(
        pgettext_lazy("know-how", "For whom"), _("For example the successor."), most=120
    )


class EndForm(forms.Form):
    ended_on = DateField(label=_("Last day of work"), help_text=DAY_HINT)
    ending = forms.ChoiceField(
        label=_("Reason"), choices=Placement.Ending.choices, widget=forms.RadioSelect
    )
    ground = LongTextField(label=_("What happened"), rows=3)
    rest = forms.ChoiceField(
        label=_("What becomes of the rest"),
        choices=Placement.Rest.choices,
        widget=forms.RadioSelect,
    )
    rest_note = long_text(_("More about the rest"), rows=3)


class ExtendForm(forms.Form):
    ends_on = DateField(label=_("New last day"), help_text=DAY_HINT)
    ground = LongTextField(label=_("Why it is to last longer"), rows=3)


class OutcomeForm(forms.Form):
    outcome_ja = LongTextField(
        label=_("What came of it (Japanese)"),
        rows=8,
        help_text=_("Everybody can read it. Leave names of persons out."),
    )
    outcome_en = long_text(_("What came of it (English)"), rows=8)
    shows_milestones = forms.BooleanField(
        label=_("Show the milestones and whether they were reached"), required=False
    )
    shows_abilities = forms.BooleanField(
        label=_("Show how many abilities the region has gained"), required=False
    )


class FilterForm(forms.Form):
    """Which placements are listed; what makes no sense is left out."""

    ONLY = (
        ("", _("all")),
        *Placement.Status.choices,
        ("late", _("with late logs")),
        ("asked_again", _("asked again after a year")),
    )
    only = forms.ChoiceField(label=_("State"), choices=ONLY, required=False)

    def chosen(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("only", ""))
