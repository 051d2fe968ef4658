"""The record of a run: everything it rests on and all it found, and its SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass

from chiiki.digests import digest_of
from chiiki.matching.model import Instance, Unserved


def record_of(
    instance: Instance,
    *,
    solver: str,
    method: str,
    assignments: Mapping[str, Sequence[str]],
    unserved: Sequence[Unserved],
    value: int,
    bound: int,
) -> dict[str, object]:
    """Return what was run, and what came out, of a canonical round."""
    return {
        "instance": sha256([instance.advisers, instance.requests, instance.wishes]),
        "first_month": instance.first_month,
        "rules": sha256(instance.rules),
        "rules_version": instance.rules.version,
        "parameters": plain(instance.rules.search),
        "solver": solver,
        "method": method,
        "assignments": plain(assignments),
        "unserved": [[one.request_id, one.reason.code] for one in unserved],
        "value": value,
        "bound": bound,
    }


def sha256(content: object) -> str:
    """Return the digest of values, whatever the order of sets and keys.

    >>> sha256({"a": frozenset("xy")}) == sha256({"a": ["x", "y"]})
    True
    """
    return digest_of(plain(content))


def plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted((plain(one) for one in value), key=json.dumps)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
