"""What moved between two published editions, split into its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiiki.indices import movement
from chiiki_web.indices.queries.reading import Read


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit of both editions: ranks, scores, and what its change is made of."""

    code: str
    name: str
    rank_before: int
    rank: int
    before: float
    after: float
    own: float
    panel: float

    @property
    def change(self) -> float:
        return self.after - self.before


def moves(before: Read, after: Read, units: Iterable[str]) -> list[Moved]:
    """Those of these units that stand in both, in their order now."""
    there, here = before.built, after.built
    found = []
    for code in units:
        if code not in before.standing or code not in after.standing:
            continue
        one = movement(there, here, code)
        found.append(
            Moved(
                code,
                after.standing[code].name,
                before.standing[code].rank,
                after.standing[code].rank,
                one.before,
                one.after,
                one.own,
                one.panel,
            )
        )
    return sorted(found, key=lambda one: one.rank)
