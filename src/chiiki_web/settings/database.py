"""A database address becomes Django's database settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

WHAT_FITS = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
# Readers do not block the writer, a committed row survives a power cut, and the
# database keeps foreign keys.
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"


def parse_database_url(url: str) -> dict[str, Any]:
    """Read ``sqlite:///path`` or ``postgresql://user@host/name?host=/socket/dir``.

    Raises ``ValueError`` for anything else; the message does not repeat a password.
    """
    parts = urlsplit(url)
    name = unquote(parts.path[1:])
    if parts.scheme == "sqlite" and name:
        return _sqlite(name)
    if parts.scheme in {"postgresql", "postgres"} and name:
        return _postgresql(parts, name)
    raise ValueError(f"not a database address: write {WHAT_FITS}")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            # Take the write lock at the start: a reader that becomes a writer half way
            # would fail at once instead of waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": PRAGMAS,
        },
    }


def _postgresql(parts: SplitResult, name: str) -> dict[str, Any]:
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Statements that stand as text (``chiiki_web.rows``) are planned once.
        "OPTIONS": {
            "options": "-c lock_timeout=3s -c plan_cache_mode=force_generic_plan",
            "prepare_threshold": 3,
        },
    }
