"""One canonical writing of plain values, and its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable


def canonical(
    content: object, *, default: Callable[[object], object] | None = None
) -> str:
    """JSON that is the same for the same values, whatever the order of keys.

    ``default`` makes plain what JSON does not know, as in ``json.dumps``.

    >>> canonical({"b": [2], "a": "見本"})
    '{"a":"見本","b":[2]}'
    """
    return json.dumps(
        content,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=default,
    )


def digest_of(
    content: object, *, default: Callable[[object], object] | None = None
) -> str:
    """SHA-256 of the canonical writing."""
    return hashlib.sha256(canonical(content, default=default).encode()).hexdigest()
