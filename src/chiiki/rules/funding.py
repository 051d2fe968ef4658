"""Read the amount block; each figure in it is written once and also becomes a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.rules.model import CapLimit, Funding, RatioLimit, Rule
from chiiki.rules.probe import COUNTED, check_expression
from chiiki.rules.requirement import read_rule
from chiiki.rules.table import Table
from chiiki.rules.vocabulary import vocabulary

REQUESTED = "request.amount"


def funding_and_rules(
    table: Table, sources: Mapping[str, str]
) -> tuple[Funding, list[Rule]]:
    """Return the amount block, and the rules that its floor, caps, bans and ratios are."""
    rules: list[Rule] = []
    floor = None
    if table.has("floor"):
        row = table.table("floor")
        floor = Yen(row.positive("yen"))
        rules.append(read_rule(row, sources, expression=f"{REQUESTED} >= {floor}"))
    caps: tuple[CapLimit, ...] = ()
    if table.has("cap"):
        row = table.table("cap")
        caps = tuple(_cap(limit) for limit in row.tables("limits"))
        rules.append(read_rule(row, sources, expression=_within(caps)))
    banned = []
    for row in table.tables("banned_heads"):
        banned.append(_fact(row, "fact"))
        rules.append(read_rule(row, sources, expression=f"{banned[-1]} == 0"))
    ratios = []
    for row in table.tables("ratio_limits"):
        ratios.append(_ratio(row))
        rules.append(read_rule(row, sources, expression=_under(ratios[-1])))
    funding = Funding(
        requested=REQUESTED,
        heads=table.texts("heads"),
        rate=_fraction(table, "rate"),
        rounding_unit=table.positive("rounding_unit"),
        floor=floor,
        caps=caps,
        ratio_limits=tuple(ratios),
        banned_heads=tuple(banned),
    )
    _check_counted(table, funding.heads)
    table.done()
    return funding, rules


def _cap(table: Table) -> CapLimit:
    cap = CapLimit(
        yen=Yen(table.positive("yen")),
        when=table.text("when") if table.has("when") else None,
        per=_fact(table, "per") if table.has("per") else None,
    )
    if cap.when is not None:
        try:
            check_expression(cap.when)
        except EngineError as error:
            raise table.refusal(error.code, **error.values) from error
    table.done()
    return cap


def _ratio(table: Table) -> RatioLimit:
    under = _fraction(table, "under")
    if not 0 < under < 1:
        raise table.refusal("rules.wrong_part", key="under")
    parts = table.texts("parts")
    _check_counted(table, parts)
    return RatioLimit(parts=parts, under=under)


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
    under = limit.under
    return f"{under.denominator} * ({parts}) < {under.numerator} * {REQUESTED}"


def _fact(table: Table, key: str) -> str:
    name = table.text(key)
    _check_counted(table, (name,))
    return name


def _check_counted(table: Table, names: Sequence[str]) -> None:
    for name in names:
        if name not in vocabulary():
            raise table.refusal("rules.unknown_fact", fact=name)
        if vocabulary()[name].type not in COUNTED:
            raise table.refusal("rules.not_a_count", fact=name)


def _fraction(table: Table, key: str) -> Fraction:
    try:
        return Fraction(table.text(key))
    except (ValueError, ZeroDivisionError) as error:
        raise table.refusal("rules.wrong_part", key=key) from error
