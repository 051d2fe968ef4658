"""What both sides and the office type once somebody has accepted."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.dispatch.actions import Stretch
from chiiki_web.dispatch.forms.asking import DAY_HINT
from chiiki_web.dispatch.models import Survey
from chiiki_web.plans.forms.fields import long_text, number
from chiiki_web.schemes.models import Round
from chiiki_web.ui.fields import DateField, LongTextField, NumberField, YenField

MOST_USED = 999
MOST_PEOPLE = 99_999_999
CLOCK = _("For example 13:30.")
MORE_ROWS, MOST_ROWS = 2, 30


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


class GroundForm(forms.Form):
    ground = LongTextField(label=_("Reason"), rows=3)


class ClockField(forms.TimeField):
    """A time of day: 13:30, １３：３０, 13時30分; seconds are taken and not shown."""

    widget = forms.TimeInput(format="%H:%M")
    input_formats = ("%H:%M", "%H:%M:%S", "%H時%M分", "%H時")

    def to_python(self, value: Any) -> time | None:
        text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else value
        return super().to_python(text)


class StretchForm(forms.Form):
    """One stretch of work. An empty row is left out."""

    may_be_finished_later = True  # a whole row may stay empty: no mark is needed
    day = DateField(label=_("Day"), required=False)
    begins = ClockField(label=_("Starts at"), required=False, help_text=CLOCK)
    ends = ClockField(label=_("Ends at"), required=False)
    is_online = forms.BooleanField(label=_("Online"), required=False)
    place = forms.CharField(label=_("Meeting place"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.is_empty():
            return typed
        for name in ("day", "begins", "ends"):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in, or leave the whole row empty."))
        return typed

    def is_empty(self) -> bool:
        """Whether nothing stands in the row, also where something stood before."""
        typed = self.cleaned_data
        names = ("day", "begins", "ends", "place")
        return not self.errors and not any(typed.get(one) for one in names)

    def stretch(self) -> Stretch:
        typed = self.cleaned_data
        return Stretch(
            starts_at=_moment(typed["day"], typed["begins"]),
            ends_at=_moment(typed["day"], typed["ends"]),
            is_online=typed["is_online"],
            place=typed["place"],
        )


def stretches_form(
    data: Any = None, initial: list[dict[str, Any]] | None = None
) -> BaseFormSet[StretchForm]:
    """Rows for the days; two more than there are."""
    made = formset_factory(StretchForm, extra=MORE_ROWS, max_num=MOST_ROWS)
    return made(data, initial=initial, prefix="days")


def stretches_of(rows: BaseFormSet[StretchForm]) -> list[Stretch]:
    return [one.stretch() for one in rows if not one.is_empty()]


class ScheduleForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    note = forms.CharField(
        label=_("Remark for the other side"), max_length=500, required=False
    )


class PayForm(forms.Form):
    """``fee`` in half-days that took place, and the yen of the journeys."""

    half_days = NumberField(
        label=_("Half-days that took place"),
        validators=[MaxValueValidator(MOST_USED)],
    )
    travel = YenField(label=_("Travel in yen"))
    on = DateField(label=_("Paid on"), help_text=DAY_HINT)


class SurveyForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How far has it come?"),
        choices=Survey.State.choices,
        widget=forms.RadioSelect,
    )
    helped = forms.ChoiceField(
        label=_("Did the dispatch help?"),
        choices=Survey.Help.choices,
        widget=forms.RadioSelect,
    )
    outcome = LongTextField(
        label=_("What became of it within the year?"),
        rows=5,
        help_text=_("What is different now, for whom, and what did not work."),
    )
    people_reached = number(
        _("People whom it reached"), _("Leave it empty if unknown."), MOST_PEOPLE
    )
    would_ask_again = forms.TypedChoiceField(
        label=_("Would you ask again?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    wishes = long_text(_("What should be better?"), rows=3)


class RoundChoiceForm(forms.Form):
    round = forms.TypedChoiceField(label=_("Round"), coerce=int)

    def __init__(self, rounds: list[Round], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.call.name_ja} {one.number}") for one in rounds
        ]


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
