"""What a budget has left, and what a settlement comes to. Start at :class:`Budget`."""

from chiiki.ledger.budget import pay, release, reserve
from chiiki.ledger.model import (
    Budget,
    Ineligible,
    SettlementProposal,
    SpendingItem,
)
from chiiki.ledger.settle import settle

__all__ = [
    "Budget",
    "Ineligible",
    "SettlementProposal",
    "SpendingItem",
    "pay",
    "release",
    "reserve",
    "settle",
]
