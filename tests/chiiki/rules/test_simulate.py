"""Many proposals under a scheme: the answers of one by one, and honest sums."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiiki import rules
from chiiki.errors import EngineError
from scheme_samples import general, parsed

KIZUNA = rules.load_scheme("kizuna")
FITS = {
    "applicant.kind": "municipality",
    "plan.fields": ["tourism"],
    "plan.is_education": False,
    "plan.trains_people": True,
    "plan.uses_local_ict_people": True,
    "plan.creates_jobs": True,
    "costs.people": 10_000_000,
    "costs.system": 15_000_000,
    "costs.equipment": 25_000_000,
    "costs.equipment_purchase": 10_000_000,
    "costs.equipment_lease_rental": 5_000_000,
    "costs.total": 50_000_000,
    "request.amount": 50_000_000,
}


@cache
def _lower_cap():
    text = KIZUNA.text.replace("{ yen = 100_000_000 }", "{ yen = 40_000_000 }")
    return rules.parse_scheme(text.replace('"2010"', '"draft"', 1), name="draft")


def _proposal(number, region="kanto", **changes):
    facts = FITS | {name.replace("__", "."): value for name, value in changes.items()}
    groups = {"region": region, "applicant": str(facts["applicant.kind"])}
    return rules.Proposal(id=str(number), facts=facts, groups=groups)


PROPOSALS = [
    _proposal(1),
    _proposal(2, "tohoku", request__amount=32_000_000),
    _proposal(3, "tohoku", plan__creates_jobs=False),
    _proposal(4, plan__creates_jobs=None),
    _proposal(5, applicant__kind="npo", request__amount=None),
]


def test_an_outcome_is_the_answer_of_an_assessment():
    found = rules.simulate(PROPOSALS, KIZUNA)

    for proposal, outcome in zip(PROPOSALS, found.outcomes, strict=True):
        alone = rules.assess(KIZUNA, proposal.facts)
        assert outcome.verdict_after == alone.verdict
        assert outcome.payable_after == alone.amount.payable
        assert outcome.missing == alone.missing
        assert outcome.no_rules == tuple(
            one.rule.id for one in alone.findings if one.verdict == "no"
        )
        assert (outcome.verdict_before, outcome.payable_before) == (None, None)
        assert (outcome.id, outcome.groups) == (proposal.id, proposal.groups)


def test_only_a_yes_costs_money():
    totals = rules.simulate(PROPOSALS, KIZUNA).totals

    assert totals.after == {"yes": 2, "no": 1, "unknown": 2}
    assert totals.yen_after == 82_000_000
    assert (totals.before, totals.yen_before) == ({}, 0)
    assert (totals.newly_yes, totals.newly_no) == (0, 0)


def test_a_draft_shows_who_would_newly_pass_or_fail_and_what_it_costs():
    there = rules.simulate(PROPOSALS, _lower_cap(), before=KIZUNA)
    back = rules.simulate(PROPOSALS, KIZUNA, before=_lower_cap())

    assert (there.totals.newly_yes, there.totals.newly_no) == (0, 2)
    assert (there.totals.yen_before, there.totals.yen_after) == (82_000_000, 32_000_000)
    assert (back.totals.newly_yes, back.totals.newly_no) == (1, 0)
    assert dict(there.refused_by())["within_cap"] == 3


def test_sums_by_region_and_applicant_add_up_to_the_whole():
    found = rules.simulate(PROPOSALS, _lower_cap(), before=KIZUNA)

    for group in ("region", "applicant", "absent"):
        rows = found.by(group)
        assert sum(row.count for row in rows) == found.totals.count == 5
        assert sum(row.yen_after for row in rows) == found.totals.yen_after
        assert sum(row.newly_no for row in rows) == found.totals.newly_no
    assert [row.value for row in found.by("region")] == ["kanto", "tohoku"]
    assert [row.value for row in found.by("absent")] == [""]


def test_a_scheme_that_pays_nothing_costs_nothing():
    dispatch = rules.load_scheme("adviser_dispatch")

    found = rules.simulate(PROPOSALS, dispatch)

    assert found.totals.yen_after == 0
    assert {outcome.payable_after for outcome in found.outcomes} == {None}


def test_no_proposals_are_an_answer_too():
    found = rules.simulate([], KIZUNA)

    assert found.totals.count == 0
    assert found.by("region") == ()


COUNTS = st.sampled_from([0, 1, 2, 2_999_999, 10_000_000, 50_000_000, 100_000_001])


def _values(fact):
    if fact.type == "yes_no":
        return st.booleans()
    if fact.type == "choice":
        return st.sampled_from(sorted(fact.choices))
    if fact.type == "choices":
        return st.lists(st.sampled_from(sorted(fact.choices)), max_size=2)
    return COUNTS


SOME = st.fixed_dictionaries(
    {}, optional={name: _values(fact) for name, fact in rules.vocabulary().items()}
)
REGIONS = st.sampled_from(["kanto", "tohoku", ""])


@settings(max_examples=60, deadline=None)
@given(SOME, st.sampled_from(rules.published_schemes()))
def test_any_outcome_is_the_answer_of_an_assessment(facts, scheme):
    proposal = rules.Proposal(id="1", facts=facts)

    (found,) = rules.simulate([proposal], scheme, before=KIZUNA).outcomes

    alone, before = rules.assess(scheme, facts), rules.assess(KIZUNA, facts)
    noes = tuple(one.rule.id for one in alone.findings if one.verdict == "no")
    assert (found.verdict_after, found.no_rules) == (alone.verdict, noes)
    assert found.missing == alone.missing
    assert found.payable_after == (alone.amount and alone.amount.payable)
    assert (found.verdict_before, found.payable_before) == (
        before.verdict,
        before.amount.payable,
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(SOME, REGIONS), max_size=6),
    st.sampled_from(rules.published_schemes()),
    st.randoms(use_true_random=False),
)
def test_the_order_of_proposals_changes_no_sum(drawn, scheme, chance):
    proposals = [
        rules.Proposal(id=str(number), facts=facts, groups={"region": region})
        for number, (facts, region) in enumerate(drawn)
    ]
    shuffled = chance.sample(proposals, len(proposals))

    found = rules.simulate(proposals, scheme, before=KIZUNA)
    again = rules.simulate(shuffled, scheme, before=KIZUNA)

    assert found.totals == again.totals
    assert found.by("region") == again.by("region")
    assert found.refused_by() == again.refused_by()
    assert found.digest == again.digest
    assert Counter(map(repr, found.outcomes)) == Counter(map(repr, again.outcomes))


def test_a_digest_follows_the_answers_and_both_schemes():
    digests = {
        rules.simulate(PROPOSALS, KIZUNA).digest,
        rules.simulate(PROPOSALS, _lower_cap()).digest,
        rules.simulate(PROPOSALS, _lower_cap(), before=KIZUNA).digest,
        rules.simulate(PROPOSALS[1:], KIZUNA).digest,
    }

    assert len(digests) == 4


def test_processes_give_the_same_answers_in_the_same_order():
    pairs = [(_lower_cap(), KIZUNA), (rules.load_scheme("model_building"), None)]
    proposals = [_proposal(n, request__amount=n * 100_000) for n in range(1_100)]
    heard = []

    found = rules.simulate_in_processes(proposals, pairs, workers=2, done=heard.append)

    assert found == rules.simulate_all(proposals, pairs)
    assert sum(heard) == len(proposals)


def test_one_process_answers_like_many():
    heard = []

    found = rules.simulate_in_processes(
        PROPOSALS, [(KIZUNA, None)], workers=1, done=heard.append
    )

    assert found == (rules.simulate(PROPOSALS, KIZUNA),)
    assert sum(heard) == len(PROPOSALS)


@pytest.mark.parametrize(
    ("proposals", "code"),
    [
        ([PROPOSALS[0], PROPOSALS[0]], "rules.proposal_twice"),
        ([_proposal(1, plan__colour="red")], "rules.unknown_fact_given"),
    ],
)
def test_it_refuses_what_cannot_be_counted(proposals, code):
    with pytest.raises(EngineError) as refused:
        rules.simulate(proposals, KIZUNA)

    assert refused.value.code == code


def test_the_general_sample_can_be_tried_as_well():
    content = general()
    content["terms"]["exclusions"][0]["from_thousandths"] = 300
    facts = {"region.fiscal_strength_thousandths": 412}

    found = rules.simulate(
        [rules.Proposal(id="1", facts=facts)], parsed(content), before=parsed(general())
    )

    assert found.totals.newly_no == 1
    assert found.outcomes[0].no_rules == ("not_strong",)
