"""Where a term of a scheme was read."""

from __future__ import annotations

from dataclasses import dataclass

from chiiki.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a term was read; ``assumed``: set by this system, no published text says it."""

    source: Words
    assumed: bool = False
    remark: Words | None = None
