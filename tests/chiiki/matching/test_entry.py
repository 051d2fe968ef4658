"""What is no round is refused, and what cannot all hold is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiiki.errors import EngineError
from chiiki.matching import Contradiction, Wishes, read_rules, solve
from dispatch_rounds import adviser, plain_round, request

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
