"""Read terms that demand something of the applicants; each also becomes a rule."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.rules.ground import Ground
from chiiki.rules.model import Rule
from chiiki.rules.requirement import Sources, read_condition, read_rule
from chiiki.rules.table import Table
from chiiki.rules.terms import (
    Exclusion,
    ExclusionKind,
    Member,
    Recommendation,
    StageCode,
)
from chiiki.rules.vocabulary import FactType, vocabulary

KINDS = tuple(vocabulary()["applicant.kind"].choices)
EXPRESSIONS: Mapping[ExclusionKind, str] = {
    ExclusionKind.FISCAL_STRENGTH: "region.fiscal_strength_thousandths < {limit}",
    ExclusionKind.RECENT_AWARD: "!award.had_before || award.years_since_last >= {limit}",
}
LIMITS = {
    ExclusionKind.FISCAL_STRENGTH: "from_thousandths",
    ExclusionKind.RECENT_AWARD: "within_years",
}


def read_member(table: Table, sources: Sources, rules: list[Rule]) -> Member:
    """Return who must belong to the applicants: counted, or said with a yes."""
    faults = len(table.faults)
    kinds = table.some_of("kinds", KINDS)
    at_least = table.positive("at_least")
    fact, when, by_stage = table.text("fact"), read_condition(table), read_stage(table)
    asked = _asked(table, fact, at_least)
    expression = asked if when is None else f"!({when}) || {asked}"
    rule = read_rule(
        table, sources, expression=expression if len(table.faults) == faults else ""
    )
    rules.append(rule)
    return Member(
        kinds=kinds,
        at_least=at_least,
        fact=fact,
        when=when,
        by_stage=by_stage,
        rule=rule.id,
        ground=_ground(rule),
    )


def read_recommendation(
    table: Table, sources: Sources, rules: list[Rule]
) -> Recommendation:
    """Return who needs a recommendation: everybody, or those for whom ``when`` holds."""
    faults = len(table.faults)
    when, of_kinds = read_condition(table), table.some_of("of_kinds", KINDS)
    by_stage = read_stage(table)
    asked = "applicant.recommended"
    expression = asked if when is None else f"!({when}) || {asked}"
    rule = read_rule(
        table, sources, expression=expression if len(table.faults) == faults else ""
    )
    rules.append(rule)
    return Recommendation(
        when=when,
        of_kinds=of_kinds,
        by_stage=by_stage,
        rule=rule.id,
        ground=_ground(rule),
    )


def read_exclusion(table: Table, sources: Sources, rules: list[Rule]) -> Exclusion:
    """Return who is left out: strong finances, or an award not long ago."""
    faults = len(table.faults)
    kind = ExclusionKind(table.one_of("kind", [*ExclusionKind]))
    limit = table.positive(LIMITS[kind])
    of_partners = kind is ExclusionKind.RECENT_AWARD and table.flag("of_partners")
    expression = EXPRESSIONS[kind].format(limit=limit)
    rule = read_rule(
        table, sources, expression=expression if len(table.faults) == faults else ""
    )
    rules.append(rule)
    return Exclusion(
        kind=kind,
        limit=limit,
        of_partners=of_partners,
        rule=rule.id,
        ground=_ground(rule),
    )


def read_stage(table: Table) -> StageCode | None:
    """Return the stage by which something must be there, or ``None`` if not stated."""
    if not table.has("by_stage"):
        return None
    return StageCode(table.one_of("by_stage", [*StageCode]))


def _asked(table: Table, fact: str, at_least: int) -> str:
    if fact and fact not in vocabulary():
        table.refuse("rules.unknown_fact", fact=fact, key="fact")
        return ""
    if fact and vocabulary()[fact].type is FactType.YES_NO:
        return fact
    return f"{fact} >= {at_least}"


def _ground(rule: Rule) -> Ground:
    return Ground(source=rule.source, assumed=rule.assumed)
