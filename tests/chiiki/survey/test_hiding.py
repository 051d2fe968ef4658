"""What a reader could reckon back of small cells, tried with every table that fits."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import Hidden, hide_cells, hide_lines

SMALLEST = 3


def _possible_lines(rows, ticked, hidden):
    """For each hidden line every count that fits what is shown and the whole."""
    total = sum(ticked)
    ranges = [
        range(n + 1) if mark else [count]
        for n, count, mark in zip(rows, ticked, hidden, strict=True)
    ]
    fitting = [one for one in product(*ranges) if sum(one) == total]
    return [{one[at] for one in fitting} for at in range(len(rows))]


def _all_or_none(rows, ticked, hidden):
    of = sum(n for n, mark in zip(rows, hidden, strict=True) if mark)
    counted = sum(n for n, mark in zip(ticked, hidden, strict=True) if mark)
    return counted in {0, of}


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_line_follows_from_the_others_and_the_whole(seed):
    chance = random.Random(seed)
    rows = [chance.randint(0, 5) for _line in range(chance.randint(2, 5))]
    ticked = [chance.randint(0, n) for n in rows]
    hidden = [mark != Hidden.NO for mark in hide_lines(rows, SMALLEST)]
    if _all_or_none(rows, ticked, hidden) or all(hidden):
        return
    for n, values, mark in zip(
        rows, _possible_lines(rows, ticked, hidden), hidden, strict=True
    ):
        assert not (mark and n) or len(values) > 1


def test_without_the_lines_beside_it_a_hidden_line_would_follow():
    rows, ticked = [2, 9, 8], [1, 4, 5]
    only_few = [n < SMALLEST for n in rows]
    assert _possible_lines(rows, ticked, only_few)[0] == {1}
    hidden = [mark != Hidden.NO for mark in hide_lines(rows, SMALLEST)]
    assert len(_possible_lines(rows, ticked, hidden)[0]) > 1


def test_two_small_lines_need_no_third_where_they_are_enough_together():
    assert hide_lines([2, 2, 9], 3) == (Hidden.FEW, Hidden.FEW, Hidden.NO)


def test_two_small_lines_that_are_too_few_together_take_the_next_along():
    assert hide_lines([1, 1, 9, 7], 3) == (
        Hidden.FEW,
        Hidden.FEW,
        Hidden.NO,
        Hidden.BESIDE,
    )


def test_a_line_of_nobody_hides_nobody():
    assert hide_lines([0, 9, 7], 3) == (Hidden.FEW, Hidden.NO, Hidden.NO)


def test_a_smallest_cell_below_one_is_refused():
    with pytest.raises(EngineError, match="smallest_cell_below_one"):
        hide_lines([3], 0)


def _possible_cells(rows, ticked, hidden):
    ranges = [
        range(n + 1) if mark else [count]
        for n, count, mark in zip(
            rows.ravel(), ticked.ravel(), hidden.ravel(), strict=True
        )
    ]
    found = [set() for _cell in ranges]
    for one in product(*ranges):
        table = np.array(one).reshape(rows.shape)
        same = (table.sum(axis=0) == ticked.sum(axis=0)).all()
        if same and (table.sum(axis=1) == ticked.sum(axis=1)).all():
            for at, value in enumerate(one):
                found[at].add(value)
    return np.array([len(values) for values in found]).reshape(rows.shape)


def _hidden_cells(rows, ticked):
    found = hide_cells(rows.tolist(), ticked.tolist(), rows.tolist(), SMALLEST)
    return np.array([[mark != Hidden.NO for mark in line] for line in found])


@pytest.mark.parametrize("seed", range(25))
def test_no_hidden_cell_follows_from_the_others_and_the_totals(seed):
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, 5, (3, 3))
    ticked = chance.integers(0, rows + 1)
    hidden = _hidden_cells(rows, ticked)
    if hidden.all():
        return
    number = _possible_cells(rows, ticked, hidden)
    for row, column in np.argwhere(hidden & (rows > 0)):
        groups = [
            (rows[row], ticked[row], hidden[row]),
            (rows[:, column], ticked[:, column], hidden[:, column]),
        ]
        if not any(_all_or_none(*group) for group in groups):
            assert number[row, column] > 1


def test_a_bridge_between_two_rings_is_seen():
    """Two or more hidden in every row and column, and yet one cell follows."""
    ring = np.array(
        [
            [1, 1, 0, 0],
            [1, 1, 1, 0],
            [0, 0, 1, 1],
            [0, 0, 1, 1],
        ]
    )
    rows = np.where(ring == 1, 2, 9)
    ticked = np.where(ring == 1, 1, 4)
    left, whole = ring == 1, np.array(_hidden_cells(rows, ticked))
    assert left[1].sum() >= 2
    assert left[:, 2].sum() >= 2
    # the cell (1, 2) is rows 0 and 1 less columns 0 and 1
    assert left[:2].sum() - left[:, :2].sum() == 1
    assert whole.sum() > left.sum()
