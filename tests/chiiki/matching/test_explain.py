"""Why this adviser and not that one; and the smallest set of wishes that cannot all hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiiki.errors import EngineError
from chiiki.matching import Contradiction, Proposal, Wishes, read_rules, solve
from chiiki.matching.canonical import canonical
from chiiki.matching.conflict import contradiction_of, limits_of
from chiiki.matching.explain import explain
from dispatch_rounds import (
    adviser,
    best_value,
    plain_round,
    random_round,
    request,
)


def _sent_to(proposal: Proposal, adviser_id: str) -> str:
    sent = proposal.assignments.items()
    return next(one for one, who in sent if who == (adviser_id,))


def test_the_parts_of_whoever_goes_are_told() -> None:
    instance = plain_round()
    proposal = solve(instance)
    found = explain(instance, proposal, _sent_to(proposal, "far"), forced=False)

    (part,) = found.sent
    assert part.worth.parts == {"field": 10_000, "side": 10_000, "place": 0}
    assert part.adviser_id == "far"


def test_who_is_needed_elsewhere_is_told_with_the_loss() -> None:
    instance = plain_round()
    proposal = solve(instance)
    found = explain(instance, proposal, _sent_to(proposal, "far"))

    (other,) = found.others
    assert other.adviser_id == "near"
    assert other.reason.code == "matching.dearer"
    assert other.loss == 0  # who changes places is as well served


def test_a_forced_loss_is_the_value_of_the_round_with_that_pin() -> None:
    for seed in range(25):
        instance = random_round(seed)
        if best_value(instance) is None:
            continue
        proposal = solve(instance)
        for one in sorted(proposal.assignments):
            for other in explain(instance, proposal, one).others:
                if instance.requests[int(one[1])].team > 1:
                    continue
                pins = {p for p in instance.wishes.pins if p[0] != one}
                wishes = replace(
                    instance.wishes, pins=frozenset({*pins, (one, other.adviser_id)})
                )
                value = best_value(replace(instance, wishes=wishes))
                expected = None if value is None else proposal.value - value
                assert other.loss == expected


def test_who_does_as_well_and_is_needed_nowhere_else_is_told_so() -> None:
    instance = plain_round()
    twin = replace(instance.advisers[0], id="twin")
    instance = replace(
        instance,
        advisers=(instance.advisers[0], twin),
        requests=instance.requests[:1],
    )
    (other,) = explain(instance, solve(instance), "r0").others

    assert other.reason.code == "matching.as_good"
    assert other.loss == 0


def test_a_place_that_a_wish_holds_is_told_as_the_ground() -> None:
    instance = plain_round()
    wishes = Wishes(pins=frozenset({("r0", "far")}))
    instance = replace(instance, requests=instance.requests[:1], wishes=wishes)
    (other,) = explain(instance, solve(instance), "r0").others

    assert other.adviser_id == "near"
    assert other.reason.code == "matching.another_fixed"


def test_who_fits_less_is_told_so() -> None:
    instance = plain_round()
    poor = adviser("poor", fields=frozenset({"f2"}), sides=frozenset({"s1"}))
    instance = replace(
        instance, advisers=(*instance.advisers, poor), requests=instance.requests[:1]
    )
    found = explain(instance, solve(instance), "r0")

    told = {one.adviser_id: one.reason.code for one in found.others}
    assert told["poor"] == "matching.fits_less"


def test_the_barred_are_told_with_their_reasons() -> None:
    instance = plain_round()
    own = replace(instance.advisers[1], employers=frozenset({"body of r0"}))
    instance = replace(instance, advisers=(instance.advisers[0], own))

    found = explain(instance, solve(instance), "r0", forced=False)

    ((who, why),) = found.barred
    assert (who, [one.code for one in why]) == ("far", ["matching.own_employer"])


def test_a_limit_that_binds_has_a_price() -> None:
    instance = replace(plain_round(), rules=read_rules("[budget]\nyen = 100_000"))
    proposal = solve(instance)

    assert proposal.binding[0].limit == "budget"
    assert proposal.binding[0].price > 0
    assert explain(instance, proposal, "r0", forced=False).binding


def test_an_unknown_request_is_refused() -> None:
    instance = plain_round()

    with pytest.raises(EngineError) as refused:
        explain(instance, solve(instance), "x")

    assert refused.value.code == "matching.unknown_request"


def test_no_wish_of_a_contradiction_can_be_left_out() -> None:
    """Against every answer: the set alone cannot hold, and without any one of it can."""
    seen = 0
    for seed in range(160):
        instance = canonical(random_round(seed))
        if best_value(instance) is not None:
            continue
        try:
            solve(instance)
        except Contradiction as clash:
            if clash.reasons != contradiction_of(instance).reasons:
                continue  # told before anything was solved
            limits = limits_of(instance)
            core = [one for one in limits if one.reason in clash.reasons]
            assert best_value(_lifted(instance, limits, core)) is None
            for one in core:
                without = [other for other in core if other is not one]
                assert best_value(_lifted(instance, limits, without)) is not None
            seen += 1
    assert seen > 5


def _lifted(instance, limits, kept):  # type: ignore[no-untyped-def]
    for one in limits:
        if one not in kept:
            instance = one.lift(instance)
    return instance


def test_a_team_that_cannot_be_made_is_told() -> None:
    team = request("t", team=2, needed_sides=frozenset({"s1"}), body="far's")
    far = adviser("far", employers=frozenset({"far's"}))
    instance = replace(plain_round(), requests=(team,), advisers=(adviser("near"), far))

    (told,) = solve(instance).unserved

    assert told.reason.code == "matching.team_too_small"
    assert told.reason.values == {"eligible": 1, "team": 2}


def test_nobody_eligible_is_told_by_kind() -> None:
    instance = replace(
        plain_round(), wishes=Wishes(bans=frozenset({("r0", "near"), ("r0", "far")}))
    )

    told = {one.request_id: one.reason for one in solve(instance).unserved}

    assert told["r0"].code == "matching.nobody_eligible"
    assert told["r0"].values["banned"] == 2
