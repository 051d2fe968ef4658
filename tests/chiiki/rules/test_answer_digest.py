"""An answer can be proven later: the same facts under the same text give the same digest."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import rules
from scheme_samples import GENERAL

SCHEME = rules.parse_scheme(GENERAL, name="general.toml")
FACTS = {
    "applicant.kind": "npo",
    "applicant.recommended": True,
    "costs.people": 5_000_000,
    "costs.system": 7_000_000,
    "costs.equipment": 4_000_000,
    "costs.equipment_purchase": 1_000_000,
    "costs.equipment_lease_rental": 3_000_000,
    "costs.total": 16_000_000,
    "costs.own_share": 8_000_000,
    "request.amount": 8_000_000,
    "award.had_before": False,
    "region.fiscal_strength_thousandths": 412,
}
# Written down once. A change here means that old answers can no longer be proven.
GOLDEN = {
    "nothing": ({}, "516cc8e9c201f7eb2de63bc95ec7f3bda736cf7a1cc8688291b46d1e483cf998"),
    "fits": (FACTS, "8584969ed53f8ff20aaa3d155f65d3e15dcd90ff802880311fef023a12a34fdc"),
    "too strong": (
        FACTS | {"region.fiscal_strength_thousandths": 1000},
        "cd426137cf65d3b306dea4ecd722d7f1b975dc3af1cb9ff3ea9539fcf10e9eea",
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_an_answer_of_long_ago_has_the_digest_of_long_ago(name):
    facts, digest = GOLDEN[name]

    assert rules.assess(SCHEME, facts).answer_digest == digest


@given(st.permutations(list(FACTS)))
def test_the_order_of_facts_does_not_matter(names):
    shuffled = {name: FACTS[name] for name in names}

    assert (
        rules.assess(SCHEME, shuffled).answer_digest
        == rules.assess(SCHEME, FACTS).answer_digest
    )


@pytest.mark.parametrize(
    "change",
    [
        {"costs.people": 5_000_001},
        {"request.amount": 8_000_001},
        {"applicant.recommended": None},
        {"region.fiscal_strength_thousandths": 413},
    ],
)
def test_every_fact_that_is_asked_for_leaves_its_mark(change):
    before = rules.assess(SCHEME, FACTS).answer_digest

    assert rules.assess(SCHEME, FACTS | change).answer_digest != before


def test_a_fact_that_nobody_asks_for_leaves_none():
    more = FACTS | {"dispatch.months": 3}

    assert (
        rules.assess(SCHEME, more).answer_digest
        == rules.assess(SCHEME, FACTS).answer_digest
    )


def test_another_text_of_the_scheme_is_another_answer():
    other = rules.parse_scheme(GENERAL.replace("Sample subsidy", "Other"), name="b")

    assert (
        rules.assess(other, FACTS).answer_digest
        != rules.assess(SCHEME, FACTS).answer_digest
    )


def test_another_process_finds_the_same_digest():
    program = (
        "from chiiki.rules import assess, load_scheme;"
        "print(assess(load_scheme('kizuna'),"
        " {'plan.fields': {'tourism', 'education', 'welfare'}}).answer_digest)"
    )
    here = rules.assess(
        rules.load_scheme("kizuna"),
        {"plan.fields": ["welfare", "education", "tourism"]},
    ).answer_digest

    there = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
    ).stdout.strip()

    assert there == here
