"""Find the amount to be fixed (補助金適正化法 第15条) and every payment that does not count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from chiiki.errors import EngineError
from chiiki.ledger.model import (
    Ineligible,
    SettlementProposal,
    SpendingItem,
    check_positive,
)
from chiiki.money import Yen
from chiiki.periods import Period
from chiiki.reasons import Reason, reason


def settle(
    granted: Yen,
    items: Sequence[SpendingItem],
    *,
    heads: Collection[str],
    period: Period,
) -> SettlementProposal:
    """The smaller of the grant and the eligible spending, with the arithmetic.

    A payment counts if its head was granted, it was paid within the project's period, and
    its evidence is there. The order of ``items`` does not matter to any amount. Raises
    EngineError ledger.item_twice, or ledger.not_positive for the grant.

    >>> from datetime import date
    >>> year = Period(date(2026, 4, 1), date(2027, 4, 1))
    >>> rent = SpendingItem(id="1", head="system", amount=Yen(80), has_evidence=True,
    ...                     paid_on=date(2026, 9, 1))
    >>> settle(Yen(100), [rent], heads={"system"}, period=year).fixed_amount
    80
    """
    check_positive(granted)
    _check_once(items)
    against = {item.id: tuple(_reasons_against(item, heads, period)) for item in items}
    ineligible = [Ineligible(id=id, reasons=why) for id, why in against.items() if why]
    spent = sum(item.amount for item in items)
    eligible = sum(item.amount for item in items if not against[item.id])
    fixed = min(granted, eligible)
    steps = (
        reason("ledger.spent", amount=spent),
        *_left_out(spent - eligible, len(ineligible)),
        reason("ledger.eligible", amount=eligible),
        reason("ledger.granted", amount=granted),
        reason("ledger.fixed", amount=fixed),
    )
    return SettlementProposal(
        eligible=Yen(eligible),
        fixed_amount=Yen(fixed),
        steps=steps,
        ineligible=tuple(ineligible),
    )


def _left_out(amount: int, lines: int) -> Iterator[Reason]:
    if lines:
        yield reason("ledger.not_eligible", amount=amount, lines=lines)


def _check_once(items: Sequence[SpendingItem]) -> None:
    if len({item.id for item in items}) != len(items):
        raise EngineError("ledger.item_twice")


def _reasons_against(
    item: SpendingItem, heads: Collection[str], period: Period
) -> Iterator[Reason]:
    if item.head not in heads:
        yield reason("ledger.head_not_granted", head=item.head)
    if item.paid_on not in period:
        yield reason("ledger.paid_outside_period", on=item.paid_on)
    if not item.has_evidence:
        yield reason("ledger.no_evidence")
