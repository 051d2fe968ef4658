"""Read what a scheme states of sending people; its two limits are rules as well."""

from __future__ import annotations

from chiiki.rules.dispatch import Asking, Dispatch, FeeClass, Journey, Limit
from chiiki.rules.ground import Ground
from chiiki.rules.model import Rule
from chiiki.rules.requirement import UNNAMED, Sources, read_ground, read_rule
from chiiki.rules.table import Table
from chiiki.rules.vocabulary import vocabulary


def read_dispatch(table: Table, sources: Sources, rules: list[Rule]) -> Dispatch:
    """Return the terms of a dispatch; the figures of both limits are made into rules."""
    asking = _asking(table.table("asking"), sources)
    fees = tuple(_fee_class(row, sources) for row in table.tables("fees"))
    codes = [one.code for one in fees]
    if not fees:
        table.refuse("rules.missing_part", key="fees")
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        table.refuse("rules.duplicate_code", key="fees", found=code)
    source = table.one_of("source", sources)
    found = Dispatch(
        days_on_site=_limit(
            table.table("days_on_site"),
            sources,
            rules,
            "dispatch.days_on_site <= {most}",
        ),
        hours_online=_limit(
            table.table("hours_online"),
            sources,
            rules,
            "dispatch.hours_online <= {most}",
        ),
        may_split=table.flag("may_split"),
        asking=asking,
        fees=fees,
        journey=_journey(table.table("journey"), sources),
        source=sources.get(source, UNNAMED),
    )
    table.done()
    return found


def _limit(table: Table, sources: Sources, rules: list[Rule], pattern: str) -> Limit:
    faults = len(table.faults)
    most = table.positive("most")
    rule = read_rule(
        table,
        sources,
        expression=pattern.format(most=most) if len(table.faults) == faults else "",
    )
    rules.append(rule)
    ground = Ground(source=rule.source, assumed=rule.assumed)
    return Limit(most=most, rule=rule.id, ground=ground)


def _asking(table: Table, sources: Sources) -> Asking:
    fields = vocabulary()["plan.fields"].choices
    found = Asking(
        nominations=table.positive("nominations"),
        team=table.positive("team"),
        may_combine=table.flag("may_combine"),
        days_to_answer=table.positive("days_to_answer"),
        remind_days_before=table.positive("remind_days_before"),
        survey_days=table.positive("survey_days"),
        priority_fields=table.some_of("priority_fields", [*fields]),
        ground=read_ground(table, sources),
    )
    if found.remind_days_before >= found.days_to_answer > 1:
        table.refuse("rules.wrong_part", key="remind_days_before")
    table.done()
    return found


def _fee_class(table: Table, sources: Sources) -> FeeClass:
    found = FeeClass(
        code=table.text("code"),
        yen=table.positive("yen"),
        ground=read_ground(table, sources),
    )
    table.done()
    return found


def _journey(table: Table, sources: Sources) -> Journey:
    found = Journey(
        same_prefecture=table.positive("same_prefecture"),
        same_region=table.positive("same_region"),
        elsewhere=table.positive("elsewhere"),
        ground=read_ground(table, sources),
    )
    table.done()
    return found
