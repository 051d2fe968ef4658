"""What a person may type when they share what a service taught."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.library.models import CaseStudy


class StudyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CaseStudy
        fields = [
            "title_ja",
            "title_en",
            "result",
            "problem_ja",
            "problem_en",
            "worked_ja",
            "worked_en",
            "failed_ja",
            "failed_en",
        ]
        labels = {
            "title_ja": _("Title in Japanese"),
            "title_en": _("Title in English"),
            "result": _("How it stands now"),
            "problem_ja": _("The region's problem (Japanese)"),
            "problem_en": _("The region's problem (English)"),
            "worked_ja": _("What worked (Japanese)"),
            "worked_en": _("What worked (English)"),
            "failed_ja": _("What did not (Japanese)"),
            "failed_en": _("What did not (English)"),
        }
