"""Form fields of plans: yes, no or not said; a municipality by name or code."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chiiki.codes import parse_municipality_code
from chiiki.errors import EngineError
from chiiki_web import wording
from chiiki_web.regions.models import Municipality
from chiiki_web.ui.fields import LongTextField, NumberField, YenField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Label

YES, NO = "yes", "no"
MOST_PEOPLE = 999_999_999
MOST_YEN = 9_999_999_999_999


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said yet (None): never a box that is off by default."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(YES, _("Yes")), (NO, _("No")), ("", _("Not said yet"))],
            coerce=lambda value: value == YES,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: YES, False: NO, None: ""}.get(value, value)


LONGEST_PLACE = 100


class MunicipalityField(forms.CharField):
    """A municipality by code, by name, or by prefecture and name where two are alike."""

    def to_python(self, value: Any) -> Any:
        text = "".join(str(super().to_python(value)).split())
        if not text:
            return None
        ProhibitNullCharactersValidator()(text)
        if len(text) > LONGEST_PLACE:  # no place, and too long to be looked for
            text = f"{text[:LONGEST_PLACE]}…"
        if unicodedata.normalize("NFKC", text).isdecimal():
            text = _code(text)
        found = [town for town in _candidates(text) if text in _names(town)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("There is no municipality “%(found)s”. Write its name or its code."),
                params={"found": text},
            )
        raise ValidationError(
            _("There are several: write one of %(names)s."),
            params={
                "names": pgettext("list", ", ").join(_full_name(town) for town in found)
            },
        )

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Municipality):
            return value
        return _english_name(value) if get_language() == "en" else _full_name(value)


def long_text(
    label: str | Label, help_text: str | Label = "", rows: int = 5
) -> forms.CharField:
    return LongTextField(label=label, help_text=help_text, required=False, rows=rows)


def short_text(
    label: str | Label, help_text: str | Label = "", most: int = 100
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=most
    )


PEOPLE = pgettext_lazy("unit", "people")
USES = pgettext_lazy("unit", "uses")
SCHOOLS = pgettext_lazy("unit", "schools")


def number(
    label: str | Label,
    help_text: str | Label = "",
    most: int = MOST_PEOPLE,
    unit: str | Label = "",
) -> NumberField:
    return NumberField(
        unit=unit,
        label=label,
        help_text=help_text,
        required=False,
        validators=[MaxValueValidator(most)],
    )


def yen(label: str | Label, help_text: str | Label = "") -> YenField:
    return YenField(
        label=label,
        help_text=help_text,
        required=False,
        validators=[MaxValueValidator(MOST_YEN)],
    )


def _code(text: str) -> str:
    try:
        return parse_municipality_code(text)
    except EngineError as fault:
        raise ValidationError(wording.explain(fault), code=fault.code) from fault


def _candidates(text: str) -> list[Municipality]:
    towns = Municipality.objects.select_related("prefecture").filter(last_day=None)
    by_code = towns.filter(code=text)
    names = [text[start:] for start in range(min(5, len(text)))]
    return (
        list(by_code)
        or list(towns.filter(name_ja__in=names))
        or list(towns.filter(name_en__iexact=text.split(",")[0]))
    )


def _names(town: Municipality) -> tuple[str, ...]:
    english = "".join(_english_name(town).split())
    return (town.code, town.name_ja, _full_name(town), town.name_en, english)


def _full_name(town: Municipality) -> str:
    return f"{town.prefecture.name_ja}{town.name_ja}"


def _english_name(town: Municipality) -> str:
    return f"{town.name_en}, {town.prefecture.name_en}"
