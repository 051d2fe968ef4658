"""Answers as flat columns, as an estimate takes them: one row is one municipality."""

from __future__ import annotations

from chiiki.questionnaire.asking import (
    Answers,
    any_field_runs,
    asked_only,
    field_runs,
    is_answered,
)
from chiiki.questionnaire.model import (
    ANY_FIELD,
    Effect,
    Field,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
    Status,
    WhichEffect,
)

Cell = float | str | None
_RANKED = (Effect.AS_EXPECTED, Effect.PARTLY, Effect.NOT_ENOUGH)


def columns_of(
    questionnaire: Questionnaire, answers: Answers | None
) -> dict[str, Cell]:
    """The columns of one municipality; a cell is None where nothing is known.

    The names and their order depend on the questionnaire alone. Texts are no columns: they
    are read, not counted.
    """
    said = asked_only(questionnaire, answers or {})
    found: dict[str, Cell] = {}
    for field in questionnaire.fields:
        found |= _of_systems(questionnaire, field, said)
        found |= _of_field(questionnaire, field, said)
    found[ANY_FIELD] = _mark(any_field_runs(questionnaire, said))
    for question in questionnaire.questions:
        found |= _of_question(question, said)
    return found


def _of_systems(
    questionnaire: Questionnaire, field: Field, said: Answers
) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for system in field.systems:
        status = _text(said, f"{Kind.STATUS}.{system.code}")
        found[f"status.{system.code}"] = status
        runs = None if status is None else status in questionnaire.running
        found[f"runs.{system.code}"] = _mark(runs)
        found[f"effect.{system.code}"] = _text(said, f"{Kind.EFFECT}.{system.code}")
    return found


def _of_field(
    questionnaire: Questionnaire, field: Field, said: Answers
) -> dict[str, Cell]:
    code = field.code
    statuses = [_text(said, f"{Kind.STATUS}.{one.code}") for one in field.systems]
    runs = field_runs(questionnaire, field, said)
    found: dict[str, Cell] = {
        f"field.{code}": _mark(runs),
        f"plans.{code}": _mark(_plans(runs, statuses)),
        f"no_outlook.{code}": _mark(_no_outlook(statuses)),
        f"effect.{code}": _effect(questionnaire, field, said),
        f"expectation.{code}": _text(said, f"{Kind.EXPECTATION}.{code}"),
    }
    ticked = said.get(f"{Kind.DIFFICULTY}.{code}")
    for choice in questionnaire.difficulties:
        found[f"difficulty.{code}.{choice.code}"] = _ticked(ticked, choice.code)
    return found


def _plans(runs: bool | None, statuses: list[str | None]) -> bool | None:
    """Whether a field in which nothing runs is planned: run, plan and neither add up."""
    if runs is None:
        return None
    return not runs and Status.PLAN in statuses


def _no_outlook(statuses: list[str | None]) -> bool | None:
    if any(status not in {None, Status.NONE} for status in statuses):
        return False
    return None if None in statuses else True


def _effect(questionnaire: Questionnaire, field: Field, said: Answers) -> str | None:
    """The effect that stands for a field; too early to say only where no other is known."""
    known = {_text(said, f"{Kind.EFFECT}.{one.code}") for one in field.systems}
    ranked = [str(one) for one in _RANKED if one in known]
    if not ranked:
        return str(Effect.TOO_EARLY) if Effect.TOO_EARLY in known else None
    return ranked[0 if questionnaire.which_effect is WhichEffect.BEST else -1]


def _of_question(question: Question, said: Answers) -> dict[str, Cell]:
    key = f"{Kind.QUESTION}.{question.code}"
    value = said.get(key)
    if question.type is QuestionType.TEXT:
        return {}
    if question.type is QuestionType.MULTIPLE:
        return {
            f"{key}.{one.code}": _ticked(value, one.code) for one in question.choices
        }
    if question.type is QuestionType.NUMBER:
        return {key: float(value) if isinstance(value, int | float) else None}
    return {key: _text(said, key)}


def _text(said: Answers, key: str) -> str | None:
    value = said.get(key)
    return str(value) if is_answered(value) else None


def _ticked(value: object, code: str) -> float | None:
    return _mark(code in value) if isinstance(value, list | tuple) else None


def _mark(known: bool | None) -> float | None:
    return None if known is None else float(known)
