"""The first page of a plan: enough to give it a name and a place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.forms.fields import MunicipalityField
from chiiki_web.plans.forms.names import FieldChoice


class StartForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title of the plan"),
        max_length=120,
        help_text=_(
            "What becomes better for whom, in one line. You can change it later."
        ),
    )
    municipality = MunicipalityField(
        label=_("Municipality that has the problem"),
        help_text=_("Its name or its code of six digits."),
    )
    field = FieldChoice(label=_("Field"))
