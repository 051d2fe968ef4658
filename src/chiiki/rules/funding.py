"""Read the amount block; each figure in it is written once and also becomes a rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chiiki.money import Yen
from chiiki.rules.model import CapLimit, Funding, OwnShare, RatioLimit, Rule
from chiiki.rules.probe import COUNTED
from chiiki.rules.requirement import Sources, read_condition, read_ground, read_rule
from chiiki.rules.table import Table
from chiiki.rules.vocabulary import vocabulary

REQUESTED = "request.amount"
OWN_SHARE = "costs.own_share"
TOTAL = "costs.total"


def funding_and_rules(table: Table, sources: Sources) -> tuple[Funding, list[Rule]]:
    """Return the amount block, and the rules that its floor, caps, bans and ratios are."""
    rules: list[Rule] = []
    funding = Funding(
        requested=REQUESTED,
        heads=_heads(table),
        rate=_rate(table) if table.has("rate") else Fraction(1),
        rounding_unit=table.positive("rounding_unit"),
        fixed=tuple(_cap(limit) for limit in table.tables("fixed")),
        floor=_floor(table, sources, rules),
        caps=_caps(table, sources, rules),
        banned_heads=tuple(_banned(table, sources, rules)),
        ratio_limits=tuple(_ratios(table, sources, rules)),
        own_share=_own_share(table, sources, rules),
        ground=read_ground(table, sources) if table.has("source") else None,
    )
    if funding.fixed and funding.caps:
        table.refuse("rules.fixed_and_cap", key="fixed")
    if not funding.heads and not funding.fixed:
        table.refuse("rules.missing_part", key="heads")
    table.done()
    return funding, rules


def _heads(table: Table) -> tuple[str, ...]:
    heads = table.texts("heads")
    _check_counted(table, "heads", heads)
    return heads


def _rate(table: Table) -> Fraction:
    rate = table.fraction("rate")
    if not 0 < rate <= 1:
        table.refuse("rules.wrong_part", key="rate")
    return rate


def _floor(table: Table, sources: Sources, rules: list[Rule]) -> Yen | None:
    if not table.has("floor"):
        return None
    row = table.table("floor")
    floor = Yen(row.positive("yen"))
    rules.append(read_rule(row, sources, expression=f"{REQUESTED} >= {floor}"))
    return floor


def _caps(table: Table, sources: Sources, rules: list[Rule]) -> tuple[CapLimit, ...]:
    if not table.has("cap"):
        return ()
    row, faults = table.table("cap"), len(table.faults)
    caps = tuple(_cap(limit) for limit in row.tables("limits"))
    within = _within(caps) if len(table.faults) == faults else ""
    rules.append(read_rule(row, sources, expression=within))
    return caps


def _banned(table: Table, sources: Sources, rules: list[Rule]) -> Sequence[str]:
    banned = []
    for row in table.tables("banned_heads"):
        banned.append(_fact(row, "fact"))
        expression = f"{banned[-1]} == 0" if banned[-1] else ""
        rules.append(read_rule(row, sources, expression=expression))
    return banned


def _ratios(table: Table, sources: Sources, rules: list[Rule]) -> Sequence[RatioLimit]:
    ratios = []
    for row in table.tables("ratio_limits"):
        faults = len(table.faults)
        ratios.append(_ratio(row))
        under = _under(ratios[-1]) if len(table.faults) == faults else ""
        rules.append(read_rule(row, sources, expression=under))
    return ratios


def _own_share(table: Table, sources: Sources, rules: list[Rule]) -> OwnShare | None:
    if not table.has("own_share"):
        return None
    row = table.table("own_share")
    least = row.share("at_least")
    expression = f"{least.denominator} * {OWN_SHARE} >= {least.numerator} * {TOTAL}"
    rules.append(read_rule(row, sources, expression=expression))
    return OwnShare(total=TOTAL, at_least=least)


def _cap(table: Table) -> CapLimit:
    cap = CapLimit(
        yen=Yen(table.positive("yen")),
        when=read_condition(table),
        per=(_fact(table, "per") or None) if table.has("per") else None,
    )
    table.done()
    return cap


def _ratio(table: Table) -> RatioLimit:
    """Read "under 1/2" or "at most 1/2": exactly one of the two keys."""
    may_equal = table.has("at_most")
    ratio = table.share("at_most" if may_equal else "under")
    parts = table.texts("parts")
    _check_counted(table, "parts", parts)
    if not parts:
        table.refuse("rules.missing_part", key="parts")
    return RatioLimit(parts=parts, under=ratio, may_equal=may_equal)


def _within(caps: Sequence[CapLimit]) -> str:
    """Return "within the first cap whose condition holds" as an expression.

    Written with && and || and not with ?:, so that an amount under every cap that is
    still possible is a yes.
    """
    expression = "true"
    for cap in reversed(caps):
        most = str(cap.yen) if cap.per is None else f"{cap.yen} * {cap.per}"
        within = f"{REQUESTED} <= {most}"
        if cap.when is None:
            expression = within
        else:
            expression = (
                f"((!({cap.when}) || {within}) && (({cap.when}) || {expression}))"
            )
    return expression


def _under(limit: RatioLimit) -> str:
    parts = " + ".join(limit.parts)
    under, sign = limit.under, "<=" if limit.may_equal else "<"
    return f"{under.denominator} * ({parts}) {sign} {under.numerator} * {REQUESTED}"


def _fact(table: Table, key: str) -> str:
    """Return the name of a number or an amount, or an empty text where it is none."""
    name = table.text(key)
    return name if name and _check_counted(table, key, (name,)) else ""


def _check_counted(table: Table, key: str, names: Sequence[str]) -> bool:
    faults = len(table.faults)
    for name in names:
        if name not in vocabulary():
            table.refuse("rules.unknown_fact", fact=name, key=key)
        elif vocabulary()[name].type not in COUNTED:
            table.refuse("rules.not_a_count", fact=name, key=key)
    return len(table.faults) == faults
