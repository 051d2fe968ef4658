"""The Excel sheet: given out filled, read back cell by cell, taken over key by key."""

from __future__ import annotations

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from chiiki_web.answers import actions
from chiiki_web.answers.actions import taking
from chiiki_web.answers.forms import examining, layout
from chiiki_web.answers.models import Answer
from chiiki_web.audit.models import Event
from chiiki_web.sheets.model import CannotRead
from chiiki_web.surveys.queries import questionnaire_of
from questionnaires import WHOLE
from web.answers import made
from web.answers.filled import examine, fill, give, keep, said, take

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sheet_that_comes_back_untouched_says_nothing_new(language):
    town = made.answered()
    with translation.override(language):
        found = examine(town, give(town))
    assert (found.values, found.findings) == ({}, [])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sheet_in_either_language_is_read_in_the_other(language):
    town = made.recipient()
    with translation.override(language):
        book = give(town)
    sheet = book.worksheets[1]
    rule = next(
        one.formula1.strip('"').split(",")[0]
        for one in sheet.data_validations.dataValidation
        if str(one.sqref) == f"D{layout.HEAD_ROW + 2}"
    )
    fill(book, status__mail=rule)
    with translation.override("en" if language == "ja" else "ja"):
        assert examine(town, book).values == {"status.mail": "run"}


def test_a_sheet_given_out_before_its_hidden_column_was_renamed_is_read():
    town = made.recipient()
    book = fill(give(town), status__mail="運用している")
    book.worksheets[1].cell(layout.HEAD_ROW + 1, layout.CODE + 1).value = "code"
    assert examine(town, book).values == {"status.mail": "run"}


def test_every_kind_of_answer_is_read():
    town = made.recipient()
    book = fill(
        give(town),
        status__mail="運用している",
        effect__mail="一部の成果",
        **{"difficulty.safety=cost": "○", "q.money=own": "〇", "q.money=grant": "o"},
        q__office="ある",
        q__staff="１，２３ 人".replace("，", ""),
        q__remarks="自由に",
    )
    assert examine(town, book).values == {
        "status.mail": "run",
        "effect.mail": "partly",
        "difficulty.safety": ["cost"],
        "q.money": ["own", "grant"],
        "q.office": "yes",
        "q.staff": 123,
        "q.remarks": "自由に",
    }


def test_what_is_taken_over_is_what_was_changed():
    town = made.answered()
    upload = keep(town, fill(give(town), q__staff=8))
    take(town, upload)

    assert Answer.objects.get().values == WHOLE | {"q.staff": 8}
    assert Event.objects.get(name="answer.sheet_taken").details["answers"] == 1


def test_empty_cells_take_nothing_away_and_it_is_said():
    town = made.answered()
    found = examine(town, fill(give(town), q__staff=None, status__mail=None))

    assert found.values == {}
    assert [one["blocks"] for one in found.findings] == [False, False]
    assert "（消す）" in found.findings[0]["ja"]


def test_the_sign_takes_an_answer_away():
    town = made.answered()
    upload = keep(town, fill(give(town), q__staff="（消す）", status__mail="(clear)"))
    take(town, upload)
    assert {"q.staff", "status.mail"} & Answer.objects.get().values.keys() == set()


def test_a_tick_that_is_gone_leaves_the_others():
    town = made.answered()
    found = examine(town, fill(give(town), **{"q.money=own": None}))
    assert found.values == {"q.money": ["grant"]}


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("status.mail", "たぶん", "次の中から"),
        ("q.staff", "十二人", "数値ではありません"),
        ("q.staff", 501, "500以下"),
        ("q.staff", 1.5, "整数"),
        ("difficulty.safety=cost", "たぶん", "○"),
        ("q.remarks", "あ" * 21, "20文字以内"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(code, text, words):
    town = made.recipient()
    with translation.override("ja"):
        found = examine(town, fill(give(town), **{code: text}))

    ((address, why),) = said(found)
    assert address.startswith("D")
    assert words in why
    assert found.state == "problems"


def test_none_of_these_beside_a_difficulty_is_refused():
    town = made.recipient()
    ticks = {"difficulty.safety=cost": "○", "difficulty.safety=none": "○"}
    assert len(said(examine(town, fill(give(town), **ticks)))) == 1


def test_lines_may_be_sorted_and_moved():
    town = made.recipient()
    book = fill(give(town), status__camera="運用している")
    sheet = book.worksheets[1]
    sheet.insert_rows(1, 3)
    sheet.move_range(f"A{layout.HEAD_ROW + 5}:E{layout.HEAD_ROW + 5}", rows=60)
    assert examine(town, book).values == {"status.camera": "run"}


def test_one_line_twice_with_two_answers_is_named():
    town = made.recipient()
    book = fill(give(town), q__staff=3)
    book.worksheets[1].append([None, None, None, 4, "q.staff"])
    assert len(said(examine(town, book))) == 1


def test_the_sheet_of_another_town_is_refused():
    survey = made.survey()
    mine, other = made.recipient(survey, 1), made.recipient(survey, 2)
    with pytest.raises(CannotRead, match=r"answers\.other_recipient"):
        examine(mine, give(other))


def test_the_sheet_of_another_survey_is_refused():
    mine = made.recipient()
    other = made.recipient(made.survey(code="another-2026"))
    with pytest.raises(CannotRead, match=r"answers\.other_survey"):
        examine(mine, give(other))


def test_the_sheet_of_another_version_is_refused():
    town = made.recipient()
    book = give(town)
    for row in book[layout.IDENTITY].iter_rows():
        if row[0].value == "questionnaire":
            row[1].value = "0" * 64
    with pytest.raises(CannotRead, match=r"answers\.other_questionnaire"):
        examine(town, book)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"x" * 5000])
