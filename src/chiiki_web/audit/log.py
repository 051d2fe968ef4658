"""The only door into the event table."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from chiiki_web.audit.models import Event
from chiiki_web.rows import Rows

EVENT = Rows(Event)
LONGEST_TEXT = 20_000  # characters of one detail; forms stop at a fifth of it


class Actor(Protocol):
    """Who acts, under which hat: see ``accounts.models.Membership``."""

    user_id: int
    role: str
    organisation_id: int


def record(
    name: str,
    subject: models.Model,
    /,
    *,
    by: Actor | None,
    at: datetime,
    case: str = "",
    **details: object,
) -> None:
    """Write one event ``noun.past``; ``by=None`` means the system itself.

    Raises RuntimeError outside a transaction: an event stands or falls with its deed.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{name} must be recorded inside a transaction")
    event = Event(
        name=name,
        subject=subject_key(subject),
        case=case,
        details=_plain(details),
        happened_at=at,
        actor=f"user:{by.user_id}" if by else "system",
        hat=f"{by.role}@{by.organisation_id}" if by else "",
    )
    EVENT.insert([event])


def subject_key(subject: models.Model) -> str:
    return f"{subject._meta.label_lower}:{subject.pk}"


def _plain(details: dict[str, object]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(details, cls=DjangoJSONEncoder))
    return {name: _short(value) for name, value in plain.items()}


def _short(value: Any) -> Any:
    """What no form lets through does not swell the history: it is cut, and says so."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}… ({len(value)})"
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value]
    return value
