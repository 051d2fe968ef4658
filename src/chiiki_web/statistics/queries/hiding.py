"""Small figures that everybody reads are left out, so that nobody is known by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
LEAST = 5


def hide(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Counts with those of 1 to 4 left out (None); 0 says nothing of anybody.

    Whoever knows the total knows the sum of what is left out. So the next smallest goes
    too while there is only one, or while the sum itself is small.

    >>> hide({"a": 40, "b": 3, "c": 9, "d": 0})
    {'a': 40, 'b': None, 'c': None, 'd': 0}
    >>> hide({"a": 40, "b": 3, "c": 2})
    {'a': 40, 'b': None, 'c': None}
    >>> hide({"a": 40, "b": 1, "c": 1, "d": 9})
    {'a': 40, 'b': None, 'c': None, 'd': None}
    >>> hide({"a": 40, "c": 9})
    {'a': 40, 'c': 9}
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    others = sorted(
        (key for key, count in counts.items() if count >= LEAST),
        key=lambda key: counts[key],
        reverse=True,
    )
    while hidden and others and _tells(counts[key] for key in hidden):
        hidden.add(others.pop())
    return {key: None if key in hidden else count for key, count in counts.items()}


def _tells(left_out: Iterable[int]) -> bool:
    """Whether the sum of these says too much of one of them."""
    figures = list(left_out)
    return len(figures) == 1 or sum(figures) < LEAST
