"""Two versions share the columns that both define in the same words, and no others."""

from __future__ import annotations

import pytest

from chiiki.questionnaire import (
    common_columns,
    items_of,
    published_questionnaire,
    scope_of,
)
from chiiki.survey import common_scope
from questionnaires import small


def lost(change, to):
    """The columns that a change of one text takes out of what both share."""
    after = small(change, to)
    return [one for one in items_of(after) if one not in common_columns(small(), after)]


def test_the_same_questions_share_everything():
    assert lost("", "") == []


def test_a_translation_changes_nothing():
    assert lost('en = "Mail"', 'en = "Post"') == []


def test_a_changed_system_takes_its_field_and_the_whole_along():
    gone = lost('ja = "メール"', 'ja = "電子メール"')
    assert gone == [
        "status.mail", "runs.mail", "effect.mail", "field.safety", "plans.safety",
        "no_outlook.safety", "effect.safety", "expectation.safety", "any_field",
        "q.money.own", "q.money.grant",
    ]  # fmt: skip


def test_the_order_of_systems_means_nothing():
    mail = '[[fields.systems]]\ncode = "mail"\nja = "メール"\nen = "Mail"\n'
    camera = '[[fields.systems]]\ncode = "camera"\nja = "カメラ"\nen = "Camera"\n'
    assert lost(mail + camera, camera + mail) == []


def test_whether_taking_part_counts_is_part_of_what_running_means():
    gone = lost('required = ["status"]', "take_part_runs = false")
    assert "runs.mail" in gone
    assert "field.school" in gone
    assert "status.mail" not in gone


def test_which_effect_stands_for_a_field_is_part_of_its_meaning():
    gone = lost('required = ["status"]', 'which_effect = "worst"')
    assert gone == ["effect.safety", "effect.school"]


@pytest.mark.parametrize(
    ("change", "to", "gone"),
    [
        ('unit_ja = "人"', 'unit_ja = "百人"', ["q.staff"]),
        ('ja = "ある"', 'ja = "有り"', ["q.office", "q.staff"]),
        ('ja = "費用"', 'ja = "経費"', ["difficulty.safety.cost", "difficulty.school.cost"]),
    ],
)  # fmt: skip
def test_a_question_is_its_text_its_unit_its_choices_and_its_condition(
    change, to, gone
):
    assert lost(change, to) == gone


def test_the_samples_of_two_years_have_different_scopes():
    before, after = (published_questionnaire(f"sample_{one}") for one in (2025, 2026))
    shared = common_columns(before, after)

    assert "field.education" in shared
    assert "field.employment" not in shared
    assert "field.disaster_prevention" not in shared
    assert "any_field" not in shared


def test_items_compare_right_with_those_of_the_engine_of_estimates():
    before, after = (published_questionnaire(f"sample_{one}") for one in (2025, 2026))
    items = common_scope(scope_of(before), scope_of(after))

    assert tuple(one.partition("#")[0] for one in items) == common_columns(
        before, after
    )
    assert scope_of(after).version == "sample 2026"
