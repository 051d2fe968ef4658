"""An entry in words: its parts with their labels, one text beside the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import LANGUAGES, SIDES, Adviser
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field
from chiiki_web.ui import formats

LABELS: dict[str, Promise] = {
    "affiliation_kind": _("Kind of affiliation"),
    "affiliation": _("Affiliation"),
    "prefecture": pgettext_lazy("of an adviser", "Home"),
    "municipality": _("Municipality of the home"),
    "speciality_ja": _("Speciality in Japanese"),
    "speciality_en": _("Speciality in English"),
    "fields": _("Fields"),
    "sides": _("Type of advice"),
    "languages": _("Languages in which help can be given"),
    "capacity_days": _("Days offered in a fiscal year"),
    "profile_ja": _("Profile in Japanese"),
    "profile_en": _("Profile in English"),
    "past_work_ja": _("Past work in Japanese"),
    "past_work_en": _("Past work in English"),
    "employers": _("Bodies for which the adviser works"),
    "vendors": _("Vendors with which the adviser has dealings"),
    "photo": _("Photo"),
    "is_published": _("May be published"),
    "is_manager": _("Can also be sent as a manager for some months"),
    "is_active": _("Stands in the list and can be asked"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an entry in words: as it stands, and as it is stated."""

    name: str
    label: Promise
    before: str
    after: str
    is_changed_since: bool = False


def parts(
    said: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    then: Mapping[str, Any] | None = None,
) -> list[Part]:
    """What is stated, in the order of the form; ``then`` is what stood when it was sent."""
    before, then = before or {}, then or {}
    return [
        Part(
            name,
            label,
            show(name, before.get(name)),
            show(name, said[name]),
            name in then and then[name] != before.get(name),
        )
        for name, label in LABELS.items()
        if name in said
    ]


def show(name: str, value: Any) -> str:
    """One value in words; empty for nothing."""
    if value in (None, "", []):
        return ""
    return SHOWN.get(name, str)(value)


def _listed(names: Iterable[object]) -> str:
    return formats.between().join(str(one) for one in names)


def _fields(codes: list[str]) -> str:
    return _listed(
        formats.local(one, "name") for one in Field.objects.filter(pk__in=codes)
    )


def _prefecture(code: str) -> str:
    return formats.local(Prefecture.objects.get(pk=code), "name")


def _municipality(code: str) -> str:
    return formats.local(Municipality.objects.get(pk=code), "name")


def _bodies(rows: list[dict[str, str]]) -> str:
    return "\n".join(map(_body, rows))


def _body(one: dict[str, str]) -> str:
    days = ""
    if one["since"] or one["until"]:
        days = formats.in_brackets(f"{_day(one['since'])}–{_day(one['until'])}")
    ground = pgettext("after a name", ": %s") % one["ground"] if one["ground"] else ""
    return f"{one['name']}{days}{ground}"


def _day(text: str) -> str:
    return formats.day(date.fromisoformat(text)) if text else ""


def _yes(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


def _consent(value: bool) -> str:
    return pgettext("consent", "Yes") if value else pgettext("consent", "No")


SHOWN: dict[str, Callable[[Any], str]] = {
    "capacity_days": lambda found: formats.counted(found, "days"),
    "affiliation_kind": lambda code: str(Adviser.Affiliation(code).label),
    "fields": _fields,
    "sides": lambda codes: _listed(label for code, label in SIDES if code in codes),
    "languages": lambda codes: _listed(
        label for code, label in LANGUAGES if code in codes
    ),
    "prefecture": _prefecture,
    "municipality": _municipality,
    "employers": _bodies,
    "vendors": _bodies,
    "photo": lambda pk: gettext("a photo"),
    "is_published": _consent,
    "is_manager": _yes,
    "is_active": _yes,
}
