"""The one error family that every engine raises."""

from __future__ import annotations


class EngineError(Exception):
    """Something the caller asked for cannot be done.

    An error carries a stable code and named values, never prose: a notebook prints
    them, the site turns them into Japanese or English.

    >>> error = EngineError("ledger.overdrawn", short_by=500)
    >>> str(error)
    'ledger.overdrawn (short_by=500)'
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        listed = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{code} ({listed})" if listed else code)
