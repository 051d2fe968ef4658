"""Two versions of a questionnaire: what they share in the same words, and what not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiiki.questionnaire import Field, Questionnaire, common_columns, items_of
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that can be estimated, and what became of it."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``shared`` can be compared; ``changed`` has another meaning now."""

    shared: tuple[Compared, ...]
    changed: tuple[Compared, ...]
    only_before: tuple[Compared, ...]
    only_after: tuple[Compared, ...]


def compared(before: Questionnaire, after: Questionnaire) -> Difference:
    """By columns of an estimation; details of single systems and choices stand together."""
    old, new = items_of(before), items_of(after)
    shared = set(common_columns(before, after))
    both = [one for one in new if one in old]
    return Difference(
        _named(after, (one for one in both if one in shared)),
        _named(after, (one for one in both if one not in shared)),
        _named(before, (one for one in old if one not in new)),
        _named(after, (one for one in new if one not in old)),
    )


def _named(found: Questionnaire, columns: Iterable[str]) -> tuple[Compared, ...]:
    """Those that a reader knows: fields, systems and questions, each once."""
    names = _names(found)
    wanted = set(columns)
    return tuple(Compared(one, words) for one, words in names.items() if one in wanted)


def _names(found: Questionnaire) -> dict[str, str]:
    language = formats.language()
    names: dict[str, str] = {}
    for field in found.fields:
        names[f"field.{field.code}"] = field.text(language)
        names |= _systems(field, language)
    for question in found.questions:
        names[f"q.{question.code}"] = question.text(language)
        for choice in question.choices:
            asked = question.text(language).rstrip("。.")
            said = f"{asked}{formats.colon()}{choice.text(language)}"
            names[f"q.{question.code}.{choice.code}"] = said
    return names


def _systems(field: Field, language: str) -> dict[str, str]:
    return {
        f"status.{one.code}": (
            f"{field.text(language)}{formats.colon()}{one.text(language)}"
        )
        for one in field.systems
    }
