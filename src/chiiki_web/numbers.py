"""The number of a row or the key of a form, out of what anybody could have written."""

from __future__ import annotations

from uuid import UUID, uuid4

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
