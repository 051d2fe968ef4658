"""What a questionnaire fixes: columns whose meaning two surveys share, and those that not.

A column means the same in two versions if everything that defines it has the same Japanese
text. So an item is the column with a short digest of that text behind it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from chiiki.questionnaire.model import (
    ANY_FIELD,
    Choice,
    Condition,
    Field,
    Question,
    Questionnaire,
    QuestionType,
    System,
)
from chiiki.survey import Scope, common_scope
from chiiki.words import Words

_LENGTH = 8


def scope_of(questionnaire: Questionnaire) -> Scope:
    """The scope of a survey with this questionnaire; its items are those of ``items_of``."""
    items = items_of(questionnaire).values()
    return Scope(
        version=f"{questionnaire.code} {questionnaire.version}", items=tuple(items)
    )


def items_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Each column of ``columns_of`` → its item: ``field.education#1f0a93bc``."""
    meant: dict[str, object] = {}
    for field in questionnaire.fields:
        meant |= _of_field(questionnaire, field)
    meant[ANY_FIELD] = sorted(
        json.dumps(_field(questionnaire, one)) for one in questionnaire.fields
    )
    for question in questionnaire.questions:
        meant |= _of_question(questionnaire, question)
    return {column: f"{column}#{_short(said)}" for column, said in meant.items()}


def common_columns(before: Questionnaire, after: Questionnaire) -> tuple[str, ...]:
    """The columns that both define in the same words, in the order of the later."""
    shared = common_scope(scope_of(before), scope_of(after))
    return tuple(column for column, item in items_of(after).items() if item in shared)


def _of_field(questionnaire: Questionnaire, field: Field) -> dict[str, object]:
    meant: dict[str, object] = {}
    counted = sorted(questionnaire.running)
    for system in field.systems:
        meant[f"status.{system.code}"] = _system(system)
        meant[f"runs.{system.code}"] = [_system(system), counted]
        meant[f"effect.{system.code}"] = [_system(system), counted]
    whole, code = _field(questionnaire, field), field.code
    for name in ("field", "plans", "no_outlook"):
        meant[f"{name}.{code}"] = whole
    meant[f"effect.{code}"] = [whole, str(questionnaire.which_effect)]
    meant[f"expectation.{code}"] = whole
    for choice in questionnaire.difficulties:
        column = f"difficulty.{code}.{choice.code}"
        meant[column] = [field.words.ja, choice.words.ja]
    return meant


def _of_question(questionnaire: Questionnaire, question: Question) -> dict[str, object]:
    key = f"q.{question.code}"
    meant = [
        question.words.ja,
        _text(question.help),
        _text(question.unit),
        str(question.type),
        _choices(question.choices),
        _condition(questionnaire, question.when),
    ]
    if question.type is QuestionType.TEXT:
        return {}
    if question.type is QuestionType.MULTIPLE:
        return {f"{key}.{one.code}": [*meant, one.code] for one in question.choices}
    return {key: meant}


def _condition(questionnaire: Questionnaire, when: Condition | None) -> object:
    """A condition by its words: what it looks at is part of what the question means."""
    if when is None:
        return None
    looked_at: object = [_field(questionnaire, one) for one in questionnaire.fields]
    area, _dot, code = when.key.partition(".")
    if area == "field":
        looked_at = _field(questionnaire, questionnaire.field(code))
    elif when.key != ANY_FIELD:
        of = questionnaire.by_key[when.key].of
        if isinstance(of, System):
            looked_at = _system(of)
        elif isinstance(of, Field):
            looked_at = _field(questionnaire, of)
        else:
            looked_at = [of.words.ja, _choices(of.choices)]
    return [when.key, looked_at, sorted(when.among), when.low, when.high]


def _field(questionnaire: Questionnaire, field: Field) -> list[object]:
    systems = sorted(_system(one) for one in field.systems)
    return [field.code, field.words.ja, systems, sorted(questionnaire.running)]


def _system(system: System) -> list[str]:
    return [system.code, system.words.ja, _text(system.help)]


def _choices(choices: Sequence[Choice]) -> list[list[str]]:
    return [[one.code, one.words.ja] for one in choices]


def _text(words: Words | None) -> str:
    return "" if words is None else words.ja


def _short(meant: object) -> str:
    text = json.dumps(meant, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
