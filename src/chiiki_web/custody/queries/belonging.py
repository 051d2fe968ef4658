"""One place in which a stored file is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise

Ids = Collection[int]


@dataclass(frozen=True, slots=True)
class Belonging:
    """One place in which a file is kept; ``receipts`` name the numbers that list it."""

    what: Promise
    name: str
    case: str = ""
    title: str = ""
    number: str = ""
    receipts: tuple[str, ...] = ()


Found = tuple[int, Belonging]
