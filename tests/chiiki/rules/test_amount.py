"""The arithmetic of an amount, checked against brute force and by its steps."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import rules
from chiiki.rules.amount import amount_for

YEN = st.integers(0, 400)


def _funding(**changes):
    usual = {
        "requested": "request.amount",
        "heads": ("costs.people", "costs.equipment"),
        "rate": Fraction(1),
        "rounding_unit": 1,
    }
    return rules.Funding(**(usual | changes))


def _facts(people, equipment, requested, **more):
    return {
        "costs.people": people,
        "costs.equipment": equipment,
        "request.amount": requested,
    } | more


@given(YEN, YEN, st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(2, 5)]))
def test_a_ratio_limit_leaves_the_most_that_stays_under_it(people, equipment, under):
    limit = rules.RatioLimit(parts=("costs.equipment",), under=under)
    funding = _funding(ratio_limits=(limit,))

    found = amount_for(funding, _facts(people, equipment, people + equipment))

    allowed = [
        part for part in range(equipment + 1) if part < under * (people + part)
    ] or [0]
    assert found.payable == people + max(allowed)


@given(
    YEN,
    YEN,
    YEN,
    st.integers(1, 50),
    st.integers(0, 300),
    st.integers(0, 100),
    st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(2, 3)]),
)
def test_an_amount_is_the_least_of_share_request_and_cap_rounded_down(
    people, equipment, requested, unit, cap, floor, rate
):
    funding = _funding(
        rate=rate,
        rounding_unit=unit,
        caps=(rules.CapLimit(yen=cap),),
        floor=floor,
    )

    found = amount_for(funding, _facts(people, equipment, requested))

    best = max(
        yen
        for yen in range(0, cap + 1, unit)
        if yen <= requested and yen <= (people + equipment) * rate
    )
    assert found.payable == (best if best >= floor else 0)
    assert found.steps[-1].code == "rules.amount_payable"
    assert found.missing == ()


def test_a_banned_head_is_struck_off_the_costs():
    funding = _funding(banned_heads=("costs.equipment_purchase",))

    found = amount_for(
        funding, _facts(100, 80, 180, **{"costs.equipment_purchase": 30})
    )

    assert found.payable == 150
    assert found.steps[1].code == "rules.amount_head_struck"
    assert found.steps[1].values["struck"] == 30


def test_the_steps_tell_the_whole_arithmetic():
    funding = _funding(
        rate=Fraction(2, 3), rounding_unit=100, caps=(rules.CapLimit(yen=500),)
    )

    found = amount_for(funding, _facts(900, 101, 1_000))

    assert [(step.code, step.values.get("amount")) for step in found.steps] == [
        ("rules.amount_costs", 1_001),
        ("rules.amount_rate", 667),
        ("rules.amount_requested", 1_000),
        ("rules.amount_cap", 500),
        ("rules.amount_payable", 500),
    ]


@pytest.mark.parametrize(
    ("known", "cap", "payable", "missing"),
    [
        ({"plan.is_education": True, "plan.school_count": 3}, 300, 250, ()),
        ({"plan.is_education": True, "plan.school_count": 2}, 200, 200, ()),
        ({"plan.is_education": True}, None, None, ("plan.school_count",)),
        ({"plan.is_education": False}, None, 250, ()),
        ({"plan.school_count": 3}, None, 250, ()),
        ({"plan.school_count": 1}, None, None, ("plan.is_education",)),
    ],
)
def test_a_cap_that_is_not_known_blocks_only_where_it_decides(
    known, cap, payable, missing
):
    per_school = rules.CapLimit(
        yen=100, when="plan.is_education", per="plan.school_count"
    )

    found = amount_for(_funding(caps=(per_school,)), _facts(200, 50, 250) | known)

    assert (found.cap, found.payable, found.missing) == (cap, payable, missing)


def test_the_cap_is_told_before_the_costs_are_known():
    funding = _funding(caps=(rules.CapLimit(yen=500),))

    found = amount_for(funding, {})

    assert (found.cap, found.payable) == (500, None)
    assert [step.code for step in found.steps] == ["rules.amount_cap"]
    assert found.missing == ("costs.people", "costs.equipment", "request.amount")


@pytest.mark.parametrize(
    ("known", "payable", "step"),
    [
        ({}, 300, "rules.amount_fixed"),
        (
            {"plan.is_education": True, "plan.school_count": 2},
            200,
            "rules.amount_fixed",
        ),
    ],
)
def test_a_fixed_amount_needs_no_request_and_no_costs(known, payable, step):
    limits = (
        rules.CapLimit(yen=100, when="plan.is_education", per="plan.school_count"),
        rules.CapLimit(yen=300),
    )
    funding = _funding(heads=(), fixed=limits)

    found = amount_for(funding, {"plan.is_education": False} | known)

    assert found.payable == payable
    assert [one.code for one in found.steps] == [step, "rules.amount_payable"]


def test_a_fixed_amount_is_at_most_the_eligible_cost_and_nothing_without_its_condition():
    when = (rules.CapLimit(yen=300, when="plan.is_education"),)
    funding = _funding(heads=("costs.people",), fixed=when)

    schools = {"costs.people": 250, "plan.is_education": True}

    assert amount_for(funding, schools).payable == 250
    assert amount_for(funding, schools | {"plan.is_education": False}).payable == 0
    assert amount_for(funding, {"costs.people": 250}).missing == ("plan.is_education",)


@given(YEN, YEN, YEN, st.sampled_from([Fraction(1, 4), Fraction(1, 3)]))
def test_the_applicant_keeps_its_own_share_of_the_total(people, equipment, more, least):
    own = rules.OwnShare(total="costs.total", at_least=least)
    total = people + equipment + more

    found = amount_for(
        _funding(own_share=own),
        _facts(people, equipment, total, **{"costs.total": total}),
    )

    assert found.payable <= people + equipment
    assert total - found.payable >= least * total
    if found.payable < people + equipment:
        assert total - (found.payable + 1) < least * total
        assert "rules.amount_own_share" in [one.code for one in found.steps]


@given(YEN, YEN)
def test_at_most_half_allows_what_under_half_does_not(people, equipment):
    ratio = rules.RatioLimit(
        parts=("costs.equipment",), under=Fraction(1, 2), may_equal=True
    )

    found = amount_for(
        _funding(ratio_limits=(ratio,)), _facts(people, equipment, people + equipment)
    )

    assert found.payable == people + min(equipment, people)
