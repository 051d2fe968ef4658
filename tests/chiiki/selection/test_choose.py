"""Proposals are taken by their points while the budget lasts, and each says why."""

import sys
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import selection
from chiiki.errors import EngineError
from chiiki.selection import Proposal, choose

choosing = sys.modules[selection.choose.__module__]


def _one(id, points, amount, reviews=2, expected=2):
    return Proposal(
        id=id,
        points=None if points is None else Fraction(points),
        amount=amount,
        reviews=reviews,
        expected_reviews=expected,
    )


def _told(found):
    return [(line.rank, line.proposal.id, line.chosen) for line in found.lines]


def test_points_decide_and_the_money_is_counted_down():
    found = choose([_one("b", 70, 30), _one("a", 60, 20), _one("c", 80, 45)], 100)

    assert _told(found) == [(1, "c", True), (2, "b", True), (3, "a", True)]
    assert [line.budget_left for line in found.lines] == [55, 25, 5]
    assert [dict(line.reason.values) for line in found.lines] == [
        {"left": 55},
        {"left": 25},
        {"left": 5},
    ]
    assert found.total == 95


def test_the_budget_can_be_used_to_the_last_yen():
    found = choose([_one("a", 9, 60), _one("b", 8, 40)], 100)

    assert found.total == 100
    assert all(line.chosen for line in found.lines)


def test_one_yen_too_many_is_passed_over_and_the_next_is_tried():
    found = choose([_one("a", 9, 60), _one("b", 8, 41), _one("c", 7, 40)], 100)

    assert _told(found) == [(1, "a", True), (2, "b", False), (3, "c", True)]
    passed = found.lines[1].reason
    assert (passed.code, passed.values) == ("selection.over_budget", {"short_by": 1})


def test_equal_points_share_a_rank_and_the_next_rank_is_left_out():
    rows = [_one("d", 7, 1), _one("c", 8, 1), _one("b", 8, 1), _one("a", 8, 1)]

    found = choose([*rows, _one("e", 9, 1)], 100)

    assert [(line.rank, line.proposal.id) for line in found.lines] == [
        (1, "e"),
        (2, "a"),
        (2, "b"),
        (2, "c"),
        (5, "d"),
    ]


def test_the_last_money_among_equals_goes_by_id_and_the_shared_rank_shows_it():
    found = choose([_one("2", 8, 60), _one("1", 8, 60)], 100)

    assert _told(found) == [(1, "1", True), (1, "2", False)]


@pytest.mark.parametrize(
    ("points", "chosen"), [("60", True), ("179/3", False), ("181/3", True)]
)
def test_the_minimum_itself_is_enough(points, chosen):
    found = choose([_one("a", points, 10)], 100, minimum_points=Fraction(60))

    assert _told(found) == [(1, "a", chosen)]


def test_points_just_under_the_minimum_also_read_so():
    found = choose(
        [_one("a", Fraction(59_999, 1000), 10)], 100, minimum_points=Fraction(60)
    )

    why = found.lines[0].reason
    assert why.code == "selection.below_minimum"
    assert why.values == {"points": 59.99, "minimum": 60}


@pytest.mark.parametrize(
    ("points", "reviews", "expected"),
    [(90, 1, 2), (None, 0, 2), (None, 2, 2), (90, 0, 0), (None, 0, 0)],
)
def test_a_proposal_without_all_its_reviews_has_no_rank(points, reviews, expected):
    late = _one("a", points, 10, reviews, expected)

    found = choose([late, _one("b", 50, 10)], 100)

    assert _told(found) == [(1, "b", True), (None, "a", False)]
    why = found.lines[1].reason
    assert why.code == "selection.reviews_missing"
    assert why.values == {"reviews": reviews, "expected": expected}


def test_one_review_more_than_expected_does_no_harm():
    assert choose([_one("a", 90, 10, 3, 2)], 100).lines[0].chosen


def test_proposals_without_reviews_stand_last_by_id():
    rows = [_one("c", None, 1), _one("a", 99, 1, 0, 1), _one("b", 1, 1)]

    assert [line.proposal.id for line in choose(rows, 100).lines] == ["b", "a", "c"]


