"""An expression tried with facts: yes, no or cannot tell, and the figures in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.rules import Verdict
from chiiki.rules.expressions import answer
from chiiki.rules.probe import check_expression, facts_that_matter
from chiiki_web.wording.rules import say_fact

_FACT = re.compile(r"\b[a-z][a-z_]*\.[a-z][a-z_]*\b(?!\s*\()")


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer; ``filled`` is the expression with the facts replaced by their values."""

    verdict: Verdict
    filled: str
    missing: tuple[str, ...]


def facts_in(expression: str) -> tuple[str, ...]:
    """The facts of an expression; raises ``EngineError`` for one that cannot be a rule."""
    return check_expression(expression).facts


def try_expression(expression: str, facts: Mapping[str, object]) -> Tried:
    """Answer an expression from facts, as a rule would be answered."""
    verdict = answer(expression, facts)
    missing = facts_that_matter(expression, facts) if verdict is Verdict.UNKNOWN else ()
    return Tried(
        verdict=verdict,
        filled=_FACT.sub(lambda found: _literal(found[0], facts), expression),
        missing=tuple(say_fact(name) for name in missing),
    )


def _literal(name: str, facts: Mapping[str, object]) -> str:
    value = facts.get(name)
    if value is None:
        return name
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return f"'{value}'"
    chosen = value if isinstance(value, list | tuple) else ()
    return "[" + ", ".join(f"'{one}'" for one in chosen) + "]"
