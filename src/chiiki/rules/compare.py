"""What differs between two versions of a scheme, part by part."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chiiki.rules.model import Scheme

NAMES = ("id", "code", "kind", "closes_on")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; ``part`` is its path, a row named by its id or code.

    ``before`` is ``None`` where the value is new, ``after`` where it is gone.
    """

    part: str
    before: object
    after: object


def differences(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """Return every value that differs, in the order of the newer text, what is gone last.

    The order of rules, like the layout, is no difference.
    """
    old, new = (dict(_leaves("", tomllib.loads(one.text))) for one in (before, after))
    return tuple(
        Difference(part, old.get(part), new.get(part))
        for part in dict.fromkeys((*new, *old))
        if old.get(part) != new.get(part)
    )


def _leaves(path: str, content: object) -> Iterator[tuple[str, object]]:
    if isinstance(content, Mapping) and content:
        for key, value in content.items():
            yield from _leaves(f"{path}.{key}" if path else str(key), value)
    elif isinstance(content, list) and any(isinstance(row, dict) for row in content):
        for place, row in enumerate(content, start=1):
            yield from _leaves(f"{path}[{_name(row) or place}]", row)
    else:
        yield path, content


def _name(row: object) -> object:
    if not isinstance(row, dict):
        return None
    return next((row[name] for name in NAMES if name in row), None)
