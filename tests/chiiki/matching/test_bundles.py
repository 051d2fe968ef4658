"""Bundles of requests bound every choice, whatever the prices, and are found as by trying."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from chiiki.matching import (
    Contradiction,
    Instance,
    Proposal,
    check_proposal,
    solve,
)
from chiiki.matching.bound import bound_by_days, bound_of
from chiiki.matching.bundle_bound import bundle_bound, gain_of
from chiiki.matching.bundles import Bundles, open_pairs
from chiiki.matching.canonical import canonical, problem_of
from chiiki.matching.model import BundlePrices
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Ints, Problem
from dispatch_rounds import best_value, random_round

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))
from dispatch_instances import tight_round

MOST_HALF_DAYS = 60  # as in chiiki.matching.filling, which needs HiGHS


def _prices(problem: Problem, seed: int) -> BundlePrices:
    draw = random.Random(seed)
    return BundlePrices(
        requests=tuple(
            draw.randint(-80_000, 20_000) * SCALE for _ in range(problem.requests)
        ),
        budget=0 if problem.budget is None else draw.randint(0, SCALE // 10),
        floors=tuple(draw.randint(0, 9_000) * SCALE for _ in problem.floors),
        covers=tuple(
            draw.randint(0, 9_000) * SCALE for _ in range(len(problem.covers))
        ),
    )


@pytest.mark.parametrize("seed", range(200))
def test_no_prices_bound_a_round_below_its_best(seed: int) -> None:
    instance = random_round(seed)
    best = best_value(instance)
    if best is None:
        return
    problem = problem_of(canonical(instance))

    for k in range(5):
        bound = bundle_bound(problem, _prices(problem, 1000 * seed + k))
        assert bound is not None
        assert bound >= best


@pytest.mark.parametrize("seed", range(200))
def test_a_small_round_that_is_searched_stays_between_best_and_bound(seed: int) -> None:
    instance = _searched(random_round(seed))
    best = best_value(instance)
    if best is None:
        with pytest.raises(Contradiction):
            solve(instance)
        return

    found = solve(instance)

    assert found.method != "exact"
    assert found.value <= best <= found.bound
    assert check_proposal(instance, found) == ()


def _searched(instance: Instance) -> Instance:
    """The same round, searched as if it were too large to be solved to the best."""
    search = replace(instance.rules.search, exact_pairs=0, steps=3)
    return replace(instance, rules=replace(instance.rules, search=search))


@pytest.mark.parametrize("seed", range(40))
def test_the_best_bundle_is_the_best_of_all(seed: int) -> None:
    problem = problem_of(canonical(random_round(seed)))
    draw = np.random.default_rng(seed)
    gain = draw.integers(-50, 100, len(problem)) * SCALE * 100

    worth, bundles = Bundles(problem).best(gain)

    assert list(worth) == list(Bundles(problem).worth(gain))
    for number, bundle in enumerate(bundles):
        expected = _best_by_trying(problem, gain, number)
        if expected is None:
            assert bundle is None
            continue
        assert bundle is not None
        assert worth[number] == expected == _worth_of(problem, gain, bundle)


def _worth_of(problem: Problem, gain: Ints, bundle: tuple[int, ...]) -> int:
    load = int(problem.load_table(len(bundle))[len(bundle)])
    return int(gain[list(bundle)].sum()) - SCALE * load


def _best_by_trying(problem: Problem, gain: Ints, number: int) -> int | None:
    fixed = set(np.flatnonzero(problem.fixed & (problem.adviser == number)).tolist())
    may = set(np.flatnonzero(open_pairs(problem) & (problem.adviser == number)))
    found = []
    for count in range(len(may) + 1):
        for more in combinations(sorted(may), count):
            bundle = tuple(sorted(fixed | set(more)))
            days = int(problem.size[problem.request[list(bundle)]].sum())
            if days <= max(problem.spare[number], 0) and (
                len(bundle) >= problem.minimum[number]
            ):
                found.append(_worth_of(problem, gain, bundle))
    return max(found, default=None)


def test_the_bound_by_bundles_is_closer_and_the_lower_one_is_told(
    proposal: Proposal,
) -> None:
    problem = problem_of(canonical(_tight()))
    bundles = proposal.prices.bundles
    assert bundles is not None

    by_bundles = bundle_bound(problem, bundles)

    assert by_bundles == proposal.bound
    assert proposal.bound < bound_by_days(problem, proposal.prices)
    assert bound_of(problem, replace(proposal.prices, bundles=None)) == bound_by_days(
        problem, proposal.prices
    )


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return solve(_tight())


def _tight() -> Instance:
    return _searched(tight_round(12, 45, seed=4))


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": -1},
        {"floors": (-1, 0)},
        {"requests": (0,)},
        {"covers": (0,)},
    ],
)
def test_impossible_prices_of_bundles_are_seen(
    wrong: dict[str, object], proposal: Proposal
) -> None:
    assert proposal.prices.bundles is not None
    bundles = replace(proposal.prices.bundles, **wrong)  # type: ignore[arg-type]
    broken = replace(proposal, prices=replace(proposal.prices, bundles=bundles))

    codes = [one.code for one in check_proposal(_tight(), broken)]

    assert codes == ["matching.fault_bound"]


def test_without_what_requests_cost_the_bound_would_be_wrong(
    proposal: Proposal,
) -> None:
    """The control: bundles that pay for requests nobody is paid for prove too little."""
    problem = problem_of(canonical(_tight()))
    bundles = proposal.prices.bundles
    assert bundles is not None

    worth = int(Bundles(problem).worth(gain_of(problem, bundles)).sum()) // SCALE

    assert worth < proposal.value


def test_where_somebody_has_very_many_days_bundles_are_not_tried() -> None:
    instance = _tight()
    long = replace(instance.advisers[0], capacity=MOST_HALF_DAYS + 1)
    instance = replace(instance, advisers=(long, *instance.advisers[1:]))

    found = solve(instance)

    assert found.prices.bundles is None
    assert check_proposal(instance, found) == ()
