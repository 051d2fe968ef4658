"""What each wish costs: the best value with it, and without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chiiki.matching.canonical import canonical, problem_of
from chiiki.matching.model import Instance, Wishes
from chiiki.matching.solve import solve_problem

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishPrice:
    """A pin or a ban of a request and an adviser, and the best values of the round."""

    kind: str
    pair: Pair
    value_with: int
    value_without: int

    @property
    def loss(self) -> int:
        """Points that the whole would gain without the wish."""
        return self.value_without - self.value_with


def prices_of_wishes(instance: Instance) -> Iterator[WishPrice]:
    """Yield the price of each pin and ban, each left out alone; nothing where none holds.

    Where the search is not exact, so is the price: two answers within the gap of either.
    """
    instance = canonical(instance)
    value_with = _best_value(instance)
    if value_with is None:
        return
    wishes = instance.wishes
    for kind, pairs in (("pin", wishes.pins), ("ban", wishes.bans)):
        for pair in sorted(pairs):
            value = _best_value(_without(instance, kind, pair))
            if value is not None:
                yield WishPrice(
                    kind=kind, pair=pair, value_with=value_with, value_without=value
                )


def _without(instance: Instance, kind: str, pair: Pair) -> Instance:
    wishes: Wishes = instance.wishes
    if kind == "pin":
        left = replace(wishes, pins=wishes.pins - {pair})
    else:
        left = replace(wishes, bans=wishes.bans - {pair})
    return replace(instance, wishes=left)


def _best_value(instance: Instance) -> int | None:
    problem = problem_of(instance)
    best = solve_problem(problem, instance.rules.search)
    return None if best is None else problem.value(best.chosen)
