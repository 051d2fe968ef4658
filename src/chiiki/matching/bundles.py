"""For each adviser the bundle of requests that is worth most: a knapsack over half-days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Flags, Ints, Problem

NEVER = np.int64(-(1 << 60))
BLOCK = 256  # advisers at once
Bundle = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """The next best request of one size: which pair for each adviser, and who took it."""

    size: int
    pairs: Ints
    taken: Flags


class Bundles:
    """Every bundle has its adviser's fixed pairs; what is told twice of a project may be in.

    Whole numbers in 1/SCALE of a point throughout, so that a bound may rest on them.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        size = problem.size[problem.request]
        fixed = np.flatnonzero(problem.fixed)
        used = np.zeros(problem.advisers, np.int64)
        np.add.at(used, problem.adviser[fixed], size[fixed])
        self._left = np.maximum(problem.spare - used, 0)
        self._there = np.bincount(problem.adviser[fixed], minlength=problem.advisers)
        self._least = np.maximum(problem.minimum - self._there, 0)
        self._open = open_pairs(problem) & (size <= self._left[problem.adviser])
        self._size = size

    def worth(self, gain: Ints) -> Ints:
        """What the best bundle of each adviser is worth, where a pair is worth ``gain``."""
        return np.concatenate([found for found, _bundles in self._blocks(gain)])

    def best(self, gain: Ints) -> tuple[Ints, list[Bundle | None]]:
        """The best bundle of each adviser too; None where the least number is too many."""
        worth, bundles = zip(*self._blocks(gain, named=True), strict=True)
        return np.concatenate(worth), [one for block in bundles for one in block]

    def _blocks(
        self, gain: Ints, *, named: bool = False
    ) -> Iterator[tuple[Ints, list[Bundle | None]]]:
        problem = self._problem
        base = np.zeros(problem.advisers, np.int64)
        np.add.at(base, problem.adviser[problem.fixed], gain[problem.fixed])
        pairs = self._worth_trying(gain)
        for first in range(0, problem.advisers, BLOCK):
            last = min(first + BLOCK, problem.advisers)
            whose = problem.adviser[pairs]
            here = pairs[(whose >= first) & (whose < last)]
            yield self._block(gain, base, here, np.arange(first, last), named)

    def _worth_trying(self, gain: Ints) -> Ints:
        """Of each adviser and size the best, as many as fit; by adviser, size and gain."""
        problem, size = self._problem, self._size
        is_needy = self._least[problem.adviser] > 0
        pairs = np.flatnonzero(self._open & ((gain > 0) | is_needy))
        whose = problem.adviser[pairs]
        pairs = pairs[np.lexsort((pairs, -gain[pairs], size[pairs], whose))]
        fits: Flags = (
            self._rank(pairs) < self._left[problem.adviser[pairs]] // size[pairs]
        )
        return pairs[fits]

    def _rank(self, pairs: Ints) -> Ints:
        """Where each pair stands among those of its adviser and size."""
        width = int(self._size.max(initial=0)) + 1
        key = self._problem.adviser[pairs] * width + self._size[pairs]
        rank: Ints = np.arange(len(pairs)) - np.searchsorted(key, key)
        return rank

    def _block(
        self, gain: Ints, base: Ints, pairs: Ints, whom: Ints, named: bool
    ) -> tuple[Ints, list[Bundle | None]]:
        left = self._left[whom]
        most = self._most_requests(pairs, whom)
        best = np.full((most + 1, int(left.max(initial=0)) + 1, len(whom)), NEVER)
        best[0] = 0
        items = list(self._fill(best, gain, pairs, whom))
        number, each = np.arange(most + 1)[:, None], np.arange(len(whom))
        loads = self._there[whom] + number
        table = SCALE * self._problem.load_table(int(loads.max(initial=0)))
        ends = best[:, left, each] - table[loads]
        ends = np.where(number >= self._least[whom], ends, NEVER)
        count = ends.argmax(axis=0)
        found = ends[count, each]
        is_possible = found > NEVER // 2
        worth: Ints = np.where(is_possible, found + base[whom], NEVER)
        if not named:
            return worth, []
        return worth, self._named(items, count, is_possible, whom)

    def _most_requests(self, pairs: Ints, whom: Ints) -> int:
        smallest = np.full(self._problem.advisers, np.iinfo(np.int64).max)
        np.minimum.at(smallest, self._problem.adviser[pairs], self._size[pairs])
        by_days = self._left[whom] // smallest[whom]
        most = np.maximum(by_days, self._least[whom])
        return int(most.max(initial=0))

    def _fill(self, best: Ints, gain: Ints, pairs: Ints, whom: Ints) -> Iterator[_Item]:
        """Fill ``best``: number of requests, half-days, adviser. One request at a time."""
        if not len(pairs):
            return
        rank, size = self._rank(pairs), self._size[pairs]
        keys = size * (int(rank.max()) + 1) + rank
        for key in np.unique(keys):
            here = pairs[keys == key]
            row = np.full(len(whom), -1)
            row[self._problem.adviser[here] - whom[0]] = here
            one = int(self._size[here[0]])
            points = np.where(row >= 0, gain[row], NEVER)
            with_it = best[:-1, : best.shape[1] - one] + points
            without = best[1:, one:]
            yield _Item(size=one, pairs=row, taken=with_it > without)
            np.maximum(with_it, without, out=without)

    def _named(
        self, items: list[_Item], count: Ints, is_possible: Flags, whom: Ints
    ) -> list[Bundle | None]:
        """Walk back from the end of each adviser to what was taken."""
        fixed = np.flatnonzero(self._problem.fixed)
        bundles: list[list[int]] = [
            fixed[self._problem.adviser[fixed] == one].tolist() for one in whom
        ]
        left, count = self._left[whom].copy(), count.copy()
        for item in reversed(items):
            able = np.flatnonzero((count > 0) & (left >= item.size))
            takes = item.taken[count[able] - 1, left[able] - item.size, able]
            for one in able[takes]:
                bundles[one].append(int(item.pairs[one]))
            count[able[takes]] -= 1
            left[able[takes]] -= item.size
        return [
            tuple(sorted(bundle)) if able else None
            for bundle, able in zip(bundles, is_possible, strict=True)
        ]


def open_pairs(problem: Problem) -> Flags:
    """The pairs that may be chosen beside the fixed ones."""
    settled = np.bincount(problem.request[problem.fixed], minlength=problem.requests)
    is_open: Flags = ~problem.fixed & (settled < problem.team)[problem.request]
    return is_open
