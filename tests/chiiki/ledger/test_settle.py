"""The amount that is fixed is the smaller of the grant and what was eligibly spent."""

import sys
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import ledger
from chiiki.errors import EngineError
from chiiki.ledger import SpendingItem, model, settle
from chiiki.periods import Period

# The room; the name in the house is its verb.
settling = sys.modules[ledger.settle.__module__]
YEAR = Period(date(2026, 4, 1), date(2027, 4, 1))
HEADS = {"people", "system"}


def _item(id="1", **changes):
    usual = {
        "head": "system",
        "amount": 80,
        "paid_on": date(2026, 9, 1),
        "has_evidence": True,
    }
    return SpendingItem(id=id, **(usual | changes))


def _settle(granted, *items):
    return settle(granted, items, heads=HEADS, period=YEAR)


@pytest.mark.parametrize(
    ("granted", "spent", "fixed"),
    [(100, 80, 80), (80, 80, 80), (79, 80, 79), (1, 80, 1)],
)
def test_the_smaller_of_grant_and_spending_is_fixed(granted, spent, fixed):
    found = _settle(granted, _item(amount=spent))

    assert (found.fixed_amount, found.eligible) == (fixed, spent)


def test_where_nothing_was_spent_nothing_is_fixed():
    found = _settle(100)

    assert (found.fixed_amount, found.eligible, found.ineligible) == (0, 0, ())


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"head": "travel"}, ["ledger.head_not_granted"]),
        ({"paid_on": date(2026, 3, 31)}, ["ledger.paid_outside_period"]),
        ({"paid_on": date(2026, 4, 1)}, []),
        ({"paid_on": date(2027, 3, 31)}, []),
        ({"paid_on": date(2027, 4, 1)}, ["ledger.paid_outside_period"]),
        ({"has_evidence": False}, ["ledger.no_evidence"]),
        (
            {"head": "", "paid_on": date(2030, 1, 1), "has_evidence": False},
            [
                "ledger.head_not_granted",
                "ledger.paid_outside_period",
                "ledger.no_evidence",
            ],
        ),
    ],
)
def test_a_payment_that_does_not_count_says_every_reason(changes, codes):
    found = _settle(100, _item(**changes))

    told = [reason.code for one in found.ineligible for reason in one.reasons]
    assert told == codes
    assert found.fixed_amount == (0 if codes else 80)


def test_the_steps_are_silent_on_what_does_not_count_where_all_counts():
    codes = [one.code for one in _settle(100, _item()).steps]
    assert "ledger.not_eligible" not in codes


def test_the_steps_tell_the_whole_arithmetic():
    found = _settle(
        100, _item("1"), _item("2", amount=50), _item("3", has_evidence=False)
    )

    assert [(step.code, dict(step.values)) for step in found.steps] == [
        ("ledger.spent", {"amount": 210}),
        ("ledger.not_eligible", {"amount": 80, "lines": 1}),
        ("ledger.eligible", {"amount": 130}),
        ("ledger.granted", {"amount": 100}),
        ("ledger.fixed", {"amount": 100}),
    ]


ITEMS = st.lists(
    st.builds(
        _item,
        id=st.integers(1, 99).map(str),
        head=st.sampled_from(["people", "system", "travel"]),
        amount=st.integers(1, 60),
        paid_on=st.dates(date(2026, 2, 1), date(2027, 5, 31)),
        has_evidence=st.booleans(),
    ),
    max_size=7,
    unique_by=lambda item: item.id,
)
GRANTS = st.integers(1, 200)


@given(GRANTS, ITEMS)
def test_no_larger_sum_of_good_payments_lies_within_the_grant(granted, items):
    """Judged by every set of payments: what good payments can show, up to the grant."""
    days = {item.id: (item.paid_on - YEAR.start).days for item in items}
    chosen = chain.from_iterable(combinations(items, n) for n in range(len(items) + 1))
    shown = [
        sum(item.amount for item in some)
        for some in chosen
        if all(
            item.has_evidence and item.head != "travel" and 0 <= days[item.id] < 365
            for item in some
        )
    ]

    found = _settle(granted, *items)

    assert found.eligible == max(shown)
    assert found.fixed_amount == min(granted, max(shown))


@given(GRANTS, ITEMS)
def test_every_payment_counts_or_says_why_not(granted, items):
    found = _settle(granted, *items)

    against = {one.id for one in found.ineligible}
    assert all(one.reasons for one in found.ineligible)
    assert found.eligible == sum(one.amount for one in items if one.id not in against)


@given(GRANTS, ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_payments_does_not_matter(granted, items, random):
    mixed = random.sample(items, len(items))

    found, other = _settle(granted, *items), _settle(granted, *mixed)

    assert found.steps == other.steps
    assert {one.id: one for one in found.ineligible} == {
        one.id: one for one in other.ineligible
    }


@given(GRANTS, ITEMS)
def test_one_payment_fewer_never_raises_the_amount(granted, items):
    found = _settle(granted, *items)

    for place in range(len(items)):
        fewer = items[:place] + items[place + 1 :]
        assert _settle(granted, *fewer).fixed_amount <= found.fixed_amount


@pytest.mark.parametrize("granted", [0, -1])
def test_a_grant_of_nothing_is_refused(granted):
    with pytest.raises(EngineError, match=r"ledger\.not_positive"):
        _settle(granted, _item())


@pytest.mark.parametrize("amount", [0, -1])
def test_a_payment_of_nothing_or_less_is_refused(amount):
    with pytest.raises(EngineError, match=r"ledger\.not_positive"):
        _item(amount=amount)


def test_without_the_guard_a_payment_below_zero_hides_a_good_one(monkeypatch):
    monkeypatch.setattr(model, "check_positive", lambda amount: None)

    assert _settle(100, _item("1"), _item("2", amount=-80)).fixed_amount == 0


def test_one_payment_cannot_be_counted_twice():
    with pytest.raises(EngineError, match=r"ledger\.item_twice"):
        _settle(200, _item(), _item())


def test_without_the_guard_it_would_be_counted_twice(monkeypatch):
    monkeypatch.setattr(settling, "_check_once", lambda items: None)

    assert _settle(200, _item(), _item()).fixed_amount == 160