@pytest.mark.parametrize("budget", [0, -5])
def test_where_there_is_no_money_nobody_is_chosen(budget):
    found = choose([_one("a", 9, 1)], budget)

    assert (found.total, found.lines[0].chosen) == (0, False)


def test_more_money_can_pass_over_one_that_less_money_took():
    rows = [_one("a", 9, 60), _one("b", 8, 50), _one("c", 7, 40)]

    assert [line.chosen for line in choose(rows, 100).lines] == [True, False, True]
    assert [line.chosen for line in choose(rows, 110).lines] == [True, True, False]


def test_no_proposals_are_no_selection():
    assert choose([], 100) == selection.Selection(lines=(), total=0)


PROPOSALS = st.lists(
    st.builds(
        _one,
        id=st.text("abcd", min_size=1, max_size=3),
        points=st.none() | st.integers(0, 6),
        amount=st.integers(0, 30),
        reviews=st.integers(0, 3),
        expected=st.integers(0, 2),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
BUDGETS = st.integers(0, 100)
MINIMUM = st.none() | st.fractions(0, 6, max_denominator=2)


@given(PROPOSALS, BUDGETS, MINIMUM)
def test_of_all_sets_within_the_budget_it_is_the_first_by_rank(rows, budget, minimum):
    """Judged by every set of proposals: the first that a reader of the ranking meets
    who prefers a yes higher up to any number of yeses further down."""
    ready = [
        one
        for one in rows
        if one.points is not None and 0 < one.reviews >= one.expected_reviews
    ]
    ready.sort(key=lambda one: one.id)
    ready.sort(key=lambda one: one.points, reverse=True)
    best = max(
        marks
        for marks in product([False, True], repeat=len(ready))
        if sum(one.amount for one, mark in zip(ready, marks, strict=True) if mark)
        <= budget
        and not any(
            mark and minimum is not None and one.points < minimum
            for one, mark in zip(ready, marks, strict=True)
        )
    )

    found = choose(rows, budget, minimum_points=minimum)

    ranked = found.lines[: len(ready)]
    assert [line.proposal for line in ranked] == ready
    assert tuple(line.chosen for line in ranked) == best
    for line in ranked:
        better = sum(one.points > line.proposal.points for one in ready)
        assert line.rank == 1 + better
    assert {line.rank for line in found.lines[len(ready) :]} <= {None}


@given(PROPOSALS, BUDGETS, MINIMUM)
def test_the_sums_hold_and_every_line_says_why(rows, budget, minimum):
    found = choose(rows, budget, minimum_points=minimum)

    assert sorted(line.proposal.id for line in found.lines) == sorted(
        one.id for one in rows
    )
    left = budget
    for line in found.lines:
        left -= line.proposal.amount * line.chosen
        assert line.budget_left == left >= 0
        assert line.chosen == (line.reason.code == "selection.within_budget")
        if line.reason.code == "selection.over_budget":
            assert line.reason.values["short_by"] == line.proposal.amount - left > 0
    assert found.total == budget - left


@given(PROPOSALS, BUDGETS, MINIMUM, st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(rows, budget, minimum, random):
    mixed = random.sample(rows, len(rows))

    assert choose(rows, budget, minimum_points=minimum) == choose(
        mixed, budget, minimum_points=minimum
    )


TWICE = [_one("a", 9, 40), _one("a", 9, 40)]
BELOW_ZERO = [_one("a", 9, -50), _one("b", 8, 150)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (TWICE, "selection.proposal_twice"),
        (BELOW_ZERO, "selection.amount_below_zero"),
    ],
)
def test_it_refuses_misuse(rows, code):
    with pytest.raises(EngineError) as refused:
        choose(rows, 100)

    assert refused.value.code == code


def test_without_the_guard_one_proposal_takes_the_money_twice(monkeypatch):
    monkeypatch.setattr(choosing, "_check", lambda proposals: None)

    assert choose(TWICE, 100).total == 80


def test_without_the_guard_an_amount_below_zero_makes_money(monkeypatch):
    monkeypatch.setattr(choosing, "_check", lambda proposals: None)

    assert choose(BELOW_ZERO, 100).lines[1].chosen
