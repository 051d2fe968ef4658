"""One channel as sparse arrays: which term stands in which document, and how much.

Weights are TF-IDF with cosine (Salton and Buckley 1988, Term-weighting approaches in
automatic text retrieval): tf = log2(1 + count), idf = 1 + ln((1 + n) / (1 + df)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_FRESH = 512  # documents that stand unsorted behind the others
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Packed:
    """Living rows and the terms in them, both numbered anew without gaps.

    ``numbers`` leads from the old number of a term to the new one.
    """

    terms: list[str]
    term: Ints
    row: Ints
    tf: NDArray[np.float32]
    numbers: Ints


@dataclass(frozen=True, slots=True)
class Shared:
    """Each term that a text shares with each document, and what it gives to the score."""

    terms: list[str]
    term: NDArray[Any]
    row: NDArray[Any]
    gives: Floats

    def scores(self, rows: int) -> Floats:
        found = np.bincount(self.row, self.gives, minlength=rows)
        return found.astype(np.float64)

    def of(self, row: int) -> dict[str, float]:
        here = np.flatnonzero(self.row == row)
        return {self.terms[self.term[one]]: float(self.gives[one]) for one in here}

    def within(self, rows: Iterable[int]) -> Shared:
        kept = np.isin(self.row, np.fromiter(rows, np.int64))
        return Shared(self.terms, self.term[kept], self.row[kept], self.gives[kept])


class Postings:
    """Sorted by term up to ``_sorted``; what was added since follows unsorted."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self.names = list(terms)
        self.terms = {term: number for number, term in enumerate(self.names)}
        self.term: Ints = np.empty(0, np.int32)
        self.row: Ints = np.empty(0, np.int32)
        self.tf: NDArray[np.float32] = np.empty(0, np.float32)
        self._fresh: list[tuple[Ints, Ints, NDArray[np.float32]]] = []
        self._sorted = 0
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self._idf: Floats = np.empty(0)
        self._norms: Floats = np.empty(0)
        self._documents = 0

    def add(self, row: int, counts: Mapping[str, float]) -> None:
        numbers = [self._number(one) for one in counts]
        amounts = np.log2(1 + np.fromiter(counts.values(), np.float64, len(counts)))
        rows = np.full(len(numbers), row, np.int32)
        self._fresh.append(
            (np.array(numbers, np.int32), rows, amounts.astype(np.float32))
        )

    def settle(self, alive: NDArray[np.bool_]) -> None:
        """Take in what was added and weigh anew; rows that are not alive count no more."""
        self._append()
        if np.count_nonzero(np.bincount(self.row[self._sorted :])) > MOST_FRESH:
            self._sort(alive)
        living = alive[self.row]
        self._documents = int(alive.sum())
        frequency = np.bincount(self.term[living], minlength=len(self.terms))
        self._idf = 1 + np.log((1 + self._documents) / (1 + frequency))
        weights = self.tf * self._idf[self.term]
        squares = np.bincount(self.row, weights**2, minlength=len(alive))
        self._norms = np.sqrt(np.maximum(squares, np.finfo(float).tiny))

    def shared(self, counts: Mapping[str, float], share: float) -> Shared:
        """Return what a text shares with each document; with itself it would be ``share``."""
        names = sorted(counts)
        numbers = np.array([self.terms.get(one, -1) for one in names], np.int64)
        unknown = 1 + np.log(1 + self._documents)
        known = self._idf[numbers] if self._idf.size else np.empty(0)
        idf = np.where(numbers >= 0, known if known.size else unknown, unknown)
        weights = np.log2(1 + np.array([counts[one] for one in names])) * idf
        norm = np.sqrt((weights**2).sum()) or 1.0
        at, asked = self._entries(numbers)
        gives = weights[asked] * self.tf[at] * idf[asked]
        rows = self.row[at]
        return Shared(names, asked, rows, share * gives / (self._norms[rows] * norm))

    def packed(self, alive: NDArray[np.bool_]) -> Packed:
        self._append()
        living = alive[self.row]
        rows = (np.cumsum(alive) - 1).astype(np.int32)[self.row[living]]
        used, term = np.unique(self.term[living], return_inverse=True)
        numbers = np.full(len(self.terms), -1, np.int32)
        numbers[used] = np.arange(len(used))
        terms = [self.names[one] for one in used]
        return Packed(terms, term.astype(np.int32), rows, self.tf[living], numbers)

    @classmethod
    def unpacked(cls, packed: Packed) -> Postings:
        found = cls(packed.terms)
        found.term, found.row, found.tf = packed.term, packed.row, packed.tf
        found._sort(None)
        return found

    def _number(self, term: str) -> int:
        found = self.terms.setdefault(term, len(self.terms))
        if found == len(self.names):
            self.names.append(term)
        return found

    def _append(self) -> None:
        if self._fresh:
            parts = [(self.term, self.row, self.tf), *self._fresh]
            self.term = np.concatenate([one[0] for one in parts])
            self.row = np.concatenate([one[1] for one in parts])
            self.tf = np.concatenate([one[2] for one in parts])
            self._fresh.clear()

    def _sort(self, alive: NDArray[np.bool_] | None) -> None:
        if alive is not None:
            living = alive[self.row]
            self.term, self.row = self.term[living], self.row[living]
            self.tf = self.tf[living]
        order = np.argsort(self.term, kind="stable")
        self.term, self.row, self.tf = self.term[order], self.row[order], self.tf[order]
        self._sorted = len(self.term)
        counts = np.bincount(self.term, minlength=len(self.terms))
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def _entries(
        self, numbers: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the terms stand in the arrays, and the place of each in ``numbers``."""
        places: list[NDArray[np.int64]] = []
        asked: list[NDArray[np.int64]] = []
        for at, number in enumerate(numbers):
            if 0 <= number < len(self._starts) - 1:
                begin, end = self._starts[number], self._starts[number + 1]
                places.append(np.arange(begin, end))
                asked.append(np.full(end - begin, at))
        fresh = np.full(len(self.terms) + 1, -1)
        fresh[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
        of_fresh = fresh[self.term[self._sorted :]]
        places.append(self._sorted + np.flatnonzero(of_fresh >= 0))
        asked.append(of_fresh[of_fresh >= 0])
        return np.concatenate(places), np.concatenate(asked)
