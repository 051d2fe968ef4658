"""An answer to one item of the check list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.forms.fields import MOST_TEXT, LongTextField
from chiiki_web.plans.models import CheckAnswer


class CheckForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Where does the plan stand?"),
        choices=CheckAnswer.State.choices,
        widget=forms.RadioSelect,
    )
    evidence = LongTextField(
        label=_("What shows it"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(
        label=_("File that shows it"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, PowerPoint, picture or text, up to 50 MB."),
    )
    without_file = forms.BooleanField(label=_("Take the file away"), required=False)
