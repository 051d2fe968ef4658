"""The nouns of overlaps: cases that go in, what two of them share that comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chiiki.money import Yen
from chiiki.reasons import Reason


class OverlapKind(StrEnum):
    """What two cases share."""

    SAME_FILE = "same_file"
    SAME_COST = "same_cost"
    SAME_MEMBER = "same_member"
    EARLIER_AWARD = "earlier_award"


class Certainty(StrEnum):
    """Sure: to the letter. Likely: alike, for a person to look at."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost line, in whole yen."""

    description: str
    amount: Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One application. ``members`` are all bodies in it, the lead among them.

    ``local_governments`` are those members that are local governments; ``starts`` and
    ``ends`` bound the project; ``awarded_on`` is the day of the award decision, if any;
    ``files`` are the SHA-256 of what was attached.
    """

    id: str
    programme: str
    call: str
    lead: str
    members: frozenset[str]
    local_governments: frozenset[str]
    starts: date
    ends: date
    costs: tuple[Cost, ...] = ()
    files: frozenset[str] = frozenset()
    awarded_on: date | None = None
    years_between_awards: int | None = None

    @property
    def is_consortium(self) -> bool:
        return len(self.members) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What a case shares with another, with the words and yen that show it."""

    kind: OverlapKind
    other: str
    certainty: Certainty
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """``alike`` is a share of pairs of letters (0 to 1), ``amount_within`` of yen.

    ``years_between_awards`` holds where a scheme states none of its own.
    """

    alike: Fraction
    amount_within: Fraction
    years_between_awards: int