def test_what_is_no_workbook_is_refused(content):
    town = made.recipient()
    file = SimpleUploadedFile("a.xlsx", content)
    with pytest.raises(CannotRead):
        examining.examine(file, "a.xlsx", town, questionnaire_of(town.survey), {})


def test_any_other_workbook_is_refused():
    town = made.recipient()
    with pytest.raises(CannotRead, match=r"answers\.no_sheet"):
        examine(town, openpyxl.Workbook())


def test_a_stale_sheet_is_merged_where_the_site_says_something_else():
    town = made.answered()
    book = fill(give(town), q__staff=8)
    made.save(town, {"q.office": "no"})
    take(town, keep(town, book))

    values = Answer.objects.get().values
    assert (values["q.staff"], values["q.office"]) == (8, "no")


def clash(town):
    """A sheet and the site that say different things of one question."""
    book = fill(give(town), q__staff=8)
    made.save(town, {"q.staff": 9})
    return keep(town, book)


def test_the_same_question_on_both_sides_asks_which_holds():
    town = made.answered()
    upload = clash(town)
    with pytest.raises(actions.CannotTake, match=r"answers\.choose_side"):
        take(town, upload)
    assert Answer.objects.get().values["q.staff"] == 9


@pytest.mark.parametrize(("side", "stands"), [("site", 9), ("sheet", 8)])
def test_whoever_chooses_decides(side, stands):
    town = made.answered()
    upload = clash(town)
    take(town, upload, **{"q.staff": f"{side}:{actions.mark(9)}"})
    assert Answer.objects.get().values["q.staff"] == stands


def test_a_choice_made_of_something_else_is_asked_again():
    town = made.answered()
    upload = clash(town)
    made.save(town, {"q.staff": 10})
    with pytest.raises(actions.CannotTake, match=r"answers\.choose_side"):
        take(town, upload, **{"q.staff": f"sheet:{actions.mark(9)}"})


def test_the_control_without_the_question_the_sheet_would_win_unseen(monkeypatch):
    monkeypatch.setattr(taking, "clashing", lambda *_anything: [])
    town = made.answered()
    take(town, clash(town))
    assert Answer.objects.get().values["q.staff"] == 8


def test_taking_over_twice_changes_nothing_more():
    town = made.answered()
    upload = keep(town, fill(give(town), q__staff=8))
    take(town, upload)
    made.save(town, {"q.staff": 9})
    take(town, upload)
    assert Answer.objects.get().values["q.staff"] == 9


def test_a_sheet_with_mistakes_cannot_be_taken_over():
    town = made.recipient()
    upload = keep(
        town, fill(give(town), q__staff="十二人", status__mail="運用している")
    )
    with pytest.raises(actions.CannotTake, match=r"answers\.sheet_not_ready"):
        take(town, upload)


def test_the_sheet_gives_away_no_link():
    town = made.recipient()
    texts = [
        str(cell.value)
        for sheet in give(town).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [text for text in texts if made.token(town) in text]


def test_text_that_looks_like_a_formula_is_text_in_the_sheet():
    town = made.recipient()
    made.save(town, {"q.remarks": "=1+1"})
    book = give(town)
    assert examine(town, book).values == {}


def test_the_sheet_of_the_small_questionnaire_has_a_line_for_each_key():
    town = made.recipient()
    lines = [row.code for row in layout.rows(questionnaire_of(town.survey))]
    assert len(lines) == len(set(lines)) == 3 * 2 + 2 + 2 * 3 + 2 + 2 + 1
    assert "difficulty.safety=none" in lines
