"""The number of a row, read out of an address or a form that anybody could have written."""

from __future__ import annotations

LONGEST_NUMBER = 18  # digits that every database takes as a number


def number_of(text: str) -> int | None:
    """The number that a text names; None for what no row can have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
