"""How much of what stands in an open form is kept: far more than any form asks for."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki_web.ui.fields import MOST_TEXT

TIMES = 4  # what is kept, for each character that may be sent
MOST_KEPT = 100_000
NUL = "\x00"


def most_kept(longest: int | None = None) -> int:
    """Return how many characters are kept of a text that may be ``longest``."""
    return min(TIMES * (longest or MOST_TEXT), MOST_KEPT)


def beginning(typed: list[str], most: int) -> list[str]:
    """Return the texts of one field, together ``most`` characters at most.

    >>> beginning(["abc", "de", "f"], 4)
    ['abc', 'd', '']
    """
    kept, left = [], most
    for one in typed:
        kept.append(one[:left])
        left -= len(kept[-1])
    return kept


def without_nul(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields without the one character that no database keeps."""
    return {
        name.replace(NUL, ""): [one.replace(NUL, "") for one in typed]
        for name, typed in fields.items()
    }


def beginnings(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields of one part, each and all together within what is kept."""
    kept, left = {}, MOST_KEPT
    for name, typed in fields.items():
        kept[name] = beginning(typed, min(most_kept(), left))
        left -= sum(len(one) for one in kept[name])
    return kept
