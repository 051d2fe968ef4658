"""What is wrong with answers, key by key."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chiiki.questionnaire.asking import (
    Answers,
    is_answered,
    is_required,
    missing,
    whether_asked,
)
from chiiki.questionnaire.model import (
    NONE_OF_THESE,
    Item,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
)
from chiiki.reasons import Reason, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One key and what is wrong with it."""

    key: str
    reason: Reason


def check(
    questionnaire: Questionnaire, answers: Answers, *, whole: bool
) -> tuple[Fault, ...]:
    """Every fault, in the order of the pages; unknown keys come last.

    With ``whole`` also what is required and open, and what is answered though it is not
    asked (:func:`~chiiki.questionnaire.asking.asked_only` takes that out).
    """
    found = [
        Fault(key=item.key, reason=wrong)
        for item in questionnaire.items
        if (wrong := _wrong(questionnaire, item, answers, whole)) is not None
    ]
    if whole:
        open_keys = missing(questionnaire, answers)
        found += [
            Fault(key=key, reason=reason("questionnaire.open"))
            for key in open_keys
            if is_required(questionnaire, key)
        ]
    place = {item.key: number for number, item in enumerate(questionnaire.items)}
    found.sort(key=lambda fault: place[fault.key])
    return (
        *found,
        *(
            Fault(key=key, reason=reason("questionnaire.unknown_answer", key=key))
            for key in answers
            if key not in questionnaire.by_key
        ),
    )


def _wrong(
    questionnaire: Questionnaire, item: Item, answers: Answers, whole: bool
) -> Reason | None:
    value = answers.get(item.key)
    if not is_answered(value):
        return None
    if whole and whether_asked(questionnaire, item, answers) is False:
        return reason("questionnaire.not_asked")
    if item.takes_many:
        return _wrong_list(item, value)
    if isinstance(item.of, Question):
        return _BY_TYPE[item.of.type](item, value)
    return _wrong_choice(item, value)


def _wrong_choice(item: Item, value: object) -> Reason | None:
    if isinstance(value, str) and value in item.codes:
        return None
    return reason("questionnaire.not_a_choice", found=_short(value))


def _wrong_list(item: Item, value: object) -> Reason | None:
    if not isinstance(value, list | tuple):
        return reason("questionnaire.not_a_choice", found=_short(value))
    for one in value:
        if (wrong := _wrong_choice(item, one)) is not None:
            return wrong
    if len(set(value)) < len(value):
        return reason("questionnaire.choice_twice")
    if item.kind is Kind.DIFFICULTY and NONE_OF_THESE in value and len(value) > 1:
        return reason("questionnaire.none_and_some")
    return None


def _wrong_number(item: Item, value: object) -> Reason | None:
    assert isinstance(item.of, Question)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return reason("questionnaire.not_a_number", found=_short(value))
    if not math.isfinite(value):
        return reason("questionnaire.not_a_number", found=_short(value))
    if item.of.low is not None and value < item.of.low:
        return reason("questionnaire.below", low=_plain(item.of.low))
    if item.of.high is not None and value > item.of.high:
        return reason("questionnaire.above", high=_plain(item.of.high))
    if round(value, item.of.decimals) != value:
        if not item.of.decimals:
            return reason("questionnaire.not_whole")
        return reason("questionnaire.too_fine", decimals=item.of.decimals)
    return None


def _wrong_text(item: Item, value: object) -> Reason | None:
    assert isinstance(item.of, Question)
    if not isinstance(value, str):
        return reason("questionnaire.not_text")
    if len(value) > item.of.longest:
        return reason(
            "questionnaire.too_long", longest=item.of.longest, found=len(value)
        )
    return None


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _plain(bound: float) -> int | float:
    return int(bound) if bound == int(bound) else bound


_BY_TYPE: Mapping[QuestionType, Callable[[Item, object], Reason | None]] = {
    QuestionType.SINGLE: _wrong_choice,
    QuestionType.MULTIPLE: _wrong_list,
    QuestionType.NUMBER: _wrong_number,
    QuestionType.TEXT: _wrong_text,
}
