"""What is asked, what is open, and what is wrong with answers."""

from __future__ import annotations

import pytest

from chiiki.questionnaire import (
    asked,
    asked_only,
    check,
    is_required,
    missing,
    progress,
)
from questionnaires import WHOLE, small

SMALL = small()


def faults(changed, *, whole=False):
    found = check(SMALL, WHOLE | changed, whole=whole)
    return [(one.key, one.reason.code.partition(".")[2]) for one in found]


def test_whole_answers_have_no_fault_and_no_gap():
    assert check(SMALL, WHOLE, whole=True) == ()
    assert missing(SMALL, WHOLE) == ()


def test_an_effect_is_asked_where_a_system_runs_or_is_shared():
    keys = asked(SMALL, {"status.mail": "run", "status.camera": "take_part"})
    assert {"effect.mail", "effect.camera"} <= set(keys)
    assert "effect.lessons" not in keys


def test_an_expectation_is_asked_once_it_is_known_that_nothing_runs():
    assert "expectation.safety" not in asked(SMALL, {"status.mail": "none"})
    assert "expectation.safety" in asked(
        SMALL, {"status.mail": "none", "status.camera": "plan"}
    )


def test_taking_part_counts_as_running_only_where_the_questionnaire_says_so():
    strict = small('required = ["status"]', "take_part_runs = false")
    assert "effect.mail" not in asked(strict, {"status.mail": "take_part"})


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [({}, False), ({"q.office": "no"}, False), ({"q.office": "yes"}, True)],
)
def test_a_condition_waits_for_its_answer(answers, is_asked):
    assert ("q.staff" in asked(SMALL, answers)) is is_asked


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        ({"status.lessons": "run"}, True),
        ({"status.mail": "none"}, False),
        ({"status.mail": "none", "status.camera": "none", "status.lessons": "plan"}, False),
    ],
)  # fmt: skip
def test_a_condition_may_be_that_anything_runs(answers, is_asked):
    assert ("q.money" in asked(SMALL, answers)) is is_asked


def test_a_condition_on_a_number_has_bounds():
    bound = small(
        'key = "any_field"\nis = ["yes"]', 'key = "q.staff"\nat_least = 5\nat_most = 9'
    )
    for staff, is_asked in ((4, False), (5, True), (9, True), (10, False)):
        answers = {"q.office": "yes", "q.staff": staff}
        assert ("q.money" in asked(bound, answers)) is is_asked
    assert "q.money" not in asked(bound, {"q.office": "no", "q.staff": 5})


def test_gaps_are_named_in_the_order_of_the_pages_and_optional_ones_are_none():
    assert missing(SMALL, {"status.mail": "run", "q.office": "no"}) == (
        "effect.mail", "status.camera", "difficulty.safety", "status.lessons",
        "difficulty.school", "q.money",
    )  # fmt: skip


def test_progress_counts_what_is_asked_by_part():
    begun = progress(SMALL, {"status.mail": "run", "q.remarks": "x"})

    assert (begun.answered, begun.asked) == (2, 9)
    assert begun.by_part["safety"].asked == 4
    assert begun.by_part["further"].answered == 1
    assert progress(SMALL, WHOLE).by_part["school"].is_whole


def test_what_is_no_longer_asked_is_left_out_and_gaps_too():
    changed = WHOLE | {"status.mail": "none", "q.remarks": " "}
    kept = asked_only(SMALL, changed)

    assert "effect.mail" not in kept
    assert "q.remarks" not in kept
    assert kept["status.mail"] == "none"


def test_what_is_not_known_to_be_asked_is_kept():
    assert asked_only(SMALL, {"effect.mail": "partly"}) == {"effect.mail": "partly"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("status.mail", "maybe", "not_a_choice"),
        ("status.mail", 1, "not_a_choice"),
        ("status.mail", ["run"], "not_a_choice"),
        ("difficulty.safety", "cost", "not_a_choice"),
        ("difficulty.safety", ["cost", "weather"], "not_a_choice"),
        ("difficulty.safety", [["cost"]], "not_a_choice"),
        ("difficulty.safety", ["cost", "cost"], "choice_twice"),
        ("difficulty.safety", ["none", "cost"], "none_and_some"),
        ("q.staff", "3", "not_a_number"),
        ("q.staff", True, "not_a_number"),
        ("q.staff", float("nan"), "not_a_number"),
        ("q.staff", 3.5, "not_whole"),
        ("q.staff", -1, "below"),
        ("q.staff", 501, "above"),
        ("q.remarks", "あ" * 21, "too_long"),
        ("q.remarks", 3, "not_text"),
        ("status.boat", "run", "unknown_answer"),
    ],
)
def test_a_wrong_answer_is_named_by_its_key(key, value, code):
    assert faults({key: value}) == [(key, code)]


def test_finer_numbers_than_asked_are_refused():
    fine = small("high = 500", "decimals = 1")
    found = check(fine, WHOLE | {"q.staff": 1.25}, whole=False)
    assert [one.reason.code for one in found] == ["questionnaire.too_fine"]
    assert check(fine, WHOLE | {"q.staff": 1.2}, whole=False) == ()


def test_gaps_are_faults_only_where_required_and_only_of_the_whole():
    gap = {"status.mail": "", "effect.mail": "", "q.office": None}
    assert faults(gap) == []
    assert faults(gap | {"q.staff": None}, whole=True) == [("status.mail", "open")]


def test_what_is_not_asked_is_a_fault_of_the_whole_alone():
    assert faults({"status.mail": "none"}) == []
    assert faults({"status.mail": "none"}, whole=True)[0] == (
        "effect.mail",
        "not_asked",
    )


def test_the_kinds_that_are_required_are_said_by_the_questionnaire():
    strict = small('required = ["status"]', 'required = ["q"]')
    assert is_required(strict, "q.office")
    assert not is_required(strict, "q.remarks")
    assert not is_required(strict, "status.mail")
