"""An answer to one item of the check list."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.documents.kinds import most_megabytes
from chiiki_web.plans.models import CheckAnswer
from chiiki_web.ui.fields import LongTextField


class CheckForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Where does the plan stand?"),
        choices=CheckAnswer.State.choices,
        widget=forms.RadioSelect,
    )
    evidence = LongTextField(
        label=_("What shows it"),
        required=False,
    )
    file = forms.FileField(
        label=_("File that shows it"),
        required=False,
        allow_empty_file=True,
        help_text=format_lazy(
            _("PDF, Word, Excel, PowerPoint, picture or text, up to {n} MB."),
            n=most_megabytes(),
        ),
    )
    without_file = forms.BooleanField(label=_("Take the file away"), required=False)
