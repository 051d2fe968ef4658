"""Read a TOML table strictly: each key in its type, none left over, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from chiiki.errors import EngineError
from chiiki.plain import printable
from chiiki.words import Words

Chosen = TypeVar("Chosen", bound=StrEnum)
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_TEXT = 2000
MOST_ROWS = 300
TOP = "TOML"
"""The place of what stands in no table."""


class Table:
    """One table and where it stands; what is taken is gone, ``done`` refuses the rest."""

    def __init__(self, content: Mapping[str, object], place: str) -> None:
        self._left = dict(content)
        self.place = place

    def has(self, key: str) -> bool:
        return key in self._left

    def text(self, key: str) -> str:
        found = self._take(key)
        if not isinstance(found, str) or not found.strip():
            raise self.refusal("questionnaire.no_text", key=key)
        if len(found) > LONGEST_TEXT:
            raise self.refusal(
                "questionnaire.text_too_long", key=key, longest=LONGEST_TEXT
            )
        return printable(found.strip())

    def code(self, key: str = "code") -> str:
        found = self.text(key)
        if not CODE.fullmatch(found):
            raise self.refusal("questionnaire.not_a_code", found=found)
        return found

    def words(self, start: str = "") -> Words:
        """The texts ``start``ja and ``start``en; both are needed."""
        return Words(self.text(f"{start}ja"), self.text(f"{start}en"))

    def words_or_none(self, start: str) -> Words | None:
        if self.has(f"{start}ja") or self.has(f"{start}en"):
            return self.words(start)
        return None

    def flag(self, key: str, default: bool) -> bool:
        found = self._left.pop(key, default)
        if not isinstance(found, bool):
            raise self.refusal("questionnaire.not_a_flag", key=key)
        return found

    def number_or_none(self, key: str) -> float | None:
        found = self._left.pop(key, None)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        if found is None:
            return None
        if not is_number or not abs(float(str(found))) < 1e15:
            raise self.refusal("questionnaire.no_number", key=key)
        return float(str(found))

    def count(self, key: str, default: int, most: int) -> int:
        """A whole number from 0 to ``most``."""
        found = self._left.pop(key, default)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.refusal("questionnaire.no_number", key=key)
        if not 0 <= found <= most:
            raise self.refusal("questionnaire.count_outside", key=key, most=most)
        return found

    def one_of(self, key: str, kind: type[Chosen], default: Chosen | None) -> Chosen:
        if default is not None and not self.has(key):
            return default
        return self._chosen(key, self.text(key), kind)

    def some_of(self, key: str, kind: type[Chosen]) -> frozenset[Chosen]:
        return frozenset(self._chosen(key, one, kind) for one in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        found = self._left.pop(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, str) for one in found
        ):
            raise self.refusal("questionnaire.no_list", key=key)
        return tuple(found)

    def tables(self, key: str) -> list[Table]:
        """The tables below a key, each called by its code."""
        found = self._left.pop(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, dict) for one in found
        ):
            raise self.refusal("questionnaire.no_list", key=key)
        if len(found) > MOST_ROWS:
            raise self.refusal("questionnaire.too_many_rows", key=key, most=MOST_ROWS)
        return [Table(one, self._below(key, one)) for one in found]

    def table_or_none(self, key: str) -> Table | None:
        found = self._left.pop(key, None)
        if found is None:
            return None
        if not isinstance(found, dict):
            raise self.refusal("questionnaire.no_list", key=key)
        return Table(found, self._below(key, {}))

    def done(self) -> None:
        """A key that nobody knows would be a wish that nobody fulfils."""
        for key in self._left:
            raise self.refusal("questionnaire.unknown_key", key=key)

    def once(self, codes: Collection[str]) -> None:
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise self.refusal("questionnaire.code_twice", found=code)
            seen.add(code)

    def refusal(self, code: str, **values: object) -> EngineError:
        return EngineError(code, place=self.place, **values)

    def _take(self, key: str) -> object:
        if key not in self._left:
            raise self.refusal("questionnaire.key_missing", key=key)
        return self._left.pop(key)

    def _chosen(self, key: str, found: str, kind: type[Chosen]) -> Chosen:
        if found not in [*kind]:
            raise self.refusal(
                "questionnaire.unknown_choice",
                key=key,
                found=found,
                choices=", ".join(kind),
            )
        return kind(found)

    def _below(self, key: str, row: Mapping[str, object]) -> str:
        called = f"{key} {row.get('code', '')}".strip()
        return called if self.place == TOP else f"{self.place} / {called}"
