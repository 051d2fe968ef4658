"""A TOML text that a person wrote: read, or refused with the place where it goes wrong."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from chiiki.errors import EngineError

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
LONGEST_SHOWN = 60
LARGEST = 2**63  # TOML 1.0: whole numbers have 64 bits
DEEPEST = 100


def read_toml(text: str, *, broken: str, unreadable: str) -> dict[str, Any]:
    """What the text holds.

    Raises EngineError with the code ``broken`` and the line, the column and what stands in
    that line; with ``unreadable`` where no place can be named. What the reader itself says
    is English and stays out.

    >>> read_toml("code = ", broken="sample.not_toml", unreadable="sample.not_readable")
    Traceback (most recent call last):
    chiiki.errors.EngineError: sample.not_toml (line=1, column=8, found=code = )
    """
    try:
        found = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as fault:
        if not isinstance(fault, tomllib.TOMLDecodeError):
            raise EngineError(unreadable) from None
        raise _refusal(text, broken, str(fault)) from None
    if _is_beyond(found):
        raise EngineError(unreadable)
    return found


def _is_beyond(content: dict[str, Any]) -> bool:
    """Whether dots lead deeper than any text needs, or a number is longer than 64 bits."""
    parts: list[Any] = [content]
    for _level in range(DEEPEST):
        below: list[Any] = []
        for one in parts:
            if isinstance(one, dict | list):
                below += one.values() if isinstance(one, dict) else one
            elif isinstance(one, int) and not -LARGEST <= one < LARGEST:
                return True
        parts = below
    return bool(parts)


def _refusal(text: str, code: str, said: str) -> EngineError:
    lines = text.splitlines() or [""]
    found = _PLACE.search(said)
    line = int(found[1]) if found else len(lines)
    column = int(found[2]) if found else len(lines[-1]) + 1
    shown = lines[line - 1] if line <= len(lines) else ""
    return EngineError(code, line=line, column=column, found=shown[:LONGEST_SHOWN])
