"""The only door into the event table."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from chiiki_web.audit.models import Event


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
    Event.objects.create(
        name=name,
        subject=subject_key(subject),
        case=case,
        details=_plain(details),
        happened_at=at,
        actor=f"user:{by.user_id}" if by else "system",
        hat=f"{by.role}@{by.organisation_id}" if by else "",
    )


def subject_key(subject: models.Model) -> str:
    return f"{subject._meta.label_lower}:{subject.pk}"


def _plain(details: dict[str, object]) -> dict[str, object]:
    encoder = DjangoJSONEncoder()
    return {
        name: value
        if isinstance(value, (str, int, float, bool, list, dict, type(None)))
        else encoder.default(value)
        for name, value in details.items()
    }
