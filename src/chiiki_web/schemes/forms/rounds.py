"""What an office may type about the rounds of a call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.actions import Wanted
from chiiki_web.schemes.forms.calls import CLOCK, DAY, moment
from chiiki_web.schemes.models import Round
from chiiki_web.ui.fields import DateField, YenField

MOST_YEN = 9_999_999_999_999


class RoundForm(forms.Form):
    """The hours of a round and its share; becomes what an action takes."""

    opens_on = DateField(label=_("First day"), help_text=DAY)
    opens_time = forms.TimeField(
        label=_("Opening time"), help_text=CLOCK, input_formats=["%H:%M"]
    )
    closes_on = DateField(label=_("Last day"), help_text=DAY)
    closes_time = forms.TimeField(
        label=_("Closing time"), help_text=CLOCK, input_formats=["%H:%M"]
    )
    share = YenField(
        label=_("Share of the budget (yen)"),
        help_text=_(
            "Leave it empty where the round spends what is left of the call's budget."
        ),
        required=False,
        validators=[MaxValueValidator(MOST_YEN)],
    )

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(
            opens_at=moment(typed["opens_on"], typed["opens_time"]),
            closes_at=moment(typed["closes_on"], typed["closes_time"]),
            share=typed["share"],
        )

    @staticmethod
    def of(opens_at: Any, closes_at: Any, share: int | None = None) -> dict[str, Any]:
        """What stands in the form at first; a closing time may be still to choose."""
        opens = timezone.localtime(opens_at)
        found = {"opens_on": opens.date(), "opens_time": f"{opens:%H:%M}"}
        if closes_at is not None:
            closes = timezone.localtime(closes_at)
            found |= {"closes_on": closes.date(), "closes_time": f"{closes:%H:%M}"}
        return found | {"share": share}


class ChangeRoundForm(RoundForm):
    ground = forms.CharField(
        label=_("Why the round is changed"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def as_it_is(one: Round) -> dict[str, Any]:
        return RoundForm.of(one.opens_at, one.closes_at, one.share)


class StopRoundForm(forms.Form):
    ground = forms.CharField(
        label=_("Why the round is stopped"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopenRoundForm(forms.Form):
    ground = forms.CharField(
        label=_("Why the round is opened again"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
