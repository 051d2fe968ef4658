"""What may be typed to look for advisers: by everybody, and by the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import LANGUAGES, SIDES, Adviser, Statement
from chiiki_web.advisers.queries.listing import STANDINGS
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from chiiki_web.ui.formats import local

MOST_SEARCHED = 100


def _fields() -> list[tuple[str, str]]:
    rows = [(one.pk, local(one, "name")) for one in Field.objects.all()]
    return [("", gettext("all")), *rows]


def _prefectures() -> list[tuple[str, str]]:
    rows = Prefecture.objects.filter(adviser__isnull=False).distinct()
    return [("", gettext("all")), *((one.pk, local(one, "name")) for one in rows)]


def _any(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("all")), *choices]


class SearchForm(forms.Form):
    """A part that makes no sense is left out; the others still count."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MOST_SEARCHED,
        widget=forms.SearchInput,
    )
    field = forms.ChoiceField(label=_("Field"), choices=_fields, required=False)
    side = forms.ChoiceField(
        label=_("Type of advice"), choices=_any(SIDES), required=False
    )
    prefecture = forms.ChoiceField(
        label=pgettext_lazy("of an adviser", "Home"),
        choices=_prefectures,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind of affiliation"),
        choices=_any(Adviser.Affiliation.choices),
        required=False,
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("of help", "Language"),
        choices=_any(LANGUAGES),
        required=False,
    )

    def chosen(self) -> dict[str, str]:
        """What to look for, by the names that the query knows."""
        self.full_clean()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {"text": found.pop("q"), **found}


class OfficeSearchForm(SearchForm):
    """The office also looks at how people stand in the present fiscal year."""

    standing = forms.ChoiceField(
        label=_("Standing"), choices=_any(STANDINGS), required=False
    )


class StatementSearchForm(forms.Form):
    """Offers and changes by kind, by state, by name."""

    q = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        required=False,
        max_length=MOST_SEARCHED,
        widget=forms.SearchInput,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=_any(Statement.Kind.choices), required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=_any(
            (one.value, one.label)
            for one in Statement.State
            if one.name not in ("DRAFT", "WITHDRAWN")
        ),
        required=False,
    )

    def chosen(self) -> dict[str, str]:
        self.full_clean()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {"text": found.pop("q"), **found}
