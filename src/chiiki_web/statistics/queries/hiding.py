"""Small figures that everybody reads are left out, so that nobody is known by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")
LEAST = 5


def hide(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Counts with those of 1 to 4 left out (None); 0 says nothing of anybody.

    Where only one is left out, the next smallest goes too: the total would give it away.

    >>> hide({"a": 40, "b": 3, "c": 9, "d": 0})
    {'a': 40, 'b': None, 'c': None, 'd': 0}
    >>> hide({"a": 40, "b": 3, "c": 2})
    {'a': 40, 'b': None, 'c': None}
    >>> hide({"a": 40, "c": 9})
    {'a': 40, 'c': 9}
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    if len(hidden) == 1:
        others = [key for key, count in counts.items() if count >= LEAST]
        if others:
            hidden.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}
