"""What the history keeps as codes and numbers, said as an officer would read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki.readiness import ITEMS
from chiiki_web import wording
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.applications.models import Attachment
from chiiki_web.applications.queries import COMPLETENESS
from chiiki_web.applications.queries import label_of as part_of_application
from chiiki_web.dispatch.models import Letter, Report, Request
from chiiki_web.placements.models import Assessment, KnowHow, Placement, Side
from chiiki_web.plans.forms.shown import label_of
from chiiki_web.plans.models import LIFELINE_ANSWERS, CheckAnswer, Plan, Stakeholder
from chiiki_web.schemes.models import Criterion
from chiiki_web.services.models import Service
from chiiki_web.ui import formats

ADVISERS = {"adviser", "advisers", "nominated", "order", "passed_over"}
AS_IT_IS = {"fiscal_year", "years", "version", "month", "number"}
HASHES = {"sha256", "files"}
CHOICES: dict[str, list[Any]] = {
    "kind": [
        Stakeholder.Kind,
        Attachment.Kind,
        Organisation.Kind,
        Request.Kind,
        KnowHow.Kind,
    ],
    "ending": [Placement.Ending],
    "letter": [Letter.Kind],
    "levels": [Assessment.Level],
    "moment": [Assessment.Moment],
    "rest": [Placement.Rest],
    "lifeline": [LIFELINE_ANSWERS],
    "payer": [Plan.Payer],
    "role": [Membership.Role],
    "side": [Report.Side, Side],
    "state": [CheckAnswer.State, Service.UseState],
    "before": [Service.UseState],
    "after": [Service.UseState],
}


class Sayer:
    """Says the details of several events; names are looked up once for all of them."""

    def __init__(self, details: Iterable[Mapping[str, Any]]) -> None:
        every = list(details)
        ids = {
            one
            for found in every
            for name in ADVISERS & found.keys()
            for one in _listed(found[name])
            if isinstance(one, int)
        }
        codes = {code for found in every for code in found.get("scores") or ()}
        self._advisers = {
            one.pk: str(one)
            for one in Adviser.objects.filter(pk__in=ids).select_related(
                "membership__user"
            )
        }
        self._criteria = {
            one.code: formats.local(one, "name")
            for one in Criterion.objects.filter(code__in=codes)
        }

    def say(self, details: Mapping[str, Any]) -> dict[str, object]:
        """The details of one event by their readable names; empty ones are left out."""
        said = {
            name: self._value(name, value)
            for name, value in details.items()
            if value not in (None, "", [], {}) and not _says_it_twice(name, details)
        }
        return wording.details(said)

    def about(self, details: Mapping[str, Any]) -> str:
        """The item or the part that an event is about, if it is about one."""
        name = next((one for one in ("item", "part") if details.get(one)), None)
        return _text(name, str(details[name])) if name else ""

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            separator = formats.between()
            return separator.join(self._value(name, one) for one in value)
        if isinstance(value, dict):
            return " · ".join(
                f"{self._name(name, key)}{formats.colon()}{self._value(name, one)}"
                for key, one in value.items()
            )
        if isinstance(value, bool) and name == "state":
            return _("in order") if value else _("not in order")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, (int, float)):
            return self._number(name, value)
        return _text(name, "" if value is None else str(value))

    def _number(self, name: str, value: float) -> str:
        if name in ADVISERS:
            return self._advisers.get(int(value), str(value))
        return str(value) if name in AS_IT_IS else f"{value:,}"

    def _name(self, name: str, key: str) -> str:
        if name == "scores":
            return self._criteria.get(key, key)
        return str(wording.DETAILS.get(key, key))


def _text(name: str, value: str) -> str:
    if name == "fields":
        return _part(value)
    if name == "part":
        return str(part_of_application(value))
    if name == "item":
        return str(COMPLETENESS.get(value, "")) or _item(value)
    if name in HASHES:
        return f"{value[:12]}…"
    for choices in CHOICES.get(name, ()):
        labels = dict(getattr(choices, "choices", choices))
        if value in labels:
            return str(labels[value])
    return _moment(value)


def _part(name: str) -> str:
    """A part of a plan as its form names it."""
    kind, _colon, item = name.partition(":")
    if kind == "check":
        return _item(item)
    try:
        return str(label_of(name))
    except KeyError:
        return str(wording.DETAILS.get(name, name))


def _item(code: str) -> str:
    language = get_language() or "ja"
    return next((one.question(language) for one in ITEMS if one.code == code), code)


def _moment(value: str) -> str:
    """A day or a moment as it is read; any other text as it is."""
    if len(value) < len("2026-01-01") or not value[:4].isdecimal():
        return value
    try:
        if "T" in value:
            return formats.day_and_time(datetime.fromisoformat(value))
        return formats.day(date.fromisoformat(value))
    except ValueError:
        return value


def _says_it_twice(name: str, details: Mapping[str, Any]) -> bool:
    """An answer to the check list names its item; its part is the same."""
    return name == "fields" and details.get("fields") == [
        f"check:{details.get('item')}"
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
