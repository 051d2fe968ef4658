"""What an office may type about its calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.ui.fields import DateField

DAY = _("For example 2027-04-01 or R9.4.1.")
CLOCK = _("For example 14:00, Japan time.")


class ClosingForm(forms.Form):
    """Another closing time, as one moment, and its ground."""

    closes_on = DateField(label=_("New last day"), help_text=DAY)
    closes_time = forms.TimeField(
        label=_("Closing time"), help_text=CLOCK, input_formats=["%H:%M"]
    )
    ground = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        if not self.errors:
            typed["closes_at"] = moment(
                typed.pop("closes_on"), typed.pop("closes_time")
            )
        return typed


class ExtensionForm(ClosingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].label = _("Why the call is extended")


class CorrectionForm(ClosingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].label = _("Right last day")
        self.fields["ground"].label = _("What was wrong")


class CancellingForm(forms.Form):
    ground = forms.CharField(
        label=_("Why the call is cancelled"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def moment(day: Any, clock: Any) -> datetime:
    """A day and a time of Japan become one moment."""
    return timezone.make_aware(datetime.combine(day, clock))
