"""Codes in the reader's language: the only place where engine codes meet prose.

One file for each app or engine. ``WORDING`` says reasons, ``EVENTS`` says what happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise

from chiiki.errors import EngineError
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
    return str(WORDING[code]) % dict(values)


def event_name(name: str) -> str:
    """Say what happened: ``application.submitted`` → 申請を提出."""
    return str(EVENTS.get(name, name))


def details(found: Mapping[str, object]) -> dict[str, object]:
    """The details of an event under readable names; a detail without a name keeps its own."""
    return {str(DETAILS.get(name, name)): value for name, value in found.items()}
