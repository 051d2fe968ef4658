"""Codes in the reader's language: the only place where engine codes meet prose.

One file for each app or engine. ``WORDING`` says reasons, ``EVENTS`` says what happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from chiiki.errors import EngineError
from chiiki.periods import format_date
from chiiki.reasons import Reason

WORDING: dict[str, Promise] = {}
EVENTS: dict[str, Promise] = {}
DETAILS: dict[str, Promise] = {}
for _found in iter_modules(__path__):
    _module = import_module(f"{__name__}.{_found.name}")
    WORDING.update(getattr(_module, "WORDING", {}))
    EVENTS.update(getattr(_module, "EVENTS", {}))
    DETAILS.update(getattr(_module, "DETAILS", {}))


def explain(found: Reason | EngineError) -> str:
    """Say a reason in the active language; a code without words is a fault."""
    return explain_code(found.code, found.values)


def explain_code(code: str, values: Mapping[str, object]) -> str:
    return str(WORDING[code]) % {name: _said(name, values[name]) for name in values}


def _said(name: str, value: object) -> object:
    """A value as it is read: 1,200,000, 令和8年11月23日; a year keeps its four digits."""
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{format_date(moment.date(), get_language() or 'ja')} {moment:%H:%M}"
    if isinstance(value, date):
        return format_date(value, get_language() or "ja")
    if type(value) is int and not name.endswith("year"):
        return f"{value:,}"
    return value


def event_name(name: str) -> str:
    """Say what happened: ``application.submitted`` → 申請を提出."""
    return str(EVENTS.get(name, name))


def details(found: Mapping[str, object]) -> dict[str, object]:
    """The details of an event under readable names; a detail without a name keeps its own."""
    return {str(DETAILS.get(name, name)): value for name, value in found.items()}
