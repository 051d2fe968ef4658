"""A round is matched: the same digest in any order, as few moves as can be, no half answer."""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chiiki.matching import (
    Instance,
    Stage,
    Wishes,
    exclusions,
    read_rules,
    solve,
)
from chiiki.matching.canonical import canonical, problem_of
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.scores import worth
from dispatch_rounds import adviser, plain_round, random_round, request

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))
from dispatch_instances import plain_round as generated_round


def _shuffled(instance: Instance, seed: int) -> Instance:
    draw = random.Random(seed)
    wishes = instance.wishes
    return replace(
        instance,
        advisers=tuple(draw.sample(instance.advisers, len(instance.advisers))),
        requests=tuple(draw.sample(instance.requests, len(instance.requests))),
        wishes=replace(
            wishes,
            incumbent=dict(
                draw.sample(sorted(wishes.incumbent.items()), len(wishes.incumbent))
            ),
        ),
    )


@pytest.mark.parametrize("make", [plain_round, lambda: random_round(12)])
def test_a_hundred_orders_give_one_digest(make: object) -> None:
    instance = make()  # type: ignore[operator]
    digests = {solve(_shuffled(instance, seed)).digest for seed in range(50)}

    assert len(digests) == 1


def test_another_round_has_another_digest() -> None:
    instance = plain_round()
    other = replace(instance, first_month="2027-04")

    assert solve(instance).digest != solve(other).digest


def test_ten_bans_move_ten() -> None:
    before = generated_round(30, 200, seed=5, minimum=2)
    before = replace(before, rules=replace(before.rules, tolerance_ppm=2_000))
    first = solve(before)
    sent = sorted(first.assignments.items())
    bans = {(one, who[0]) for one, who in random.Random(1).sample(sent, 10)}
    wishes = Wishes(bans=frozenset(bans), incumbent=first.assignments)

    again = solve(replace(before, wishes=wishes))

    assert set(again.moved) == bans
    assert again.value >= first.value * (1 - 2 * 2_000 / 1_000_000)


def test_without_the_second_pass_more_would_move() -> None:
    """The control: the best value alone moves more people than were banned."""
    before = generated_round(30, 200, seed=5, minimum=2)
    rules = replace(before.rules, tolerance_ppm=0)
    first = solve(before)
    sent = sorted(first.assignments.items())
    bans = {(one, who[0]) for one, who in random.Random(1).sample(sent, 10)}
    wishes = Wishes(bans=frozenset(bans), incumbent=first.assignments)

    again = solve(replace(before, wishes=wishes, rules=rules))

    assert len(again.moved) > len(bans)


def test_who_was_notified_stays_whatever_it_costs() -> None:
    instance = plain_round()
    stages = {"r0": Stage.NOTIFIED}
    named = replace(instance.requests[0], nominations=("near",))
    instance = replace(
        instance,
        requests=(named, *instance.requests[1:]),
        wishes=Wishes(incumbent={"r0": ("far",)}, stages=stages),
    )

    assert solve(instance).assignments["r0"] == ("far",)
    loose = replace(instance, wishes=Wishes())
    assert solve(loose).assignments["r0"] == ("near",)


@pytest.mark.parametrize("seed", range(40))
def test_tables_and_single_pairs_say_the_same(seed: int) -> None:
    instance = canonical(random_round(seed))
    problem = problem_of(instance)
    pairs = {
        (instance.requests[r].id, instance.advisers[a].id): (int(w), int(c))
        for r, a, w, c in zip(
            problem.request, problem.adviser, problem.worth, problem.cost, strict=True
        )
    }

    expected = {}
    for one in instance.requests:
        for who in instance.advisers:
            if not reasons_against(instance, one, who):
                found = worth(instance.rules, one, who)
                expected[one.id, who.id] = (found.points, found.cost)
    assert pairs == expected


def test_each_bar_is_told_by_its_reason() -> None:
    one = request(
        "r",
        body="town",
        half_days=4,
        months=frozenset({"2027-04"}),
        needed_sides=frozenset({"s9"}),
        language="en",
        vendors=frozenset({"v"}),
        earlier=frozenset({"a"}),
    )
    who = adviser(
        "a",
        capacity=2,
        fields=frozenset({"other"}),
        sides=frozenset({"other"}),
        months=frozenset({"2027-05"}),
        employers=frozenset({"town"}),
        vendors=frozenset({"v"}),
    )
    wishes = Wishes(bans=frozenset({("r", "a")}))
    instance = Instance(
        advisers=(who,), requests=(one,), rules=read_rules(""), wishes=wishes
    )

    (found,) = exclusions(instance)

    assert [why.code for why in found.reasons] == [
        "matching.half_days_short",
        "matching.own_employer",
        "matching.declared_vendor",
        "matching.same_project_this_year",
        "matching.no_month",
        "matching.side_missing",
        "matching.language_missing",
        "matching.nothing_fits",
        "matching.banned",
    ]


def test_a_budget_of_nothing_serves_nobody_and_says_so() -> None:
    rules = read_rules("[budget]\nyen = 0")

    found = solve(replace(plain_round(), rules=rules))

    assert found.assignments == {}
    assert Counter(one.reason.code for one in found.unserved) == {
        "matching.budget_used": 5
    }


def test_a_field_that_nobody_knows_is_said() -> None:
    instance = plain_round()
    strange = request("r9", fields=frozenset({"f9"}), sides=frozenset())
    instance = replace(instance, requests=(*instance.requests, strange))

    told = {one.request_id: one.reason for one in solve(instance).unserved}

    assert told["r9"].code == "matching.no_adviser_for_field"
    assert told["r9"].values == {"field": "f9"}


def test_flow_and_program_find_the_same_value() -> None:
    instance = generated_round(8, 40, seed=3, minimum=1)
    free = replace(instance.rules, budget=10**12)
    twice = tuple(
        replace(one, half_days=2 + (k == 0)) for k, one in enumerate(instance.requests)
    )

    by_flow = solve(replace(instance, rules=free))
    by_program = solve(replace(instance, rules=free, requests=twice))

    assert by_flow.method == "flow"
    assert by_program.method != "flow"
    assert np.isclose(by_flow.value, by_program.value, rtol=0.01)
