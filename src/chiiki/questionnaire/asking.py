"""What is asked of whom: conditions, gaps, and how far an answer has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.questionnaire.model import (
    ANY_FIELD,
    NO,
    YES,
    Condition,
    Field,
    Item,
    Kind,
    Question,
    Questionnaire,
    parts,
)

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartProgress:
    """How many of the keys that a part asks are answered."""

    answered: int
    asked: int

    @property
    def is_whole(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the keys that are asked are answered, in all and by part."""

    answered: int
    asked: int
    by_part: Mapping[str, PartProgress]


def is_answered(value: object) -> bool:
    """Whether this says something: no empty text, no empty list.

    >>> is_answered(0), is_answered(" "), is_answered([]), is_answered(["none"])
    (True, False, False, True)
    """
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def asked(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """The keys that these answers ask for, in the order of the pages.

    What depends on something that is not answered yet is not asked yet.
    """
    return tuple(
        item.key
        for item in questionnaire.items
        if whether_asked(questionnaire, item, answers) is True
    )


def asked_only(questionnaire: Questionnaire, answers: Answers) -> dict[str, object]:
    """The answers without gaps and without those that are certainly not asked.

    Who takes a system back from "run" to "none" may have said something of its effect.
    """
    return {
        item.key: answers[item.key]
        for item in questionnaire.items
        if is_answered(answers.get(item.key))
        and whether_asked(questionnaire, item, answers) is not False
    }


def is_required(questionnaire: Questionnaire, key: str) -> bool:
    """Whether nothing can be sent while this key is asked and open."""
    item = questionnaire.by_key[key]
    return item.kind in questionnaire.required and not _is_optional(item)


def missing(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """The keys that are asked, not optional and open, in the order of the pages."""
    return tuple(
        key
        for key in asked(questionnaire, answers)
        if not is_answered(answers.get(key))
        and not _is_optional(questionnaire.by_key[key])
    )


def progress(questionnaire: Questionnaire, answers: Answers) -> Progress:
    """How far an answer has come; optional questions count once they are answered."""
    by_part: dict[str, PartProgress] = {}
    here = asked(questionnaire, answers)
    for part in parts(questionnaire):
        counted = [
            is_answered(answers.get(key))
            for key in here
            if questionnaire.by_key[key].part == part.code
            and (
                not _is_optional(questionnaire.by_key[key])
                or is_answered(answers.get(key))
            )
        ]
        by_part[part.code] = PartProgress(answered=sum(counted), asked=len(counted))
    return Progress(
        answered=sum(one.answered for one in by_part.values()),
        asked=sum(one.asked for one in by_part.values()),
        by_part=by_part,
    )


def whether_asked(
    questionnaire: Questionnaire, item: Item, answers: Answers
) -> bool | None:
    """Whether a key is asked; None while what decides it is open."""
    if item.kind is Kind.EFFECT:
        status = answers.get(f"{Kind.STATUS}.{item.of.code}")
        return str(status) in questionnaire.running if is_answered(status) else None
    if item.kind is Kind.EXPECTATION and isinstance(item.of, Field):
        runs = field_runs(questionnaire, item.of, answers)
        return None if runs is None else not runs
    if isinstance(item.of, Question) and item.of.when is not None:
        return _holds(questionnaire, item.of.when, answers)
    return True


def field_runs(
    questionnaire: Questionnaire, field: Field, answers: Answers
) -> bool | None:
    """Whether any system of a field runs; None where that is not known."""
    statuses = [answers.get(f"{Kind.STATUS}.{one.code}") for one in field.systems]
    if any(status in questionnaire.running for status in statuses):
        return True
    return False if all(map(is_answered, statuses)) else None


def any_field_runs(questionnaire: Questionnaire, answers: Answers) -> bool | None:
    """Whether a system of any field runs; None where that is not known."""
    known = [field_runs(questionnaire, one, answers) for one in questionnaire.fields]
    if True in known:
        return True
    return None if None in known else False


def _holds(
    questionnaire: Questionnaire, condition: Condition, answers: Answers
) -> bool | None:
    area, _dot, code = condition.key.partition(".")
    if condition.key == ANY_FIELD:
        return _is_among(condition, any_field_runs(questionnaire, answers))
    if area == "field":
        field = questionnaire.field(code)
        return _is_among(condition, field_runs(questionnaire, field, answers))
    earlier = questionnaire.by_key[condition.key]
    there = whether_asked(questionnaire, earlier, answers)
    found = answers.get(condition.key)
    if there is not True or not is_answered(found):
        return False if there is False else None
    if isinstance(found, list):
        return any(one in condition.among for one in found)
    if isinstance(found, int | float):
        low, high = condition.low, condition.high
        return (low is None or found >= low) and (high is None or found <= high)
    return found in condition.among


def _is_among(condition: Condition, runs: bool | None) -> bool | None:
    return None if runs is None else (YES if runs else NO) in condition.among


def _is_optional(item: Item) -> bool:
    return isinstance(item.of, Question) and item.of.optional
