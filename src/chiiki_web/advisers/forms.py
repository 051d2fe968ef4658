"""What an adviser may type in their own entry."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser
from chiiki_web.ui.fields import NumberField


class OwnEntryForm(forms.ModelForm):  # type: ignore[type-arg]
    capacity_days = NumberField(
        label=_("Days you can give in a fiscal year"),
        help_text=_("No request goes to you beyond this."),
    )

    class Meta:
        model = Adviser
        fields = [
            "speciality_ja",
            "speciality_en",
            "profile_ja",
            "profile_en",
            "capacity_days",
        ]
        labels = {
            "speciality_ja": _("Speciality in Japanese"),
            "speciality_en": _("Speciality in English"),
            "profile_ja": _("Profile in Japanese"),
            "profile_en": _("Profile in English"),
        }
