"""What would raise a rank, and what moved between two editions."""

import numpy as np
import pytest

import index_samples as made
from chiiki.errors import EngineError
from chiiki.indices import build_index, movement, what_would_raise

FIGURES = np.random.default_rng(3).integers(1, 99, (9, 3)).astype(float)


def last(index):
    return index.panel.units[int(np.argmax(index.ranks()))]


def test_with_the_figure_that_is_named_the_rank_is_reached_and_not_a_little_before():
    index = build_index(made.flat(3), made.panel(FIGURES))
    unit = last(index)
    row = index.panel.units.index(unit)
    reachable = [
        one for one in what_would_raise(index, unit, 8) if one.wanted is not None
    ]
    assert reachable
    for one in reachable:
        for value, is_there in ((one.wanted, True), (one.wanted - 1e-6, False)):
            panel = index.panel.with_value(unit, one.indicator, value)
            rank = build_index(index.specification, panel).ranks()[row]
            assert bool(rank <= 8) is is_there


def test_where_the_best_figure_is_not_enough_none_is_named():
    index = build_index(made.flat(3), made.panel(FIGURES))
    found = what_would_raise(index, last(index), 1)
    assert {one.wanted for one in found} == {None}
    assert all(one.best > 1 for one in found)


@pytest.mark.parametrize(
    ("unit", "rank", "code"),
    [("nobody", 1, "indices.no_unit"), ("u0", 99, "indices.rank")],
)
def test_what_cannot_be_asked_is_refused(unit, rank, code):
    index = build_index(made.flat(3), made.panel(FIGURES))
    with pytest.raises(EngineError, match=code):
        what_would_raise(index, unit, rank)


def test_where_only_the_others_move_nothing_is_the_units_own_doing():
    before = build_index(made.flat(3), made.panel(FIGURES))
    figures = FIGURES.copy()
    figures[1:] += [[5, 0, 9]]
    figures[2] *= 2
    found = movement(before, build_index(made.flat(3), made.panel(figures)), "u0")
    assert found.own == 0
    assert found.panel == pytest.approx(found.after - found.before)


def test_where_only_the_unit_moves_all_is_its_own_doing():
    before = build_index(made.flat(3), made.panel(FIGURES))
    after = build_index(made.flat(3), before.panel.with_value("u0", "x1", 300))
    found = movement(before, after, "u0")
    assert found.panel == pytest.approx(0, abs=1e-12)
    assert found.own == pytest.approx(found.after - found.before)


def test_the_parts_add_up():
    before = build_index(made.flat(3), made.panel(FIGURES))
    after = build_index(made.flat(3), made.panel(FIGURES[::-1][:7] + 3))
    found = movement(before, after, "u4")
    assert found.own + found.panel == pytest.approx(found.after - found.before)
