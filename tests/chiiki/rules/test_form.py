"""The form of a scheme: what it asks, of whom, and how a draft outlives it."""

import pytest

from chiiki import rules
from chiiki.errors import EngineError
from scheme_samples import GENERAL, general, parsed

FORM = rules.parse_scheme(GENERAL, name="general.toml").form


def test_attachments_say_which_files_they_take():
    estimate = FORM.attachment("estimate")

    assert (estimate.required, estimate.types) == (True, ("pdf", "xlsx"))
    assert estimate.most_bytes == 20_000_000
    assert estimate.help_words.ja.startswith("2者以上")
    assert FORM.attachment("absent") is None


def test_questions_say_how_they_are_answered():
    why, operator = FORM.questions

    assert (why.type, why.longest, why.required) == ("long_text", 800, True)
    assert [choice.text("ja") for choice in operator.choices] == ["直営", "委託"]
    assert FORM.question("operator").assumed


@pytest.mark.parametrize(
    ("kind", "applies", "must"),
    [("npo", "yes", True), ("municipality", "no", False), (None, "unknown", False)],
)
def test_an_attachment_is_demanded_only_where_its_condition_holds(kind, applies, must):
    asked = {
        one.item.code: one for one in rules.asked_of(FORM, {"applicant.kind": kind})
    }

    assert asked["recommendation"].applies == applies
    assert asked["recommendation"].must_be_there is must
    assert asked["estimate"].must_be_there
    assert not asked["operator"].must_be_there


def test_a_draft_outlives_a_renamed_and_a_dropped_question():
    carried = rules.carry_over(
        {"reason": "高齢化", "operator": "self", "budget": 3, "letter": "推薦書.pdf"},
        FORM,
    )

    assert carried.answers == {
        "why_now": "高齢化",
        "operator": "self",
        "recommendation": "推薦書.pdf",
    }
    assert carried.left == {"budget": 3}


def test_the_newer_answer_wins_and_the_older_one_is_kept_aside():
    carried = rules.carry_over({"reason": "古い", "why_now": "新しい"}, FORM)

    assert carried.answers == {"why_now": "新しい"}
    assert carried.left == {"reason": "古い"}


@pytest.mark.parametrize(
    ("rows", "key", "value", "code", "at"),
    [
        ("attachments", "types", ["exe"], "rules.wrong_part", "types"),
        ("attachments", "types", [], "rules.missing_part", "types"),
        ("attachments", "most_bytes", -1, "rules.wrong_part", "most_bytes"),
        ("attachments", "when", "applicant.kind ==", "rules.not_an_expression", "when"),
        ("attachments", "code", "why_now", "rules.duplicate_code", "code"),
        ("questions", "type", "riddle", "rules.wrong_part", "type"),
        ("questions", "longest", 0, "rules.wrong_part", "longest"),
        ("questions", "choices", [{"code": "a"}], "rules.missing_part", "ja"),
        ("questions", "help_ja", "日本語のみ", "rules.missing_part", "help_en"),
        ("questions", "source", "hearsay", "rules.wrong_part", "source"),
    ],
)
def test_it_refuses_a_form_with_a_fault(rows, key, value, code, at):
    content = general()
    content["form"][rows][0][key] = value

    with pytest.raises(EngineError) as refused:
        parsed(content)

    assert (refused.value.code, refused.value.values["key"]) == (code, at)
    assert refused.value.values["part"].startswith("scheme.form")


@pytest.mark.parametrize(
    ("kind", "choices", "is_fine"),
    [
        ("choice", True, True),
        ("choices", True, True),
        ("choice", False, False),
        ("yes_no", True, False),
        ("yes_no", False, True),
    ],
)
def test_choices_belong_to_a_question_that_chooses(kind, choices, is_fine):
    content = general()
    question = content["form"]["questions"][1]
    question["type"] = kind
    if not choices:
        del question["choices"]

    problems = rules.problems_of(rules.dump_scheme(content))

    assert [one.key for one in problems] == ([] if is_fine else ["choices"])
