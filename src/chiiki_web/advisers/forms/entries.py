"""What an entry says: typed by the adviser, who needs approval, or by the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.advisers.models import LANGUAGES, MOST_DAYS, SIDES, Adviser
from chiiki_web.advisers.queries.said import Said, body
from chiiki_web.plans.forms.fields import MunicipalityField, long_text, short_text
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field
from chiiki_web.ui.fields import DateField, NumberField
from chiiki_web.ui.formats import local

LISTS = ("employers", "vendors")
CELLS = ("name", "since", "until", "ground")
MOST_BODIES, SPARE = 12, 2
EMPTY = ("", "–")
Typed = Mapping[str, Sequence[str]]


def _fields() -> list[tuple[str, str]]:
    return [(one.pk, local(one, "name")) for one in Field.objects.all()]


def _prefectures() -> list[tuple[str, str]]:
    found = Prefecture.objects.all()
    return [EMPTY, *((one.pk, local(one, "name")) for one in found)]


class EntryForm(forms.Form):
    """The parts of an entry; declared bodies stand in rows of four fields each."""

    affiliation_kind = forms.ChoiceField(
        label=_("Kind of affiliation"), choices=[EMPTY, *Adviser.Affiliation.choices]
    )
    affiliation = forms.CharField(label=_("Affiliation"), max_length=120)
    prefecture = forms.ChoiceField(
        label=pgettext_lazy("of an adviser", "Home"), choices=_prefectures
    )
    municipality = MunicipalityField(
        label=_("Municipality of the home"),
        help_text=_("Its name or its code. It is not shown to the public."),
        required=False,
    )
    speciality_ja = forms.CharField(
        label=_("Speciality in Japanese"),
        max_length=200,
        help_text=_("In one line: what regions can ask you about."),
    )
    speciality_en = short_text(_("Speciality in English"), most=300)
    fields_known = forms.MultipleChoiceField(
        label=_("Fields"), choices=_fields, widget=forms.CheckboxSelectMultiple
    )
    sides = forms.MultipleChoiceField(
        label=_("Type of advice"), choices=SIDES, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which help can be given"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity_days = NumberField(
        label=_("Days offered in a fiscal year"),
        help_text=_("The office commissions for at most as many, as a rule."),
        unit=pgettext_lazy("unit", "days"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    profile_ja = long_text(_("Profile in Japanese"), rows=6)
    profile_en = long_text(_("Profile in English"), rows=4)
    past_work_ja = long_text(
        _("Past work in Japanese"),
        _("Where, when, what was done, and what came of it."),
        rows=6,
    )
    past_work_en = long_text(_("Past work in English"), rows=4)
    is_published = forms.BooleanField(
        label=_("The entry and the photo may be published on this site"),
        help_text=_(
            "Without this, regions do not find the adviser in the list; the office can"
            " still propose them."
        ),
        required=False,
    )

    def __init__(self, typed: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        for kind in LISTS:
            for number in range(self._rows(kind)):
                self.fields |= _row(f"{kind}-{number}")

    def rows(self, kind: str) -> Iterator[list[forms.BoundField]]:
        """The declared bodies of one kind, with empty rows for more."""
        for number in range(self._rows(kind)):
            yield [self[f"{kind}-{number}-{cell}"] for cell in CELLS]

    @property
    def employer_rows(self) -> list[list[forms.BoundField]]:
        return list(self.rows("employers"))

    @property
    def vendor_rows(self) -> list[list[forms.BoundField]]:
        return list(self.rows("vendors"))

    def clean(self) -> None:
        for kind in LISTS:
            self._check(kind)

    def values(self) -> Said:
        """What was typed, as the actions know it."""
        found = self.cleaned_data
        plain: Said = {
            name: found[name]
            for name in found
            if not name.startswith(LISTS) and name != "fields_known"
        }
        place = plain.get("municipality")
        return plain | {
            "fields": sorted(found["fields_known"]),
            "municipality": place.pk if place else None,
            "employers": self._bodies("employers"),
            "vendors": self._bodies("vendors"),
        }

    def _rows(self, kind: str) -> int:
        """As many rows as something stands in, and spare ones."""
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        filled = [
            number
            for number in range(MOST_BODIES)
            for cell in CELLS
            if source.get(f"{kind}-{number}-{cell}")
        ]
        return min(max(filled, default=-1) + 1 + SPARE, MOST_BODIES)

    def _bodies(self, kind: str) -> list[Said]:
        rows = [self._cells(kind, number) for number in range(self._rows(kind))]
        named = [body(**row) for row in rows if row["name"]]
        return sorted(named, key=lambda one: str(one["name"]))

    def _cells(self, kind: str, number: int) -> dict[str, Any]:
        found = self.cleaned_data
        return {cell: found.get(f"{kind}-{number}-{cell}") or "" for cell in CELLS}

    def _check(self, kind: str) -> None:
        names: set[str] = set()
        for number in range(self._rows(kind)):
            row, at = self._cells(kind, number), f"{kind}-{number}"
            if (
                any(row.values())
                and not row["name"]
                and f"{at}-name" not in self.errors
            ):
                self.add_error(f"{at}-name", _("Write the name of the body."))
            if row["name"] and row["name"] in names:
                self.add_error(f"{at}-name", _("This name stands here twice."))
            names.add(row["name"])
            if row["since"] and row["until"] and row["since"] > row["until"]:
                self.add_error(f"{at}-until", _("The last day is before the first."))


class OfficeForm(EntryForm):
    """The office also says whether somebody can be a manager, and stands in the list."""

    is_manager = forms.BooleanField(
        label=_("Can also be sent as a manager for some months"), required=False
    )
    is_active = forms.BooleanField(
        label=_("Stands in the list and can be asked"), required=False
    )


def initial_of(said: Said) -> dict[str, Any]:
    """An entry as its form shows it."""
    place = said.get("municipality")
    shown = {name: said[name] for name in said if name not in LISTS}
    shown |= {
        "fields_known": said.get("fields", []),
        "municipality": Municipality.objects.select_related("prefecture")
        .filter(pk=place)
        .first(),
    }
    for kind in LISTS:
        for number, one in enumerate(said.get(kind, [])):
            for cell in CELLS:
                shown[f"{kind}-{number}-{cell}"] = _cell(cell, one[cell])
    return shown


def typed_in(data: QueryDict) -> dict[str, list[str]]:
    """What stands in the form, letter by letter: only fields that it has."""
    form = EntryForm(data)
    return {
        name: [one.replace("\r\n", "\n") for one in data.getlist(name)]
        for name in form.fields
        if any(data.getlist(name))
    }


def typed_as_shown(said: Said) -> dict[str, list[str]]:
    """An entry as its form would come back if nothing was changed."""
    form = EntryForm(initial=initial_of(said))
    shown = {name: form[name].value() for name in form.fields}
    return {name: _texts(value) for name, value in shown.items() if _texts(value)}


def as_query(typed: Typed) -> QueryDict:
    """What was typed, to fill a form with."""
    found = QueryDict(mutable=True)
    for name, texts in typed.items():
        found.setlist(name, list(texts))
    return found


def as_initial(typed: Typed) -> dict[str, Any]:
    """What was typed, for a form that shows it without finding fault yet."""
    many = (forms.MultipleChoiceField,)
    return {
        name: list(texts)
        if isinstance(EntryForm.base_fields.get(name), many)
        else texts[0]
        for name, texts in typed.items()
        if texts
    }


def _row(at: str) -> dict[str, forms.Field]:
    return {
        f"{at}-name": short_text(_("Name of the body"), most=120),
        f"{at}-since": DateField(label=_("Since"), required=False),
        f"{at}-until": DateField(label=_("Until"), required=False),
        f"{at}-ground": short_text(_("What ties you to it"), most=200),
    }


def _cell(cell: str, text: str) -> Any:
    return date.fromisoformat(text) if cell in ("since", "until") and text else text


def _texts(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    return [] if value in (None, "") else [str(value)]
