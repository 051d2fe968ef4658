"""A choice among rows that have a name in each language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language

from chiiki_web.schemes.models import Field


class FieldChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the eleven fields, named in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Field.objects.order_by("order"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name_ja)
