"""Where a round is too large to be solved to the best: searched, bounded, repeatable."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from chiiki.matching import Instance, Proposal, Stage, Wishes, check_proposal, solve

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))
from dispatch_instances import tight_round

STEPS = 3


def _round() -> Instance:
    instance = tight_round(12, 45, seed=4)
    search = replace(instance.rules.search, steps=STEPS, nodes=5, neighbours=4)
    return replace(instance, rules=replace(instance.rules, search=search))


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return solve(_round())


def test_a_searched_proposal_is_near_its_bound(proposal: Proposal) -> None:
    assert proposal.method == "search"
    assert proposal.value <= proposal.bound
    assert proposal.gap < 0.02
    assert check_proposal(_round(), proposal) == ()


def test_more_work_finds_no_less(proposal: Proposal) -> None:
    instance = _round()
    search = replace(instance.rules.search, steps=0)
    short = solve(replace(instance, rules=replace(instance.rules, search=search)))

    assert short.value <= proposal.value
    assert short.bound == proposal.bound


def test_a_hundred_orders_give_one_digest(proposal: Proposal) -> None:
    digests = {solve(_shuffled(_round(), seed)).digest for seed in range(100)}

    assert digests == {proposal.digest}


def test_a_larger_round_has_one_digest_in_any_order() -> None:
    instance = tight_round(60, 240, seed=2)
    search = replace(instance.rules.search, steps=1)
    instance = replace(instance, rules=replace(instance.rules, search=search))

    digests = {solve(_shuffled(instance, seed)).digest for seed in range(3)}

    assert len(digests) == 1


def _shuffled(instance: Instance, seed: int) -> Instance:
    draw = random.Random(seed)
    return replace(
        instance,
        advisers=tuple(draw.sample(instance.advisers, len(instance.advisers))),
        requests=tuple(draw.sample(instance.requests, len(instance.requests))),
    )


def test_after_bans_few_move_and_nobody_who_was_notified(proposal: Proposal) -> None:
    sent = sorted(proposal.assignments.items())
    bans = frozenset((one, who[0]) for one, who in sent[:3])
    stages = {one: Stage.NOTIFIED for one, _who in sent[3:9]}
    wishes = Wishes(bans=bans, incumbent=proposal.assignments, stages=stages)
    after = replace(_round(), wishes=wishes)
    careless = replace(after, wishes=replace(wishes, incumbent={}))

    again = solve(replace(after, rules=replace(after.rules, tolerance_ppm=20_000)))
    fresh = dict(solve(careless).assignments)

    moved = {one for one, _who in again.moved}
    assert {one for one, _who in bans} <= moved
    assert not moved & stages.keys()
    assert len(moved) < sum(fresh.get(one) != who for one, who in sent)
