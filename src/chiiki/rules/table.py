"""Read a TOML table strictly: each key once, in its type, and none left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import TypeVar

from chiiki.errors import EngineError
from chiiki.rules.clocks import MonthDay
from chiiki.rules.limits import LARGEST_NUMBER, Effort
from chiiki.words import Words

T = TypeVar("T")


class Table:
    """One TOML table; every fault is kept with its scheme, part, rule and key.

    Reading goes on after a fault with a harmless value, so that a page can show all
    faults of a text at once; who reads must look at ``faults`` before using the result.
    """

    def __init__(
        self,
        content: Mapping[str, object] | None,
        *,
        scheme: str,
        part: str,
        faults: list[EngineError],
        effort: Effort | None = None,
    ) -> None:
        self._left = dict(content or {})
        self._is_void = content is None
        self.scheme = scheme
        self.part = part
        self.rule = ""
        self.faults = faults
        self.effort = effort or Effort()

    def text(self, key: str) -> str:
        found = self._take(key, str, "")
        if not found.strip() and self._has_no_fault(key):
            self.refuse("rules.wrong_part", key=key)
        return found

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def number(self, key: str) -> int:
        number = self._take(key, int, 1)
        if abs(number) > LARGEST_NUMBER:
            self.refuse("rules.number_too_large", key=key, most=LARGEST_NUMBER)
            return 1
        return number

    def number_or_none(self, key: str) -> int | None:
        return self.number(key) if self.has(key) else None

    def positive(self, key: str) -> int:
        value = self.number(key)
        if value <= 0:
            self.refuse("rules.wrong_part", key=key)
            return 1
        return value

    def positive_or_none(self, key: str) -> int | None:
        return self.positive(key) if self.has(key) else None

    def day(self, key: str) -> date:
        day = self._take(key, date, date.min)
        if isinstance(day, datetime):
            self.refuse("rules.wrong_part", key=key)
            return date.min
        return day

    def month_day(self, key: str) -> MonthDay:
        """Return a day of every year, written as text: "03-31"."""
        text = self.text(key)
        try:  # 2001 is no leap year: 29 February is no day of every year
            day = date.fromisoformat(f"2001-{text or '01-01'}")
        except ValueError:
            self.refuse("rules.wrong_part", key=key)
            return MonthDay(1, 1)
        return MonthDay(day.month, day.day)

    def month_day_or_none(self, key: str) -> MonthDay | None:
        return self.month_day(key) if self.has(key) else None

    def hour_or_none(self, key: str) -> time | None:
        return self._take(key, time, time.min) if self.has(key) else None

    def fraction(self, key: str) -> Fraction:
        """Return a part of one, written as text: "1/2"."""
        text = self.text(key)
        try:
            return Fraction(text or "1/2")
        except (ValueError, ZeroDivisionError):
            self.refuse("rules.wrong_part", key=key)
            return Fraction(1, 2)

    def share(self, key: str) -> Fraction:
        """Return a part of one that is more than nothing and less than all."""
        value = self.fraction(key)
        if not 0 < value < 1:
            self.refuse("rules.wrong_part", key=key)
            return Fraction(1, 2)
        return value

    def flag(self, key: str) -> bool:
        """Return a truth value, false where the key is absent."""
        return self._take(key, bool, False) if self.has(key) else False

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        choices = list(allowed)
        value = self.text(key)
        if value in choices:
            return value
        if value:
            self.refuse("rules.wrong_part", key=key)
        return choices[0] if choices else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is absent."""
        items: list[object] = self._take(key, list, []) if self.has(key) else []
        texts = tuple(item for item in items if isinstance(item, str))
        if len(texts) < len(items):
            self.refuse("rules.wrong_part", key=key)
        return texts

    def some_of(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return a list of choices, each at most once, empty where the key is absent."""
        texts = self.texts(key)
        if set(texts) - set(allowed) or len(set(texts)) < len(texts):
            self.refuse("rules.wrong_part", key=key)
        return texts

    def words(self, prefix: str = "") -> Words:
        """Return the texts under ``<prefix>ja`` and ``<prefix>en``, both required."""
        return Words(self.text(f"{prefix}ja"), self.text(f"{prefix}en"))

    def words_or_none(self, prefix: str) -> Words | None:
        """Return both texts, or ``None`` where neither is there."""
        said = self.has(f"{prefix}ja") or self.has(f"{prefix}en")
        return self.words(prefix) if said else None

    def has(self, key: str) -> bool:
        return key in self._left

    def table(self, key: str) -> Table:
        return self._inner(self._take(key, dict, None), f"{self.part}.{key}")

    def tables(self, key: str) -> list[Table]:
        """Return a list of tables, empty where the key is absent."""
        rows: list[object] = self._take(key, list, []) if self.has(key) else []
        return [
            self._inner(row, f"{self.part}.{key}[{place}]")
            for place, row in enumerate(rows, start=1)
        ]

    def left(self) -> tuple[str, ...]:
        """Return the keys that nobody has read yet."""
        return tuple(self._left)

    def done(self) -> None:
        """Refuse what nobody asked for: most often a misspelt key."""
        for key in sorted(self._left):
            self.refuse("rules.unknown_part", key=key)
        self._left = {}

    def refuse(self, code: str, **values: object) -> None:
        """Keep a fault of this table; the rule is named where one is being read."""
        place = {"scheme": self.scheme, "part": self.part}
        if self.rule:
            place["rule"] = self.rule
        self.faults.append(EngineError(code, **{**place, **values}))

    def _take(self, key: str, kind: type[T], blank: T | None) -> T:
        value = self._left.pop(key, None)
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
            return value
        if not self._is_void:
            wrong = value is not None
            self.refuse("rules.wrong_part" if wrong else "rules.missing_part", key=key)
        return blank  # type: ignore[return-value]

    def _has_no_fault(self, key: str) -> bool:
        if self._is_void or not self.faults:
            return not self._is_void
        last = self.faults[-1].values
        return (last.get("part"), last.get("key")) != (self.part, key)

    def _inner(self, content: object, part: str) -> Table:
        table = content if isinstance(content, dict) else None
        if table is None and content is not None:
            key = part.rsplit(".", 1)[-1]
            self.refuse("rules.wrong_part", part=part, key=key)
        return Table(
            table,
            scheme=self.scheme,
            part=part,
            faults=self.faults,
            effort=self.effort,
        )
