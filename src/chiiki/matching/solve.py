"""Make a proposal for a round: the best found, with its bound, checked before it leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chiiki.errors import EngineError
from chiiki.matching.bound import bound_of
from chiiki.matching.canonical import canonical, problem_of
from chiiki.matching.check import check_proposal
from chiiki.matching.conflict import contradiction_of
from chiiki.matching.digest import record_of, sha256
from chiiki.matching.entry import refuse_bad_input
from chiiki.matching.limits import binding_of, levels_of
from chiiki.matching.model import Instance, Prices, Proposal
from chiiki.matching.prices import flow_prices
from chiiki.matching.problem import Flags, Problem, Solved
from chiiki.matching.rules import Search
from chiiki.matching.unserved import unserved_of
from chiiki.matching.worker import flow_worker, program_worker

FLOW = "chiiki.matching.flow:solve_flow"
SEARCH = "chiiki.matching.search:search"
KEEP_MORE = "chiiki.matching.search:keep_more"
HALVINGS = 12  # of what a kept place is worth
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """A choice with the prices that bound it."""

    chosen: Flags
    prices: Prices
    method: str
    solver: str


def solve(instance: Instance, *, told: Told = lambda step: None) -> Proposal:
    """Return a checked proposal; ``told`` hears which step begins.

    Raises EngineError for a round that cannot be meant, Contradiction where wishes and
    limits cannot all hold, and EngineError where a solver failed: never half a proposal.
    """
    told("read")
    refuse_bad_input(instance)
    instance = canonical(instance)
    problem = problem_of(instance)
    told("solve")
    best = solve_problem(problem, instance.rules.search)
    if best is None:
        raise contradiction_of(instance)
    told("keep")
    best = fewest_moves(
        problem, best, instance.rules.search, instance.rules.tolerance_ppm
    )
    told("check")
    proposal = _proposal(instance, problem, best)
    if faults := check_proposal(instance, proposal, problem=problem):
        raise EngineError("matching.check_failed", fault=faults[0].code)
    return proposal


def solve_problem(problem: Problem, settings: Search) -> Best | None:
    """Return the best choice found, by one flow where that is enough; None if none is."""
    if not len(problem):
        return _nobody(problem)
    if problem.is_flow():
        found: Solved = flow_worker.ask(FLOW, problem)
        if found.chosen is None:
            return None
        if problem.keeps_limits(found.chosen):
            prices = flow_prices(problem, found.chosen)
            return _best(found, prices)
    found = program_worker.ask(SEARCH, problem, settings)
    if found.chosen is None or found.prices is None:
        return None
    return _best(found, found.prices)


def _nobody(problem: Problem) -> Best | None:
    """The only choice where no pair is allowed."""
    nothing = np.zeros(0, np.bool_)
    if problem.minimum.any() or not problem.keeps_limits(nothing):
        return None
    return Best(
        chosen=nothing,
        prices=flow_prices(problem, nothing),
        method="nobody",
        solver="",
    )


def fewest_moves(
    problem: Problem, best: Best, settings: Search, tolerance_ppm: int
) -> Best:
    """Give up at most the tolerance of the value so that as few as possible move."""
    if not problem.keep.any() or problem.keep[~best.chosen].sum() == 0:
        return best
    value = problem.value(best.chosen)
    least = value - abs(value) * tolerance_ppm // 1_000_000
    if best.method == "flow":
        chosen = _kept_by_flow(problem, best, least)
    else:
        chosen = _kept_by_search(problem, best, settings, least)
    return Best(
        chosen=chosen, prices=best.prices, method=best.method, solver=best.solver
    )


def _kept_by_flow(problem: Problem, best: Best, least: int) -> Flags:
    """Find what a kept place may be worth at most before the value falls too far."""
    low, high = 0, weightiest(problem)
    chosen = best.chosen
    for _halving in range(HALVINGS):
        weight = high if chosen is best.chosen and low == 0 else (low + high) // 2
        found: Solved = flow_worker.ask(FLOW, problem.keeping(weight))
        is_good = found.chosen is not None and problem.keeping(0, least).keeps_limits(
            found.chosen
        )
        if found.chosen is not None and is_good:
            chosen, low = found.chosen, weight
        else:
            high = weight
        if high - low <= 1:
            break
    return chosen


def _kept_by_search(
    problem: Problem, best: Best, settings: Search, least: int
) -> Flags:
    keeping = problem.keeping(weightiest(problem), least)
    start = best.chosen
    if len(problem) > settings.exact_pairs:
        free: Solved = program_worker.ask(SEARCH, problem.keeping(1000), settings)
        if free.chosen is not None and keeping.keeps_limits(free.chosen):
            start = max(start, free.chosen, key=keeping.aim)
    found: Solved = program_worker.ask(KEEP_MORE, keeping, settings, start)
    if found.chosen is None or keeping.aim(found.chosen) < keeping.aim(best.chosen):
        return best.chosen
    return found.chosen


def weightiest(problem: Problem) -> int:
    """More than any one place can be worth."""
    worth = int(np.abs(problem.worth).max(initial=0))
    return 2 * (worth + int(problem.served.max(initial=0)))


def _best(found: Solved, prices: Prices) -> Best:
    assert found.chosen is not None
    return Best(
        chosen=found.chosen, prices=prices, method=found.method, solver=found.solver
    )


def _proposal(instance: Instance, problem: Problem, best: Best) -> Proposal:
    chosen = best.chosen
    sent: dict[str, list[str]] = defaultdict(list)
    for pair in np.flatnonzero(chosen):
        request = instance.requests[problem.request[pair]].id
        sent[request].append(instance.advisers[problem.adviser[pair]].id)
    assignments = {request: tuple(advisers) for request, advisers in sent.items()}
    value = problem.value(chosen)
    bound = bound_of(problem, best.prices)
    assert bound is not None
    unserved = unserved_of(instance, problem, chosen)
    record = record_of(
        instance,
        solver=best.solver,
        method=best.method,
        assignments=assignments,
        unserved=unserved,
        value=value,
        bound=bound,
    )
    return Proposal(
        assignments=assignments,
        unserved=unserved,
        levels=levels_of(instance, problem, chosen),
        value=value,
        bound=bound,
        cost=int(problem.cost[chosen].sum()),
        moved=_moved(instance, assignments),
        prices=best.prices,
        binding=binding_of(instance, problem, best.prices),
        method=best.method,
        record=record,
        digest=sha256(record),
    )


def _moved(
    instance: Instance, assignments: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (request, adviser)
        for request, advisers in sorted(instance.wishes.incumbent.items())
        for adviser in advisers
        if adviser not in assignments.get(request, ())
    )
