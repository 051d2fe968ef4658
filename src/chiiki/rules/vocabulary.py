"""The facts that rules may ask for: one list, read once from ``facts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeGuard

from chiiki.errors import EngineError
from chiiki.words import Words

# CEL counts in 64 bits; this leaves room for a rule to multiply and add.
LARGEST = 10**15


class FactType(StrEnum):
    YES_NO = "yes_no"
    NUMBER = "number"
    YEN = "yen"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that can be known about an applicant, a plan or a request."""

    name: str
    type: FactType
    words: Words
    unit_words: Words
    choices: Mapping[str, Words]

    def label(self, lang: str) -> str:
        return self.words.text(lang)

    def unit(self, lang: str) -> str:
        """Return the unit of a number, or an empty text."""
        return self.unit_words.text(lang)

    def choice_label(self, choice: str, lang: str) -> str:
        return self.choices[choice].text(lang)


@cache
def vocabulary() -> Mapping[str, Fact]:
    """Return every fact by name.

    >>> vocabulary()["plan.school_count"].label("en")
    'Number of schools'
    """
    text = files("chiiki.rules").joinpath("facts.toml").read_text(encoding="utf-8")
    facts = (_fact(row) for row in tomllib.loads(text)["facts"])
    return MappingProxyType({fact.name: fact for fact in facts})


def checked_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts that are known (not ``None``), or refuse what is no fact."""
    known: dict[str, object] = {}
    for name in sorted(facts):
        if name not in vocabulary():
            raise EngineError("rules.unknown_fact_given", fact=name)
        if facts[name] is not None:
            known[name] = _checked(vocabulary()[name], facts[name])
    return known


def _checked(fact: Fact, value: object) -> object:
    if fact.type is FactType.YES_NO and isinstance(value, bool):
        return value
    if fact.type in (FactType.NUMBER, FactType.YEN) and _is_count(value):
        if value > LARGEST:
            raise EngineError("rules.fact_too_large", fact=fact.name, most=LARGEST)
        return value
    if fact.type is FactType.CHOICE and isinstance(value, str):
        _check_choices(fact, (value,))
        return str(value)
    if fact.type is FactType.CHOICES and isinstance(
        value, list | tuple | set | frozenset
    ):
        _check_choices(fact, value)
        return tuple(sorted({str(item) for item in value}))
    raise _wrong_type(fact)


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check_choices(
    fact: Fact,
    values: tuple[object, ...] | list[object] | set[object] | frozenset[object],
) -> None:
    for value in values:
        if not isinstance(value, str):
            raise _wrong_type(fact)
        if value not in fact.choices:
            raise EngineError("rules.unknown_choice_given", fact=fact.name, found=value)


def _wrong_type(fact: Fact) -> EngineError:
    return EngineError(
        "rules.wrong_type_of_fact", fact=fact.name, expected=fact.type.value
    )


def _fact(row: Mapping[str, object]) -> Fact:
    rows = row.get("choices", [])
    choices = {
        choice["code"]: Words(choice["ja"], choice["en"])
        for choice in (rows if isinstance(rows, list) else [])
    }
    return Fact(
        name=str(row["name"]),
        type=FactType(str(row["type"])),
        words=Words(str(row["ja"]), str(row["en"])),
        unit_words=Words(str(row.get("unit_ja", "")), str(row.get("unit_en", ""))),
        choices=MappingProxyType(choices),
    )
