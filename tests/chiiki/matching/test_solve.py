"""A round is matched: the same digest in any order, as few moves as can be, no half answer."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.matching import (
    Contradiction,
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
from chiiki.matching.worker import Worker
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


BAD = {
    "matching.no_advisers": {"advisers": ()},
    "matching.no_requests": {"requests": ()},
    "matching.adviser_twice": {"advisers": (adviser("a"), adviser("a"))},
    "matching.request_twice": {"requests": (request("r"), request("r"))},
    "matching.adviser_below_zero": {"advisers": (adviser("a", capacity=-1),)},
    "matching.unknown_fee_class": {"advisers": (adviser("a", fee_class="x"),)},
    "matching.no_days_asked": {"requests": (request("r", half_days=0),)},
    "matching.too_many_days": {"requests": (request("r", half_days=7),)},
    "matching.too_many_hours": {"requests": (request("r", hours=11),)},
    "matching.team_out_of_range": {"requests": (request("r", team=9),)},
    "matching.too_many_nominations": {
        "requests": (request("r", nominations=("near", "far", "near", "far")),)
    },
    "matching.unknown_adviser": {"requests": (request("r", nominations=("x",)),)},
    "matching.unknown_request": {"wishes": Wishes(bans=frozenset({("x", "near")}))},
    "matching.months_are_past": {
        "requests": (request("r", months=frozenset({"2027-04"})),),
        "first_month": "2027-05",
    },
}


@pytest.mark.parametrize("code", BAD)
def test_what_is_no_round_is_refused(code: str) -> None:
    with pytest.raises(EngineError) as refused:
        solve(replace(plain_round(), **BAD[code]))  # type: ignore[arg-type]

    assert refused.value.code == code


def test_a_pin_against_a_ban_is_told_with_both() -> None:
    pair = frozenset({("r0", "near")})
    instance = replace(plain_round(), wishes=Wishes(pins=pair, bans=pair))

    with pytest.raises(Contradiction) as refused:
        solve(instance)

    codes = [one.code for one in refused.value.reasons]
    assert codes == ["matching.pinned", "matching.banned"]


def test_the_smallest_set_that_cannot_hold_is_named() -> None:
    """Three pins for two places; a fourth pin, a minimum and a ban have no part in it."""
    instance = plain_round()
    pins = {("r0", "near"), ("r1", "near"), ("r2", "near"), ("r3", "far")}
    wishes = Wishes(pins=frozenset(pins), bans=frozenset({("r4", "far")}))
    far = replace(instance.advisers[1], minimum=1)
    instance = replace(instance, wishes=wishes, advisers=(instance.advisers[0], far))

    with pytest.raises(Contradiction) as refused:
        solve(instance)

    told = [(one.code, one.values.get("request")) for one in refused.value.reasons]
    assert sorted(told, key=str) == [
        ("matching.capacity_set", None),
        ("matching.pinned", "r0"),
        ("matching.pinned", "r1"),
        ("matching.pinned", "r2"),
    ]


def test_a_floor_against_the_budget_is_named() -> None:
    rules = read_rules("[budget]\nyen = 1_000\n[floors]\nisland = 500")
    island = request("r9", groups=frozenset({"island"}))
    instance = replace(plain_round(), rules=rules)
    instance = replace(instance, requests=(*instance.requests, island))

    with pytest.raises(Contradiction) as refused:
        solve(instance)

    codes = [one.code for one in refused.value.reasons]
    assert codes == ["matching.floor_set", "matching.budget_set"]


def test_a_solver_that_crashes_is_an_error_and_the_next_call_works() -> None:
    worker = Worker("test")

    with pytest.raises(EngineError) as refused:
        worker.ask("os:abort")

    assert refused.value.code == "matching.solver_crashed"
    assert worker.ask("math:gcd", 12, 18) == 6
    worker.close()


def test_a_solver_that_hangs_is_ended() -> None:
    worker = Worker("test")

    with pytest.raises(EngineError) as refused:
        worker.ask("time:sleep", 60, seconds=0.5)

    assert refused.value.code == "matching.solver_out_of_time"
    worker.close()


def test_the_parent_loads_no_solver() -> None:
    """Together in one process they crash; each has a process of its own."""
    program = (
        "import sys, chiiki.matching;"
        "print(sorted({'ortools', 'highspy'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


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
