"""The nouns of selection: proposals with points and amounts, and who is chosen why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chiiki.money import Yen
from chiiki.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """``points`` is the mean over finished reviews, None where there is none."""

    id: str
    points: Fraction | None
    amount: Yen
    reviews: int
    expected_reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionLine:
    """One line of the list: rank None where reviews are missing."""

    rank: int | None
    proposal: Proposal
    chosen: bool
    reason: Reason
    budget_left: Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    lines: tuple[SelectionLine, ...]
    total: Yen
