"""What holds for every answer, whatever the scheme and the facts."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiiki import rules
from chiiki.errors import EngineError

SCHEMES = rules.published_schemes()
COUNTS = st.one_of(
    st.integers(0, 12), st.sampled_from([2_999_999, 3_000_000, 50_000_000, 100_000_001])
)


def _values(fact):
    if fact.type == "yes_no":
        return st.booleans()
    if fact.type == "choice":
        return st.sampled_from(sorted(fact.choices))
    if fact.type == "choices":
        return st.lists(st.sampled_from(sorted(fact.choices)), max_size=3)
    return COUNTS


ALL_FACTS = st.fixed_dictionaries(
    {name: _values(fact) for name, fact in rules.vocabulary().items()}
)
SOME_FACTS = st.fixed_dictionaries(
    {}, optional={name: _values(fact) for name, fact in rules.vocabulary().items()}
)


@given(st.sampled_from(SCHEMES), SOME_FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_of_rules_changes_nothing(scheme, facts, chance):
    names, shuffled_rules = list(facts), list(scheme.rules)
    chance.shuffle(names)
    chance.shuffle(shuffled_rules)

    found = rules.assess(scheme, facts)
    shuffled = rules.assess(
        replace(scheme, rules=tuple(shuffled_rules)),
        {name: facts[name] for name in names},
    )

    assert (found.verdict, found.amount) == (shuffled.verdict, shuffled.amount)
    in_order = sorted(shuffled.findings, key=lambda f: scheme.rules.index(f.rule))
    assert found.findings == tuple(in_order)


@settings(max_examples=300)
@given(st.sampled_from(SCHEMES), ALL_FACTS, st.randoms(use_true_random=False))
def test_what_was_decided_stays_when_more_facts_come(scheme, facts, chance):
    some = {name: facts[name] for name in facts if chance.random() < 0.6}

    early, late = rules.assess(scheme, some), rules.assess(scheme, facts)

    for before, after in zip(early.findings, late.findings, strict=True):
        assert after.verdict in ("yes", "no")
        assert before.verdict in (after.verdict, "unknown")
    assert early.verdict in (late.verdict, "unknown")
    if early.amount and early.amount.payable is not None:
        assert early.amount.payable == late.amount.payable
    if early.amount and early.amount.cap is not None:
        assert early.amount.cap == late.amount.cap


@given(st.sampled_from(SCHEMES), ALL_FACTS, st.randoms(use_true_random=False))
def test_an_unknown_is_settled_by_the_facts_it_names_in_few_rounds(
    scheme, facts, chance
):
    known = {name: facts[name] for name in facts if chance.random() < 0.5}
    for _ in range(len(facts)):
        found = rules.assess(scheme, known)
        if not found.missing:
            break
        assert not set(found.missing) & set(known)
        known |= {name: facts[name] for name in found.missing}

    assert found.verdict == rules.assess(scheme, facts).verdict


@given(st.sampled_from(SCHEMES), SOME_FACTS)
def test_a_fact_that_is_not_said_is_the_same_as_none(scheme, facts):
    unsaid = dict.fromkeys(rules.vocabulary()) | facts

    assert rules.assess(scheme, unsaid) == rules.assess(scheme, facts)


@given(st.sampled_from(SCHEMES), SOME_FACTS)
def test_a_finding_shows_the_facts_it_used_and_names_what_lacks(scheme, facts):
    for finding in rules.assess(scheme, facts).findings:
        asked = set(finding.rule.facts)
        assert set(finding.values) == asked & set(facts)
        assert set(finding.missing) <= asked - set(facts)
        assert bool(finding.missing) == (finding.verdict == "unknown")


def test_one_no_outweighs_everything_unknown():
    found = rules.assess(rules.load_scheme("kizuna"), {"applicant.kind": "other"})

    assert found.verdict == "no"
    assert found.missing[0] == "plan.fields"


def test_an_assessment_carries_the_text_that_was_applied():
    scheme = rules.load_scheme("kizuna")

    found = rules.assess(scheme, {})

    assert (found.scheme_code, found.scheme_version) == ("kizuna", "2010")
    assert found.digest == scheme.digest
    assert len(found.digest) == 64


def test_fields_count_as_a_set_whatever_their_order_and_repetition():
    scheme = rules.load_scheme("kizuna")
    fields = ["tourism", "education", "tourism"]
    random.Random(7).shuffle(fields)

    found = {
        repr(rules.assess(scheme, {"plan.fields": value}).findings[1].values)
        for value in (fields, tuple(fields), set(fields), frozenset(fields))
    }

    assert len(found) == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"applicant.size": 3}, "rules.unknown_fact_given"),
        ({"applicant.kind": "company"}, "rules.unknown_choice_given"),
        ({"applicant.kind": ["npo"]}, "rules.wrong_type_of_fact"),
        ({"plan.fields": "tourism"}, "rules.wrong_type_of_fact"),
        ({"plan.fields": ["space"]}, "rules.unknown_choice_given"),
        ({"plan.fields": [["tourism"]]}, "rules.wrong_type_of_fact"),
        ({"plan.is_education": 1}, "rules.wrong_type_of_fact"),
        ({"plan.school_count": True}, "rules.wrong_type_of_fact"),
        ({"plan.school_count": -1}, "rules.wrong_type_of_fact"),
        ({"request.amount": 1.5}, "rules.wrong_type_of_fact"),
        ({"request.amount": 2**63}, "rules.fact_too_large"),
    ],
)
def test_it_refuses_what_is_no_fact(facts, code):
    with pytest.raises(EngineError) as refused:
        rules.assess(rules.load_scheme("kizuna"), facts)

    assert refused.value.code == code
    assert refused.value.values["fact"] == next(iter(facts))
