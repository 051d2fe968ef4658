"""What an adviser types about days on which they cannot come."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.ui.fields import DateField


class SpanForm(forms.Form):
    first_day = DateField(label=pgettext_lazy("absence", "First day"))
    last_day = DateField(label=pgettext_lazy("absence", "Last day"))

    def clean(self) -> None:
        first = self.cleaned_data.get("first_day")
        last = self.cleaned_data.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("The last day is before the first."))
