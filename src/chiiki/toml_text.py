"""A TOML text that a person wrote: read, or refused with the place where it goes wrong."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from chiiki.errors import EngineError

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
LONGEST_SHOWN = 60


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
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as fault:
        if not isinstance(fault, tomllib.TOMLDecodeError):
            raise EngineError(unreadable) from None
        raise _refusal(text, broken, str(fault)) from None


def _refusal(text: str, code: str, said: str) -> EngineError:
    lines = text.splitlines() or [""]
    found = _PLACE.search(said)
    line = int(found[1]) if found else len(lines)
    column = int(found[2]) if found else len(lines[-1]) + 1
    shown = lines[line - 1] if line <= len(lines) else ""
    return EngineError(code, line=line, column=column, found=shown[:LONGEST_SHOWN])
