"""The nouns of dispatch: a request, the advisers, and the ranking with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRequest:
    """What a region asks for; ``days`` of work (1 or more), codes of fields, sides, places."""

    fields: frozenset[str]
    sides: frozenset[str]
    prefecture: str
    region: str
    days: int
    requester: str
    nominated_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """Who could come; capacity and commitments in days of the fiscal year."""

    id: str
    fields: frozenset[str]
    sides: frozenset[str]
    prefecture: str
    region: str
    capacity_days: int
    committed_days: int = 0
    employers: frozenset[str] = frozenset()
    same_project_this_year: bool = False

    @property
    def spare_days(self) -> int:
        return self.capacity_days - self.committed_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``score`` from 0 to 1 is the weighted sum of ``parts``, each from 0 to 1."""

    adviser_id: str
    score: float
    parts: Mapping[str, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Who cannot come, with every reason."""

    adviser_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    candidates: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]
