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
    """One table and where it stands; what is taken is gone, ``done`` refuses the rest.

    Reading goes on after a fault with a harmless value, so that all faults of a text can be
    named at once; who reads must look at ``faults`` before using the result.
    """

    def __init__(
        self, content: Mapping[str, object], place: str, faults: list[EngineError]
    ) -> None:
        self._left = dict(content)
        self._bad: set[str] = set()
        self.place = place
        self.faults = faults

    def has(self, key: str) -> bool:
        return key in self._left

    def is_sound(self, *keys: str) -> bool:
        """Whether what was read of these keys is what was written."""
        return self._bad.isdisjoint(keys)

    def text(self, key: str) -> str:
        """A text; empty where there is none to be used."""
        if not self.has(key):
            self.refuse("questionnaire.key_missing", key=key)
            return ""
        found = self._left.pop(key)
        if not isinstance(found, str) or not found.strip():
            self.refuse("questionnaire.no_text", key=key)
            return ""
        if len(found) > LONGEST_TEXT:
            self.refuse("questionnaire.text_too_long", key=key, longest=LONGEST_TEXT)
            return ""
        return printable(found.strip())

    def code(self) -> str:
        """A code; empty where there is none to be used."""
        found = self.text("code")
        if self.is_sound("code") and not CODE.fullmatch(found):
            self.refuse("questionnaire.not_a_code", found=found)
            self._bad.add("code")
            return ""
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
            self.refuse("questionnaire.not_a_flag", key=key)
            return default
        return found

    def number_or_none(self, key: str) -> float | None:
        found = self._left.pop(key, None)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        if found is None:
            return None
        if not is_number or not abs(float(str(found))) < 1e15:
            self.refuse("questionnaire.no_number", key=key)
            return None
        return float(str(found))

    def count(self, key: str, default: int, most: int) -> int:
        """A whole number from 0 to ``most``."""
        found = self._left.pop(key, default)
        if isinstance(found, bool) or not isinstance(found, int):
            self.refuse("questionnaire.no_number", key=key)
            return default
        if not 0 <= found <= most:
            self.refuse("questionnaire.count_outside", key=key, most=most)
            return default
        return found

    def one_of(self, key: str, kind: type[Chosen], default: Chosen | None) -> Chosen:
        if default is not None and not self.has(key):
            return default
        found = self.text(key)
        known = self._known(key, [found] if found else [], kind)
        return known[0] if known else default or next(iter(kind))

    def some_of(self, key: str, kind: type[Chosen]) -> frozenset[Chosen]:
        return frozenset(self._known(key, self.texts(key), kind))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        found = self._left.pop(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, str) for one in found
        ):
            self.refuse("questionnaire.no_list", key=key)
            return ()
        return tuple(found)

    def tables(self, key: str) -> list[Table]:
        """The tables below a key, each called by its code."""
        found = self._left.pop(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, dict) for one in found
        ):
            self.refuse("questionnaire.no_list", key=key)
            return []
        if len(found) > MOST_ROWS:
            self.refuse("questionnaire.too_many_rows", key=key, most=MOST_ROWS)
            return []
        return [Table(one, self._below(key, one), self.faults) for one in found]

    def table_or_none(self, key: str) -> Table | None:
        found = self._left.pop(key, None)
        if found is None:
            return None
        if not isinstance(found, dict):
            self.refuse("questionnaire.no_list", key=key)
            return None
        return Table(found, self._below(key, {}), self.faults)

    def drop(self, *keys: str) -> None:
        """Leave out what cannot be judged after another fault."""
        for key in keys:
            self._left.pop(key, None)

    def done(self) -> None:
        """A key that nobody knows would be a wish that nobody fulfils."""
        for key in self._left:
            self.refuse("questionnaire.unknown_key", key=key)

    def once(self, codes: Collection[str]) -> None:
        seen: set[str] = set()
        twice: set[str] = set()
        for code in filter(None, codes):
            if code in seen and code not in twice:
                self.refuse("questionnaire.code_twice", found=code)
                twice.add(code)
            seen.add(code)

    def refuse(self, code: str, **values: object) -> None:
        self._bad.add(str(values.get("key", "")))
        self.faults.append(EngineError(code, place=self.place, **values))

    def _known(
        self, key: str, found: Collection[str], kind: type[Chosen]
    ) -> list[Chosen]:
        for one in found:
            if one not in [*kind]:
                self.refuse(
                    "questionnaire.unknown_choice",
                    key=key,
                    found=one,
                    choices=", ".join(kind),
                )
        return [kind(one) for one in found if one in [*kind]]

    def _below(self, key: str, row: Mapping[str, object]) -> str:
        called = f"{key} {row.get('code', '')}".strip()
        return called if self.place == TOP else f"{self.place} / {called}"
