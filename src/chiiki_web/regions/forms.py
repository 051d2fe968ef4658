"""What a person may type about municipalities."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UpdateForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file of municipalities"),
        help_text=_(
            "UTF-8 or Shift_JIS, with the columns code, prefecture_code, name, kana,"
            " kind, and for ended codes last_day and successor."
        ),
        allow_empty_file=True,
    )


class StrengthForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file of indices of fiscal strength"),
        help_text=_(
            "UTF-8 or Shift_JIS, with the columns code, year, value, source: the code of"
            " six digits, the fiscal year, the index as published, and the published"
            " table. Years that the file does not name stay as they are."
        ),
        allow_empty_file=True,
    )
