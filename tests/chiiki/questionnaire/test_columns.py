"""Answers become flat columns; what nobody said is None, never 0."""

from __future__ import annotations

import pytest

from chiiki.questionnaire import columns_of, items_of
from questionnaires import WHOLE, small

SMALL = small()


def test_whole_answers_fill_every_column_that_is_asked():
    found = columns_of(SMALL, WHOLE | {"q.remarks": "自由"})

    assert found == {
        "status.mail": "run", "runs.mail": 1, "effect.mail": "partly",
        "status.camera": "plan", "runs.camera": 0, "effect.camera": None,
        "field.safety": 1, "plans.safety": 0, "no_outlook.safety": 0,
        "effect.safety": "partly", "expectation.safety": None,
        "difficulty.safety.cost": 1, "difficulty.safety.people": 0,
        "status.lessons": "none", "runs.lessons": 0, "effect.lessons": None,
        "field.school": 0, "plans.school": 0, "no_outlook.school": 1,
        "effect.school": None, "expectation.school": "cannot_say",
        "difficulty.school.cost": 0, "difficulty.school.people": 0,
        "any_field": 1, "q.office": "yes", "q.staff": 3,
        "q.money.own": 1, "q.money.grant": 1,
    }  # fmt: skip


def test_without_answers_every_column_is_there_and_empty():
    found = columns_of(SMALL, None)

    assert list(found) == list(columns_of(SMALL, WHOLE)) == list(items_of(SMALL))
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("mail", "camera", "field", "plans", "no_outlook"),
    [
        ("run", None, 1, 0, 0),
        ("take_part", "plan", 1, 0, 0),
        ("plan", "none", 0, 1, 0),
        ("plan", None, None, None, 0),
        ("none", None, None, None, None),
        ("none", "none", 0, 0, 1),
    ],
)
def test_a_field_runs_is_planned_or_has_no_outlook(
    mail, camera, field, plans, no_outlook
):
    found = columns_of(SMALL, {"status.mail": mail, "status.camera": camera})

    assert found["field.safety"] == field
    assert found["plans.safety"] == plans
    assert found["no_outlook.safety"] == no_outlook


@pytest.mark.parametrize(
    ("mail", "camera", "best", "worst"),
    [
        ("not_enough", "as_expected", "as_expected", "not_enough"),
        ("too_early", "not_enough", "not_enough", "not_enough"),
        ("too_early", None, "too_early", "too_early"),
        (None, None, None, None),
    ],
)
def test_the_effect_of_a_field_is_the_best_known_or_the_worst(
    mail, camera, best, worst
):
    answers = {
        "status.mail": "run", "effect.mail": mail,
        "status.camera": "run", "effect.camera": camera,
    }  # fmt: skip
    other = small('required = ["status"]', 'which_effect = "worst"')

    assert columns_of(SMALL, answers)["effect.safety"] == best
    assert columns_of(other, answers)["effect.safety"] == worst


def test_an_answer_that_is_no_longer_asked_does_not_count():
    found = columns_of(SMALL, WHOLE | {"status.mail": "none"})
    assert found["effect.mail"] is None
    assert found["effect.safety"] is None


def test_no_tick_is_no_answer_and_none_of_these_is_one():
    found = columns_of(SMALL, {"difficulty.safety": [], "difficulty.school": ["none"]})
    assert found["difficulty.safety.cost"] is None
    assert found["difficulty.school.cost"] == 0
