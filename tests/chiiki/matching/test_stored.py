"""A round and its proposal survive being kept as JSON, bit for bit."""

from __future__ import annotations

import json

import pytest

from chiiki.matching import check_proposal, solve
from chiiki.matching.canonical import canonical
from chiiki.matching.model import Contradiction
from chiiki.matching.stored import (
    instance_from_plain,
    instance_to_plain,
    proposal_from_plain,
    proposal_to_plain,
)
from dispatch_rounds import plain_round, random_round, with_incumbent


def _kept(content: object) -> dict[str, object]:
    found = json.loads(json.dumps(content, ensure_ascii=False))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_a_round_comes_back_as_it_was(seed: int) -> None:
    instance = with_incumbent(random_round(seed), {"r0": ("a0",)}, seed=seed)
    kept = _kept(instance_to_plain(instance))

    assert instance_from_plain(kept) == canonical(instance)


@pytest.mark.parametrize("seed", range(12))
def test_a_kept_proposal_passes_the_checker_and_is_found_again(seed: int) -> None:
    instance = random_round(seed)
    try:
        found = solve(instance)
    except Contradiction:
        return
    kept = proposal_from_plain(_kept(proposal_to_plain(found)))
    again = instance_from_plain(_kept(instance_to_plain(instance)))

    assert kept == found
    assert check_proposal(again, kept) == ()
    assert solve(again).digest == found.digest


def test_control_a_figure_changed_in_the_store_is_seen_by_the_checker() -> None:
    instance = plain_round()
    kept = _kept(proposal_to_plain(solve(instance)))
    kept["cost"] = int(str(kept["cost"])) + 1

    faults = check_proposal(instance, proposal_from_plain(kept))

    assert [one.code for one in faults] == ["matching.fault_cost"]
