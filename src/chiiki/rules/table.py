"""Read a TOML table strictly: each key once, in its type, and none left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from chiiki.errors import EngineError
from chiiki.words import Words

T = TypeVar("T")


class Table:
    """One TOML table; every failure names the scheme, the part and the key."""

    def __init__(
        self, content: Mapping[str, object], *, scheme: str, part: str
    ) -> None:
        self._left = dict(content)
        self.scheme = scheme
        self.part = part

    def text(self, key: str) -> str:
        return self._take(key, str)

    def number(self, key: str) -> int:
        return self._take(key, int)

    def positive(self, key: str) -> int:
        value = self.number(key)
        if value <= 0:
            raise self.refusal("rules.wrong_part", key=key)
        return value

    def day(self, key: str) -> date:
        return self._take(key, date)

    def flag(self, key: str) -> bool:
        """Return a truth value, false where the key is absent."""
        return self._take(key, bool) if key in self._left else False

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        value = self.text(key)
        if value not in set(allowed):
            raise self.refusal("rules.wrong_part", key=key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is absent."""
        items = self._take(key, list) if key in self._left else []
        if not all(isinstance(item, str) for item in items):
            raise self.refusal("rules.wrong_part", key=key)
        return tuple(items)

    def words(self, prefix: str = "") -> Words:
        """Return the texts under ``<prefix>ja`` and ``<prefix>en``, both required."""
        return Words(self.text(f"{prefix}ja"), self.text(f"{prefix}en"))

    def has(self, key: str) -> bool:
        return key in self._left

    def table(self, key: str) -> Table:
        return self._inner(self._take(key, dict), f"{self.part}.{key}")

    def tables(self, key: str) -> list[Table]:
        """Return a list of tables, empty where the key is absent."""
        rows = self._take(key, list) if key in self._left else []
        return [
            self._inner(row, f"{self.part}.{key}[{place}]")
            for place, row in enumerate(rows, start=1)
        ]

    def rest(self) -> dict[str, object]:
        """Take every key that is left."""
        rest, self._left = self._left, {}
        return rest

    def done(self) -> None:
        """Refuse what nobody asked for: most often a misspelt key."""
        for key in sorted(self._left):
            raise self.refusal("rules.unknown_part", key=key)

    def refusal(self, code: str, **values: object) -> EngineError:
        return EngineError(code, scheme=self.scheme, part=self.part, **values)

    def _take(self, key: str, kind: type[T]) -> T:
        if key not in self._left:
            raise self.refusal("rules.missing_part", key=key)
        value = self._left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise self.refusal("rules.wrong_part", key=key)
        return value

    def _inner(self, content: object, part: str) -> Table:
        if not isinstance(content, dict):
            raise EngineError("rules.wrong_part", scheme=self.scheme, part=part)
        return Table(content, scheme=self.scheme, part=part)
