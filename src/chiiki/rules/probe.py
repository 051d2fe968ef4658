"""Learn about an expression by asking it with every kind of answer that its facts can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod

from chiiki.errors import EngineError
from chiiki.rules.expressions import Question, compile_question, evaluate
from chiiki.rules.limits import Effort
from chiiki.rules.vocabulary import Fact, FactType, vocabulary

# One rule asks one thing; a rule with more combinations than this is several rules.
MOST_COMBINATIONS = 50_000
COUNTED = (FactType.NUMBER, FactType.YEN)


def check_expression(expression: str, effort: Effort | None = None) -> Question:
    """Return the compiled expression, or raise why it cannot be a rule.

    Every fact and every quoted choice must be known, no combination of answers may
    fail, and there must be both a combination with yes and one with no. What it takes
    to ask for all of them comes out of ``effort``.
    """
    effort = effort or Effort()
    effort.read(expression)
    question = compile_question(expression)
    for name in question.facts:
        if name not in vocabulary():
            raise EngineError("rules.unknown_fact", fact=name)
    _check_texts(question)
    samples = [_samples(vocabulary()[name], question) for name in question.facts]
    _spend(question, prod(len(values) for values in samples), effort)
    answers = set(_answers(question, samples))
    if True not in answers:
        raise EngineError("rules.never_yes")
    if False not in answers:
        raise EngineError("rules.never_no")
    return question


def facts_that_matter(expression: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Return the missing facts on which an undecided answer still depends.

    A fact is left out where, whatever is tried for the other missing facts, the answer
    is decided without it, or is the same for each of its choices.

    >>> facts_that_matter("plan.is_education && plan.school_count > 2 || "
    ...     "!plan.is_education && plan.creates_jobs", {"plan.is_education": True})
    ('plan.school_count',)
    """
    used = compile_question(expression).facts
    return _facts_that_matter(
        expression, tuple((name, known[name]) for name in used if name in known)
    )


@lru_cache(maxsize=4096)
def _facts_that_matter(
    expression: str, known_items: tuple[tuple[str, object], ...]
) -> tuple[str, ...]:
    question, known = compile_question(expression), dict(known_items)
    missing = tuple(name for name in question.facts if name not in known)
    if not known:
        return missing
    mattering = tuple(name for name in missing if _matters(question, name, known))
    return mattering or missing


def _matters(question: Question, name: str, known: Mapping[str, object]) -> bool:
    others = [n for n in question.facts if n not in known and n != name]
    samples = [_samples(vocabulary()[other], question) for other in others]
    for values in product(*samples):
        tried = {**known, **dict(zip(others, values, strict=True))}
        if evaluate(question, tried) is None and _varies(question, name, tried):
            return True
    return False


def _varies(question: Question, name: str, tried: Mapping[str, object]) -> bool:
    fact = vocabulary()[name]
    if fact.type in COUNTED:
        return True
    values = _samples(fact, question)
    return len({evaluate(question, {**tried, name: value}) for value in values}) > 1


def _spend(question: Question, combinations: int, effort: Effort) -> None:
    if combinations > MOST_COMBINATIONS:
        raise EngineError("rules.too_many_combinations", most=MOST_COMBINATIONS)
    choices = (len(vocabulary()[name].choices) for name in question.facts)
    steps = question.size.steps(combinations, max(choices, default=0))
    effort.ask(steps)


def _check_texts(question: Question) -> None:
    choices = {
        choice for name in question.facts for choice in vocabulary()[name].choices
    }
    for text in sorted(question.texts - choices):
        raise EngineError("rules.unknown_choice", choice=text)


def _answers(question: Question, samples: Sequence[Sequence[object]]) -> Iterator[bool]:
    for values in product(*samples):
        found = evaluate(question, dict(zip(question.facts, values, strict=True)))
        if not isinstance(found, bool):
            raise EngineError("rules.not_a_question", found=str(found))
        yield found


def _samples(fact: Fact, question: Question) -> list[object]:
    if fact.type is FactType.YES_NO:
        return [False, True]
    if fact.type is FactType.CHOICE:
        return [*fact.choices]
    if fact.type is FactType.CHOICES:
        return [(), *((choice,) for choice in fact.choices), tuple(fact.choices)]
    edges = {number + step for number in question.numbers for step in (-1, 0, 1)}
    return [*sorted({0, 1} | {edge for edge in edges if edge >= 0})]
