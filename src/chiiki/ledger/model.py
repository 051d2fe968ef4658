"""The nouns of money: a budget, spending, and what a settlement comes to. Whole yen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.reasons import Reason


def check_positive(amount: Yen) -> None:
    if amount <= 0:
        raise EngineError("ledger.not_positive", found=amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """``reserved`` includes ``paid``: 0 <= paid <= reserved <= total, always."""

    total: Yen
    reserved: Yen = Yen(0)
    paid: Yen = Yen(0)

    def __post_init__(self) -> None:
        if not 0 <= self.paid <= self.reserved <= self.total:
            raise EngineError(
                "ledger.out_of_balance",
                total=self.total,
                reserved=self.reserved,
                paid=self.paid,
            )

    @property
    def free(self) -> Yen:
        return Yen(self.total - self.reserved)

    @property
    def unpaid(self) -> Yen:
        """Set aside, and not paid yet."""
        return Yen(self.reserved - self.paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingItem:
    """One payment by the grantee, under a cost head; one yen or more."""

    id: str
    head: str
    amount: Yen
    paid_on: date
    has_evidence: bool

    def __post_init__(self) -> None:
        check_positive(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ineligible:
    """A payment that does not count, with every reason."""

    id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementProposal:
    """額の確定: the smaller of what was granted and what was eligibly spent."""

    eligible: Yen
    fixed_amount: Yen
    steps: tuple[Reason, ...]
    ineligible: tuple[Ineligible, ...]
