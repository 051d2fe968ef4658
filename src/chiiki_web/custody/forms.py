"""What an administrator may send about a stored file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RestoreForm(forms.Form):
    upload = forms.FileField(
        label=_("The same file"),
        help_text=_(
            "It is taken only if every byte is the same as when it was stored. Its name"
            " does not matter."
        ),
    )
