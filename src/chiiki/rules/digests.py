"""The digests of schemes and facts: the proof of what was applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from chiiki import digests


def digest_of(content: object) -> str:
    """Return the SHA-256 of plain values, whatever the order of keys.

    >>> digest_of({"a": 1, "b": [2]}) == digest_of({"b": (2,), "a": 1})
    True
    """
    return digests.digest_of(content, default=_plain)


def scheme_digest(content: Mapping[str, object]) -> str:
    """Return the digest of a scheme's content, whatever its layout and order of rules."""
    ordered = dict(content)
    rows = content.get("rules", [])
    if isinstance(rows, list):
        ordered["rules"] = sorted(rows, key=lambda row: str(row["id"]))
    return digest_of(ordered)


def _plain(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no plain value: {type(value).__name__}")
