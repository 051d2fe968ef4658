"""Read one requirement with its words, its place in the published text and its source."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.errors import EngineError
from chiiki.rules.model import Rule
from chiiki.rules.probe import check_expression
from chiiki.rules.table import Table


def read_rule(table: Table, sources: Mapping[str, str], *, expression: str) -> Rule:
    """Return the rule in a table, its expression type-checked."""
    rule_id = table.text("id")
    source = table.one_of("source", sources)
    try:
        question = check_expression(expression)
    except EngineError as error:
        raise EngineError(
            error.code, scheme=table.scheme, rule=rule_id, **error.values
        ) from error
    rule = Rule(
        id=rule_id,
        expression=expression,
        facts=question.facts,
        requirement=table.words(),
        what_to_do=table.words("remedy_"),
        place=table.words("clause_"),
        source=sources[source],
        in_principle=table.flag("in_principle"),
        assumed=table.flag("assumed"),
    )
    table.done()
    return rule
