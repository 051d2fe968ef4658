"""Set money aside, give it back, pay it. A movement that does not fit is refused."""

from __future__ import annotations

from dataclasses import replace

from chiiki.errors import EngineError
from chiiki.ledger.model import Budget, check_positive
from chiiki.money import Yen


def reserve(budget: Budget, amount: Yen) -> Budget:
    """Set ``amount`` aside; raises ledger.overdrawn when there is not enough.

    Every movement is of one yen or more, else ledger.not_positive.

    >>> reserve(Budget(total=Yen(100)), Yen(30)).free
    70
    """
    check_positive(amount)
    if amount > budget.free:
        raise EngineError("ledger.overdrawn", short_by=amount - budget.free)
    return replace(budget, reserved=Yen(budget.reserved + amount))


def release(budget: Budget, amount: Yen) -> Budget:
    """Give back what was set aside and not paid; raises ledger.not_reserved."""
    _check_unpaid(budget, amount)
    return replace(budget, reserved=Yen(budget.reserved - amount))


def pay(budget: Budget, amount: Yen) -> Budget:
    """Pay out of what was set aside; raises ledger.not_reserved."""
    _check_unpaid(budget, amount)
    return replace(budget, paid=Yen(budget.paid + amount))


def _check_unpaid(budget: Budget, amount: Yen) -> None:
    check_positive(amount)
    if amount > budget.unpaid:
        raise EngineError("ledger.not_reserved", short_by=amount - budget.unpaid)
