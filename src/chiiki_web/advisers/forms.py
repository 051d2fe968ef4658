"""What may be typed to look for advisers, about oneself, and by the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers import queries
from chiiki_web.advisers.models import MOST_DAYS, SIDES, Adviser
from chiiki_web.plans.forms.fields import long_text, short_text
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from chiiki_web.ui.fields import NumberField
from chiiki_web.ui.formats import local

MOST_SEARCHED = 100


def _fields() -> list[tuple[str, str]]:
    return [(one.pk, local(one, "name")) for one in Field.objects.all()]


def _prefectures() -> list[tuple[str, str]]:
    return [(one.pk, local(one, "name")) for one in Prefecture.objects.all()]


class SearchForm(forms.Form):
    """A part that makes no sense is left out; the others still count."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MOST_SEARCHED,
        widget=forms.SearchInput,
    )
    field = forms.ChoiceField(
        label=_("Field"),
        choices=lambda: [("", gettext("all")), *_fields()],
        required=False,
    )
    side = forms.ChoiceField(
        label=_("Side"), choices=[("", _("all")), *SIDES], required=False
    )

    def chosen(self) -> dict[str, str]:
        """What to look for, by the names that the query knows."""
        self.full_clean()
        found = self.cleaned_data
        return {
            "text": found.get("q", ""),
            "field": found.get("field", ""),
            "side": found.get("side", ""),
        }


class OwnEntryForm(forms.Form):
    speciality_ja = forms.CharField(label=_("Speciality in Japanese"), max_length=200)
    speciality_en = short_text(_("Speciality in English"), most=300)
    profile_ja = long_text(_("Profile in Japanese"), rows=6)
    profile_en = long_text(_("Profile in English"), rows=6)
    capacity_days = NumberField(
        label=_("Days you can give in a fiscal year"),
        help_text=_("No request goes to you beyond this."),
        validators=[MaxValueValidator(MOST_DAYS)],
    )


class EntryForm(OwnEntryForm):
    """What the office writes of an adviser."""

    affiliation = forms.CharField(label=_("Affiliation"), max_length=120)
    affiliation_kind = forms.ChoiceField(
        label=_("Kind of affiliation"), choices=Adviser.Affiliation.choices
    )
    prefecture = forms.ChoiceField(label=_("Home"), choices=_prefectures)
    fields_known = forms.MultipleChoiceField(
        label=_("Fields"), choices=_fields, widget=forms.CheckboxSelectMultiple
    )
    sides = forms.MultipleChoiceField(
        label=_("Sides"), choices=SIDES, widget=forms.CheckboxSelectMultiple
    )
    is_manager = forms.BooleanField(
        label=_("Can also be sent as a manager for some months"), required=False
    )
    employers = long_text(
        _("Bodies for which the adviser works"),
        _(
            "One name a line, as registered here. Their requests do not go to the adviser."
        ),
        rows=3,
    )
    field_order = [
        "membership",
        "affiliation",
        "affiliation_kind",
        "prefecture",
        "speciality_ja",
        "speciality_en",
        "fields_known",
        "sides",
        "capacity_days",
        "is_manager",
        "employers",
        "profile_ja",
        "profile_en",
        "is_active",
    ]

    def clean_prefecture(self) -> Prefecture:
        return Prefecture.objects.get(pk=self.cleaned_data["prefecture"])

    def clean_employers(self) -> list[Organisation]:
        names = {one.strip() for one in self.cleaned_data["employers"].splitlines()} - {
            ""
        }
        found = list(Organisation.objects.filter(name_ja__in=names))
        if missing := names - {one.name_ja for one in found}:
            raise ValidationError(
                _("Not registered here: %(names)s"),
                params={"names": pgettext("list", ", ").join(sorted(missing))},
            )
        return found

    def values(self) -> dict[str, Any]:
        """What was typed, by the names that the action knows."""
        typed = dict(self.cleaned_data)
        codes = typed.pop("fields_known")
        return typed | {"fields": Field.objects.filter(pk__in=codes)}


class RegisterForm(EntryForm):
    membership = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Membership.objects.none(),
        help_text=_("People whom the administrator gave the role of adviser."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = queries.without_entry()  # type: ignore[attr-defined]


class ChangeForm(EntryForm):
    is_active = forms.BooleanField(
        label=_("Stands in the list and can be asked"), required=False
    )
