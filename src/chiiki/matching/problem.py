"""A round in numbers: pairs sorted by id, whole points, and the limits over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from chiiki.matching.model import Prices

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NONE = np.zeros(0, np.int64)


def no_rows() -> Ints:
    return np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows over pairs: row k holds ``pairs[starts[k]:starts[k + 1]]``."""

    starts: Ints = field(default_factory=no_rows)
    pairs: Ints = field(default_factory=lambda: NONE)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> Ints:
        return self.pairs[self.starts[number] : self.starts[number + 1]]

    def of_pairs(self) -> Ints:
        """The number of the row for each entry of ``pairs``."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Pairs stand by request, then adviser. ``keep`` weighs a pair that stood before.

    ``bonus`` leads the search and is no part of the value, which may not fall below
    ``least``. ``fixed`` pairs must be. ``once`` rows hold at most one pair; a ``covers`` row of a
    request (``cover_of``) at least one where the request is served. ``floors`` names the
    requests of each group, ``needed`` how many of them are served at least.
    """

    requests: int
    advisers: int
    request: Ints
    adviser: Ints
    worth: Ints
    cost: Ints
    served: Ints
    size: Ints
    team: Ints
    spare: Ints
    minimum: Ints
    load: int
    load_steps: int
    fixed: Flags
    keep: Ints
    bonus: Ints
    least: int | None = None
    budget: int | None = None
    floors: tuple[Ints, ...] = ()
    needed: tuple[int, ...] = ()
    once: Rows = field(default_factory=Rows)
    covers: Rows = field(default_factory=Rows)
    cover_of: Ints = field(default_factory=lambda: NONE)

    def __len__(self) -> int:
        return len(self.request)

    @property
    def starts(self) -> Ints:
        """Where the pairs of each request begin, and the end of all."""
        starts: Ints = np.searchsorted(self.request, np.arange(self.requests + 1))
        return starts

    def most_requests(self) -> Ints:
        """How many requests each adviser could take at most, by days and by pairs."""
        smallest = np.full(self.advisers, np.iinfo(np.int64).max)
        np.minimum.at(smallest, self.adviser, self.size[self.request])
        pairs = np.bincount(self.adviser, minlength=self.advisers)
        by_days = self.spare // np.maximum(smallest, 1)
        most: Ints = np.minimum(by_days, pairs)
        return most

    def loads(self, chosen: Flags) -> Ints:
        loads: Ints = np.bincount(self.adviser[chosen], minlength=self.advisers)
        return loads

    def is_served(self, chosen: Flags) -> Flags:
        taken: Flags = np.bincount(self.request[chosen], minlength=self.requests) > 0
        return taken

    def load_of(self, loads: Ints) -> int:
        """The points that so many requests of each adviser take off."""
        return int(self.load_table(int(loads.max(initial=0)))[loads].sum())

    def load_table(self, most: int) -> Ints:
        """The points that 0, 1, … ``most`` requests of one adviser take off."""
        steps = np.minimum(np.arange(most), self.load_steps) * self.load
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(steps)])

    def value(self, chosen: Flags) -> int:
        gained = self.served[self.is_served(chosen)].sum() + self.worth[chosen].sum()
        return int(gained) - self.load_of(self.loads(chosen))

    def is_flow(self) -> bool:
        """Whether capacities, minimum loads and load are all that binds."""
        sizes = np.unique(self.size)
        is_plain = bool((self.team == 1).all()) and not len(self.once)
        return is_plain and len(sizes) <= 1

    def keeps_limits(self, chosen: Flags) -> bool:
        """Whether the budget, the least value and every floor hold."""
        if self.budget is not None and int(self.cost[chosen].sum()) > self.budget:
            return False
        if self.least is not None and self.value(chosen) < self.least:
            return False
        served = self.is_served(chosen)
        return all(
            int(served[group].sum()) >= needed
            for group, needed in zip(self.floors, self.needed, strict=True)
        )

    def aim(self, chosen: Flags) -> int:
        """What the search looks for: the value, and the bonus of what is kept."""
        return self.value(chosen) + int(self.bonus[chosen].sum())

    def keeping(self, weight: int, least: int | None = None) -> Problem:
        """The same problem, where a pair that stood before is worth more to the search."""
        return replace(self, bonus=weight * self.keep, least=least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What a solver found; ``chosen`` is None where the limits cannot all hold."""

    chosen: Flags | None
    prices: Prices | None
    method: str
    solver: str
