"""Rule expressions (CEL over named facts): which facts they ask for, and their three-valued answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import cel

from chiiki.errors import EngineError
from chiiki.rules.limits import Size, size_of
from chiiki.rules.model import Verdict

# CEL reads a.b as "member b of a" and lists only a. A fact is therefore handed over
# under one plain name, so that CEL's own parser lists exactly the facts used.
_TEXT_OR_FACT = re.compile(
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    r"""|(?P<fact>\b[a-z][a-z_]*\.[a-z][a-z_]*\b)(?!\s*\()"""
)
_BOUND_NAME = re.compile(r"\.(?:exists|all)\(\s*([A-Za-z_]\w*)\s*,")


@dataclass(frozen=True, slots=True)
class Question:
    """A compiled expression; ``texts`` and ``numbers`` are the literals in it.

    ``names`` pairs each fact with the name under which CEL knows it, ``size`` says how
    much one answer takes.
    """

    program: cel.Program
    facts: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    texts: frozenset[str]
    numbers: frozenset[int]
    size: Size


@lru_cache(maxsize=512)
def compile_question(expression: str) -> Question:
    """Compile an expression, or raise why it is none, or too large for a rule.

    >>> compile_question("plan.trains_people && costs.total > 0").facts
    ('costs.total', 'plan.trains_people')
    """
    expression = expression.replace("\r", "\n")
    size = size_of(expression)
    try:
        program = cel.compile(_TEXT_OR_FACT.sub(_plain_name, expression))
    except ValueError as error:
        raise EngineError("rules.not_an_expression", message=str(error)) from error
    bound = set(_BOUND_NAME.findall(expression))
    variables = (name for name in program.variables() if name not in bound)
    facts = sorted(_fact_name(name) for name in variables)
    matches = list(_TEXT_OR_FACT.finditer(expression))
    texts = (match["text"][1:-1] for match in matches if match["text"])
    numbers = re.findall(r"\b\d+\b", _TEXT_OR_FACT.sub("", expression))
    return Question(
        program=program,
        facts=tuple(facts),
        names=tuple((fact, _cel_name(fact)) for fact in facts),
        texts=frozenset(texts),
        numbers=frozenset(int(number) for number in numbers),
        size=size,
    )


def evaluate(question: Question, known: Mapping[str, object]) -> object:
    """Return CEL's value, or ``None`` where a missing fact would decide it.

    CEL absorbs what is missing where the rest already decides: false && missing is
    false and true || missing is true, from either side.
    """
    values = {plain: known[fact] for fact, plain in question.names if fact in known}
    try:
        return question.program.execute(values)
    except RuntimeError as error:
        if len(values) < len(question.facts):
            return None
        raise _failed(question, error) from error
    except (TypeError, KeyError, ArithmeticError) as error:
        raise _failed(question, error) from error


def answer(expression: str, known: Mapping[str, object]) -> Verdict:
    """Answer yes, no or unknown from the facts that are known.

    >>> answer("plan.trains_people && costs.total > 0", {"costs.total": 0}).value
    'no'
    >>> answer("plan.trains_people && costs.total > 0", {"costs.total": 1}).value
    'unknown'
    """
    value = evaluate(compile_question(expression), known)
    if value is None:
        return Verdict.UNKNOWN
    return Verdict.YES if value is True else Verdict.NO


def _plain_name(match: re.Match[str]) -> str:
    return match["text"] or _cel_name(match["fact"])


def _cel_name(fact: str) -> str:
    return fact.replace(".", "__")


def _fact_name(name: str) -> str:
    return name.replace("__", ".")


def _failed(question: Question, error: Exception) -> EngineError:
    return EngineError(
        "rules.expression_failed",
        facts=", ".join(question.facts),
        message=str(error),
    )
