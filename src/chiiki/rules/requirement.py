"""Read one requirement, or the ground of one term: words, place in the published text, source."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.errors import EngineError
from chiiki.rules.ground import Ground
from chiiki.rules.model import Rule
from chiiki.rules.probe import check_expression
from chiiki.rules.table import Table
from chiiki.words import Words

Sources = Mapping[str, Words]
UNNAMED = Words("", "")


def read_rule(table: Table, sources: Sources, *, expression: str) -> Rule:
    """Return the rule in a table, its expression type-checked.

    An empty expression is one whose parts were refused already.
    """
    table.rule = table.text("id")
    source = table.one_of("source", sources)
    rule = Rule(
        id=table.rule,
        expression=expression,
        facts=facts_of(table, "expression", expression),
        requirement=table.words(),
        what_to_do=table.words("remedy_"),
        place=table.words("clause_"),
        source=sources.get(source, UNNAMED),
        in_principle=table.flag("in_principle"),
        assumed=table.flag("assumed"),
    )
    table.done()
    return rule


def read_condition(table: Table, key: str = "when") -> str | None:
    """Return the expression of a condition, type-checked, or ``None`` without one."""
    condition = table.text_or_none(key)
    if condition is not None:
        facts_of(table, key, condition)
    return condition


def facts_of(table: Table, key: str, expression: str) -> tuple[str, ...]:
    """Return the facts of an expression; what is wrong with it is a fault of the table."""
    if not expression:
        return ()
    try:
        return check_expression(expression, table.effort).facts
    except EngineError as error:
        table.refuse(error.code, key=key, **error.values)
        return ()


def read_ground(table: Table, sources: Sources) -> Ground:
    """Return where a term was read; a term without a source is refused."""
    source = table.one_of("source", sources)
    return Ground(
        source=sources.get(source, UNNAMED),
        assumed=table.flag("assumed"),
        remark=table.words_or_none("note_"),
    )
