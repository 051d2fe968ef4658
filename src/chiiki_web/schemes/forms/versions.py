"""What an office types about a version as a whole: a new year, the whole text, a ground."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.forms.calls import DAY
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.ui import formats
from chiiki_web.ui.fields import DateField

LONGEST_TEXT = 200_000


class _VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version as pages call it: by its own name and its first day."""

    def label_from_instance(self, obj: SchemeVersion) -> str:
        return gettext("Version %(name)s, in force from %(day)s") % {
            "name": obj.version,
            "day": formats.day(obj.first_day),
        }


class StartForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    based_on = _VersionField(
        label=_("Begin with the text of"), queryset=SchemeVersion.objects.none()
    )
    version = forms.SlugField(
        label=_("Name of the new version"),
        max_length=40,
        help_text=_("Letters, digits and “-”, for example 2027 or 2027-2."),
    )
    first_day = DateField(label=_("In force from"), help_text=DAY)
    note = forms.CharField(
        label=_("What is to change, and why"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, choices: QuerySet[SchemeVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["based_on"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("The whole text (TOML)"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 40, "class": "expression", "spellcheck": "false"}
        ),
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class AmendForm(forms.Form):
    version = _VersionField(
        label=_("The version with the new form"),
        queryset=SchemeVersion.objects.none(),
    )
    ground = forms.CharField(
        label=_("Why the form is amended"),
        help_text=_("Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, choices: list[SchemeVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = SchemeVersion.objects.filter(
            pk__in=[one.pk for one in choices]
        )
