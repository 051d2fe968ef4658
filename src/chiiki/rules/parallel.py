"""Simulate in several processes, in order, with only so many proposals under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from chiiki.rules.model import Scheme
from chiiki.rules.simulate import (
    Outcome,
    Proposal,
    Simulation,
    gathered,
    outcomes_of,
)

PIECE = 500  # proposals given to a process at a time
AHEAD = 3  # pieces for each process that may wait

Pairs = Sequence[tuple[Scheme, Scheme | None]]
_pairs: list[tuple[Scheme, Scheme | None]] = []


def simulate_in_processes(
    proposals: Iterable[Proposal],
    pairs: Pairs,
    *,
    workers: int,
    done: Callable[[int], None] = lambda count: None,
) -> tuple[Simulation, ...]:
    """Answer every proposal under every pair; ``done`` hears how many more are answered.

    The answers and their order are those of ``simulate_all``.
    """
    if workers <= 1:
        return gathered(pairs, _told(_one_by_one(proposals, pairs), done))
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_begin, initargs=(list(pairs),)
    )
    with pool:
        return gathered(pairs, _told(_spread(pool, proposals, workers), done))


def _one_by_one(
    proposals: Iterable[Proposal], pairs: Pairs
) -> Iterator[list[list[Outcome]]]:
    for proposal in proposals:
        yield [outcomes_of(proposal, pairs)]


def _spread(
    pool: ProcessPoolExecutor, proposals: Iterable[Proposal], workers: int
) -> Iterator[list[list[Outcome]]]:
    waiting: deque[Future[list[list[Outcome]]]] = deque()
    rest = iter(proposals)
    while piece := list(islice(rest, PIECE)):
        waiting.append(pool.submit(_answer, piece))
        if len(waiting) >= AHEAD * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _told(
    pieces: Iterable[list[list[Outcome]]], done: Callable[[int], None]
) -> Iterator[list[Outcome]]:
    for piece in pieces:
        yield from piece
        done(len(piece))


def _begin(pairs: list[tuple[Scheme, Scheme | None]]) -> None:
    _pairs[:] = pairs


def _answer(piece: list[Proposal]) -> list[list[Outcome]]:
    return [outcomes_of(proposal, _pairs) for proposal in piece]
