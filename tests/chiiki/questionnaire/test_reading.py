"""A questionnaire is read strictly: every slip is refused with what and where."""

from __future__ import annotations

import pytest

from chiiki.errors import EngineError
from chiiki.questionnaire import (
    FURTHER,
    digest,
    parts,
    problems_of,
    published_questionnaire,
    published_questionnaires,
    published_text,
    read_questionnaire,
)
from chiiki.reference import load_fields
from questionnaires import TEXT, small


def test_it_holds_fields_systems_and_questions():
    found = small()

    assert [one.code for one in found.fields] == ["safety", "school"]
    assert [one.code for one in found.fields[0].systems] == ["mail", "camera"]
    assert found.questions[1].unit.text("ja") == "人"
    assert found.running == {"run", "take_part"}


def test_each_field_is_a_page_and_further_questions_are_one():
    pages = parts(small())

    assert [one.code for one in pages] == ["safety", "school", FURTHER]
    assert pages[0].keys == (
        "status.mail", "effect.mail", "status.camera", "effect.camera",
        "expectation.safety", "difficulty.safety",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "to", "code", "place"),
    [
        ('version = "1"', "", "key_missing", "TOML"),
        ('version = "1"', 'version = ""', "no_text", "TOML"),
        ('version = "1"', "version = 1", "no_text", "TOML"),
        ('title_en = "A small questionnaire"', "", "key_missing", "TOML"),
        ('required = ["status"]', 'required = ["all"]', "unknown_choice", "TOML"),
        ('required = ["status"]', 'required = "status"', "no_list", "TOML"),
        ('required = ["status"]', "take_part_runs = 1", "not_a_flag", "TOML"),
        ('required = ["status"]', 'which_effect = "mean"', "unknown_choice", "TOML"),
        ('required = ["status"]', "colour = 1", "unknown_key", "TOML"),
        ('code = "safety"', 'code = "Safety"', "not_a_code", "fields Safety"),
        ('code = "safety"', 'code = "further"', "code_twice", "TOML"),
        ('code = "lessons"', 'code = "mail"', "code_twice", "TOML"),
        ('code = "lessons"', 'code = "safety"', "code_twice", "TOML"),
        ('ja = "カメラ"', f'ja = "{"あ" * 2001}"', "text_too_long", "fields safety / systems camera"),
        ('en = "Camera"', "", "key_missing", "fields safety / systems camera"),
        ('en = "Camera"', 'en = "Camera"\nhelp_ja = "x"', "key_missing", "fields safety / systems camera"),
        ('code = "cost"', 'code = "none"', "reserved", "difficulties none"),
        ('code = "people"', 'code = "cost"', "code_twice", "TOML"),
        ('type = "single"', 'type = "scale"', "unknown_choice", "questions office"),
        ('type = "single"', 'type = "text"', "choices_misfit", "questions office"),
        ('code = "staff"', 'code = "office"', "code_twice", "TOML"),
        ("high = 500", "high = -1", "bounds_crossed", "questions staff"),
        ("high = 500", "high = nan", "no_number", "questions staff"),
        ("high = 500", "decimals = 9", "count_outside", "questions staff"),
        ("longest = 20", "longest = true", "no_number", "questions remarks"),
        ("longest = 20", "longest = 20001", "count_outside", "questions remarks"),
        ('key = "q.office"', 'key = "q.remarks"', "condition_on_nothing", "questions staff"),
        ('key = "q.office"', 'key = "q.money"', "condition_on_nothing", "questions staff"),
        ('is = ["yes"]', 'is = ["maybe"]', "condition_never", "questions staff"),
        ('is = ["yes"]', "at_least = 2", "condition_misfit", "questions staff"),
        ('is = ["yes"]', "is = []", "condition_misfit", "questions staff"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_with_what_and_where(change, to, code, place):
    with pytest.raises(EngineError) as caught:
        small(change, to)

    assert caught.value.code == f"questionnaire.{code}"
    assert caught.value.values["place"] == place


def test_all_slips_are_named_in_their_order_and_none_that_follows_from_another():
    text = TEXT
    for change, to in [
        ('version = "1"', ""),
        ('en = "Camera"', 'en = "Camera"\nhelp_ja = "x"'),
        ('code = "school"', 'code = "School"'),
        ('type = "number"', 'type = "scale"'),
        ('is = ["yes"]', 'is = ["maybe"]'),
        ('en = "Remarks"', 'en = "Remarks"\nlong = 3'),
    ]:
        assert change in text
        text = text.replace(change, to, 1)

    assert [(one.code, one.values["place"]) for one in problems_of(text)] == [
        ("questionnaire.key_missing", "TOML"),
        ("questionnaire.key_missing", "fields safety / systems camera"),
        ("questionnaire.not_a_code", "fields School"),
        ("questionnaire.unknown_choice", "questions staff"),
        ("questionnaire.unknown_key", "questions remarks"),
    ]


def test_a_condition_is_judged_beside_another_slip():
    text = TEXT.replace('is = ["yes"]', 'is = ["maybe"]', 1).replace(
        'version = "1"', ""
    )

    assert [one.code for one in problems_of(text)] == [
        "questionnaire.key_missing",
        "questionnaire.condition_never",
    ]


@pytest.mark.parametrize("key", ["", "key = 3", 'key = "any_field"\nat_least = "x"'])
def test_a_condition_that_cannot_be_read_is_named_once(key):
    text = TEXT.replace('key = "q.office"\nis = ["yes"]', key)

    (found,) = problems_of(text)
    assert found.values["place"] == "questions staff / when"


def test_a_sound_text_has_no_problems():
    assert problems_of(TEXT) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code = ", "not_toml"),
        ("a = " + "[" * 5000, "not_readable"),
        ("a" * 300_001, "too_large"),
        ('code = "a"\nfields = 3', "key_missing"),
        (TEXT.split("[[fields]]")[0] + "fields = 3", "no_list"),
        (TEXT.split("[[fields]]")[0] + "fields = [3]", "no_list"),
        (TEXT.split("[[fields]]")[0], "no_fields"),
        (TEXT.split("[[difficulties]]")[0], "no_difficulties"),
        (TEXT + "[[fields]]\ncode = 'empty'\nja = 'x'\nen = 'x'", "no_systems"),
        (TEXT + "[[difficulties]]\n" * 301, "too_many_rows"),
    ],
)
def test_what_is_no_questionnaire_is_refused(text, code):
    with pytest.raises(EngineError, match=rf"questionnaire\.{code}"):
        read_questionnaire(text)


def test_the_digest_is_that_of_the_text_however_lines_end():
    assert digest(TEXT) == digest(TEXT.replace("\n", "\r\n"))
    assert digest(TEXT) != digest(TEXT + " ")


def test_the_samples_that_come_along_can_be_read():
    first, second = map(published_questionnaire, published_questionnaires())

    assert (first.version, second.version) == ("2025", "2026")
    assert (len(first.fields), len(second.fields)) == (10, 11)
    assert "見本" in first.title.ja
    assert "見本" in second.title.ja


def test_a_sample_that_is_not_there_is_refused():
    with pytest.raises(EngineError, match=r"questionnaire\.not_published"):
        published_text("../model")


def test_the_fields_of_the_samples_are_those_of_the_survey_of_2011():
    known = {one.code: (one.words.ja, one.words.en) for one in load_fields()}
    found = {
        one.code: (one.words.ja, one.words.en)
        for one in published_questionnaire("sample_2026").fields
    }
    assert found == known
