"""A plan is read as a check list with evidence and doubts, never as a score."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import readiness
from chiiki.errors import EngineError
from chiiki.readiness import Answer, PlanFacts, review_plan

TABLE = json.loads(
    (Path(__file__).parent / "cases/concerns.json").read_text(encoding="utf-8")
)
ALL_SHOWN = {item.code: Answer(True, "見本の記録 3ページ") for item in readiness.ITEMS}


def plan(**changes):
    facts = TABLE["sound"] | changes
    if facts["stakeholder_kinds"] is not None:
        facts["stakeholder_kinds"] = frozenset(facts["stakeholder_kinds"])
    return PlanFacts(**facts)


def _item(found, code):
    return next(item for item in found.items if item.code == code)


@pytest.mark.parametrize("row", TABLE["cases"], ids=lambda row: row["case"])
def test_a_plan_raises_the_doubts_that_the_table_says(row):
    found = review_plan(plan(**row["with"]), {})

    # Through JSON, so that a tuple of kinds compares with the table's list.
    told = [[doubt.code, dict(doubt.values)] for doubt in found.concerns]
    assert json.loads(json.dumps(told)) == row["concerns"]


def test_every_doubt_has_a_row_in_the_table():
    source = Path(readiness.__file__).with_name("concerns.py").read_text("utf-8")
    raised = {doubt[0] for row in TABLE["cases"] for doubt in row["concerns"]}

    assert set(re.findall(r'"(readiness\.[a-z_]+)"', source)) == raised


def test_a_sound_plan_with_evidence_for_each_item_leaves_nothing_open():
    found = review_plan(plan(), ALL_SHOWN)

    assert [item.code for item in found.items] == [i.code for i in readiness.ITEMS]
    assert {item.state for item in found.items} == {"evidenced"}
    assert found.concerns == ()


@pytest.mark.parametrize("answers", [{}, {"concrete_goal": Answer(None, "書きかけ")}])
def test_an_item_without_an_answer_is_open(answers):
    item = _item(review_plan(plan(), answers), "concrete_goal")

    assert item.state == "open"
    assert [reason.code for reason in item.reasons] == ["readiness.not_answered"]


def test_an_item_answered_no_is_open_and_says_so():
    item = _item(review_plan(plan(), {"wanted_anyway": Answer(False)}), "wanted_anyway")

    assert item.state == "open"
    assert [reason.code for reason in item.reasons] == ["readiness.answered_no"]


@pytest.mark.parametrize("evidence", ["", "   ", "\u3000\n"])
def test_a_yes_without_evidence_is_only_a_claim(evidence):
    answers = {"business_model": Answer(True, evidence)}

    item = _item(review_plan(plan(), answers), "business_model")

    assert item.state == "claimed"
    assert [reason.code for reason in item.reasons] == ["readiness.evidence_missing"]


@pytest.mark.parametrize(
    ("code", "fact"),
    [(item.code, fact) for item in readiness.ITEMS for fact in item.plan_facts],
)
def test_evidence_counts_only_when_the_plan_itself_says_it(code, fact):
    item = _item(review_plan(plan(**{fact: None}), ALL_SHOWN), code)

    assert item.state == "claimed"
    told = [(reason.code, reason.values) for reason in item.reasons]
    assert told == [("readiness.plan_does_not_say", {"fact": fact})]


@pytest.mark.parametrize("empty", [{"goal": " "}, {"stakeholder_kinds": []}])
def test_an_empty_entry_says_nothing(empty):
    found = review_plan(plan(**empty), ALL_SHOWN)

    claimed = [item for item in found.items if item.state == "claimed"]
    assert [item.reasons[0].values["fact"] for item in claimed] == list(empty)


def test_a_plan_that_says_no_itself_outweighs_a_yes_on_the_list():
    item = _item(review_plan(plan(wanted_anyway=False), ALL_SHOWN), "wanted_anyway")

    assert item.state == "claimed"
    assert item.reasons[0].code == "readiness.plan_says_no"


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("needs_surveyed", "people_asked"),
        ("concrete_goal", "target_users"),
        ("concrete_goal", "target_uses_per_month"),
    ],
)
def test_nobody_asked_or_expected_is_a_no(code, fact):
    item = _item(review_plan(plan(**{fact: 0}), ALL_SHOWN), code)

    assert item.state == "claimed"
    told = [(reason.code, reason.values) for reason in item.reasons]
    assert told == [("readiness.plan_says_no", {"fact": fact})]


@pytest.mark.parametrize("fact", ["baseline_uses_per_month", "running_cost_per_year"])
def test_a_service_that_is_new_or_costs_nothing_says_zero(fact):
    found = review_plan(plan(**{fact: 0}), ALL_SHOWN)

    assert {item.state for item in found.items} == {"evidenced"}


@given(st.dictionaries(st.sampled_from(sorted(ALL_SHOWN)), st.booleans()))
def test_the_answers_to_one_item_change_no_other(yes_by_item):
    answers = {code: Answer(yes, "記録") for code, yes in yes_by_item.items()}

    found = review_plan(plan(), answers)

    for item in found.items:
        expected = "evidenced" if yes_by_item.get(item.code) else "open"
        assert item.state == expected


@pytest.mark.parametrize(
    ("changes", "answers", "code"),
    [
        ({}, {"beauty": Answer(True)}, "readiness.unknown_item"),
        ({"stakeholder_kinds": ["cats"]}, {}, "readiness.unknown_stakeholder_kind"),
        ({"costs_by_head": {"party": 1}}, {}, "readiness.unknown_cost_head"),
        ({"costs_by_head": {"people": -1}}, {}, "readiness.negative_figure"),
        ({"target_users": -1}, {}, "readiness.negative_figure"),
        ({"running_cost_per_year": -1}, {}, "readiness.negative_figure"),
    ],
)
def test_it_refuses_misuse(changes, answers, code):
    with pytest.raises(EngineError) as refused:
        review_plan(plan(**changes), answers)

    assert refused.value.code == code


def test_the_check_list_covers_both_slides_in_both_languages():
    assert {item.slide for item in readiness.ITEMS} == {15, 16}
    assert len({item.code for item in readiness.ITEMS}) == len(readiness.ITEMS)
    for item in readiness.ITEMS:
        for say in (item.question, item.why, item.evidence):
            assert say("ja").endswith(("。", "か。"))
            assert say("en").isascii()
        assert item.question("ja").endswith("か。")
        assert item.question("en").endswith("?")


def test_every_plan_fact_is_named_and_every_name_is_a_plan_fact():
    assert set(readiness.PLAN_FACTS) == {field.name for field in fields(PlanFacts)}
    for item in readiness.ITEMS:
        assert set(item.plan_facts) <= set(readiness.PLAN_FACTS)


def test_every_threshold_says_why_it_is_what_it_is():
    for threshold in readiness.THRESHOLDS.values():
        assert threshold.value > 0
        assert threshold.source
        assert threshold.reason("ja").endswith("。")
        assert threshold.reason("en").endswith(".")
        assert threshold.unit("ja")
