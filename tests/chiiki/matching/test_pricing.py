"""The price of a wish is what the best answer would gain without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiiki.matching import Wishes
from chiiki.matching.pricing import prices_of_wishes
from dispatch_rounds import best_value, plain_round, random_round


def test_a_pin_on_the_far_one_costs_what_the_near_one_is_worth_more() -> None:
    instance = plain_round()
    pinned = replace(instance, wishes=Wishes(pins=frozenset({("r0", "far")})))

    free = best_value(instance)
    held = best_value(pinned)
    (price,) = prices_of_wishes(pinned)

    assert free is not None
    assert held is not None
    assert (price.value_with, price.value_without) == (held, free)
    assert price.loss == free - held


@pytest.mark.parametrize("seed", [0, 4, 9, 15])
def test_each_ban_is_left_out_alone(seed: int) -> None:
    instance = random_round(seed)
    pairs = [(r.id, a.id) for r in instance.requests for a in instance.advisers][:2]
    banned = replace(instance, wishes=Wishes(bans=frozenset(pairs)))
    if best_value(banned) is None:
        return

    for price in prices_of_wishes(banned):
        left = frozenset(pairs) - {price.pair}
        alone = replace(instance, wishes=Wishes(bans=left))
        assert price.value_without == best_value(alone)
        assert price.loss >= 0


def test_wishes_that_cannot_hold_have_no_price() -> None:
    three = frozenset((f"r{k}", "near") for k in range(3))  # a day too many
    instance = replace(plain_round(), wishes=Wishes(pins=three))

    assert list(prices_of_wishes(instance)) == []
