"""Type-check an expression by asking it with every kind of answer that its facts can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from chiiki.errors import EngineError
from chiiki.rules.expressions import Question, compile_question, evaluate
from chiiki.rules.vocabulary import Fact, FactType, vocabulary

# One rule asks one thing; a rule over this many combinations is several rules.
MOST_COMBINATIONS = 50_000


def check_expression(expression: str) -> Question:
    """Return the compiled expression, or raise why it cannot be a rule.

    Every fact and every quoted choice must be known, no combination of answers may
    fail, and there must be both a combination with yes and one with no.
    """
    question = compile_question(expression)
    for name in question.facts:
        if name not in vocabulary():
            raise EngineError("rules.unknown_fact", fact=name)
    used = [vocabulary()[name] for name in question.facts]
    _check_texts(question, used)
    samples = [_samples(fact, question) for fact in used]
    if prod(len(values) for values in samples) > MOST_COMBINATIONS:
        raise EngineError("rules.too_many_combinations", most=MOST_COMBINATIONS)
    _check_answers(set(_answers(question, samples)))
    return question


def _check_texts(question: Question, used: list[Fact]) -> None:
    choices = {choice for fact in used for choice in fact.choices}
    for text in sorted(question.texts):
        if text not in choices:
            raise EngineError("rules.unknown_choice", choice=text)


def _answers(question: Question, samples: list[list[object]]) -> Iterator[bool]:
    for values in product(*samples):
        found = evaluate(question, dict(zip(question.facts, values, strict=True)))
        if not isinstance(found, bool):
            raise EngineError("rules.not_a_question", found=str(found))
        yield found


def _check_answers(answers: set[bool]) -> None:
    if True not in answers:
        raise EngineError("rules.never_yes")
    if False not in answers:
        raise EngineError("rules.never_no")


def _samples(fact: Fact, question: Question) -> list[object]:
    if fact.type is FactType.YES_NO:
        return [False, True]
    if fact.type is FactType.CHOICE:
        return [*fact.choices]
    if fact.type is FactType.CHOICES:
        return [(), *((choice,) for choice in fact.choices), tuple(fact.choices)]
    edges = {number + step for number in question.numbers for step in (-1, 0, 1)}
    return [*sorted({0, 1} | {edge for edge in edges if edge >= 0})]
