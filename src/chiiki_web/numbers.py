"""The number of a row or the key of a form, out of what anybody could have written."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

LONGEST_NUMBER = 18  # digits that every database takes as a number


def number_of(text: str) -> int | None:
    """The number that a text names; None for what no row can have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def key_of(text: str) -> UUID:
    """The key that a form carries, so that a second click makes nothing a second time."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def unused_key(key: UUID, rows: QuerySet[Any]) -> UUID:
    """The key of a form, or a new one where the form of something else was copied."""
    return uuid4() if rows.filter(form_key=key).exists() else key
