"""A workbook goes out filled, comes back, and only what was changed is taken over."""

import io

import openpyxl
import pytest

from chiiki_web.plans import actions as plans
from chiiki_web.workbooks import forms
from web import make
from web.workbooks import filled
from web.workbooks.filled import (
    answers,
    changed,
    dry_run,
    given,
    lines,
    problems,
    said,
    together,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.full_plan(officer)


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_that_nobody_touched_changes_nothing(plan):
    found = dry_run(plan, given(plan))
    assert (found.findings, found.values, found.state) == ([], {}, "unchanged")


def test_every_part_that_was_written_stands_in_the_workbook_and_in_japanese(plan):
    made = book(given(plan))
    assert made.sheetnames == ["記入要領", "計画", "経費", "_chiiki"]
    assert made["_chiiki"].sheet_state == "veryHidden"
    sheet = made["計画"]
    assert filled.row_of(sheet, "goal")[1].value == plan.goal
    assert filled.row_of(sheet, "target_users")[1].value == 200
    assert filled.row_of(sheet, "trains_people")[1].value == "はい"
    assert filled.row_of(sheet, "payer_after")[1].value == "市区町村の一般会計"
    assert [row[0].value for row in sheet.iter_rows()].count(None) < 5


def test_only_cells_to_write_in_are_unlocked_and_sheets_are_protected(plan):
    made = book(given(plan))
    for sheet in made.worksheets:
        assert sheet.protection.sheet
    row = filled.row_of(made["計画"], "goal")
    assert [cell.protection.locked for cell in row[:3]] == [True, False, True]
    assert not made["経費"].cell(filled.FIRST_LINE + 150, 3).protection.locked


def test_choices_are_offered_as_lists_that_exist(plan):
    made = book(given(plan))
    ranges = [
        one.formula1
        for one in made["計画"].data_validations.dataValidation
        if one.type == "list"
    ]
    assert len(ranges) == len([one for one in forms.layout.parts() if one.choices])
    for one in ranges:
        area = one.split("!")[1].replace("$", "")
        cells = [cell.value for row in made["_chiiki"][area] for cell in row]
        assert all(isinstance(text, str) for text in cells)


def test_sums_are_formulas_with_their_results(plan):
    content = given(plan)
    formulas = book(content)["経費"]
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["経費"]
    assert str(formulas["C5"].value).startswith("=SUM(")
    assert shown["C5"].value == 12_000_000
    assert shown["C4"].value == 12_000_000
    assert shown["C6"].value == 3_000_000


def test_a_text_that_looks_like_a_formula_goes_out_as_text(officer):
    odd = make.plan(officer, goal="=1+1", problem="@SUM(A1)", leader_name="-5")
    content = given(odd)
    sheet = book(content)["計画"]
    assert filled.row_of(sheet, "goal")[1].value == "=1+1"
    assert dry_run(odd, content).state == "unchanged"


def test_only_what_was_touched_would_change(plan):
    content = changed(given(plan), answers(goal="新しい目標", target_users="２５０人"))
    found = dry_run(plan, content)
    assert found.values == {"goal": "新しい目標", "target_users": 250}
    assert found.before == {"goal": plan.goal, "target_users": 200}
    assert (found.state, found.version) == ("ready", plan.version)


def test_what_somebody_else_wrote_meanwhile_is_not_written_back(plan, officer):
    content = changed(given(plan), answers(problem="書き直した課題"))
    plans.change_plan(
        plan.pk, version=plan.version, by=officer, at=make.NOW, goal="別の人の目標"
    )
    assert dry_run(plan, content).values == {"problem": "書き直した課題"}


WAYS = (
    {
        "target_users": (250.0, 250),
        "running_cost_per_year": ("1,300千円", 1_300_000),
        "trains_people": ("いいえ", False),
        "creates_jobs": (None, None),
        "payer_after": ("users", "users"),
        "leader_name": ("髙橋 神子", "髙橋 神子"),
        "municipality": ("長野県長野市", "202011"),
        "field": ("教育", "education"),
        "goal": (" 一行目\r\n二行目 ", "一行目\n二行目"),
        "wanted_anyway": (False, False),
    },
    {
        "target_users": ("１，２００人", 1_200),
        "running_cost_per_year": ("１３０万円", 1_300_000),
        "trains_people": ("No", False),
        "municipality": (202011, "202011"),
        "need_method": ("ア ン ケ ー ト", "survey"),
        "payer_after": ("fees of users", "users"),
    },
)


@pytest.mark.parametrize("ways", WAYS)
def test_offices_write_in_many_ways(plan, ways):
    typed = {name: text for name, (text, _value) in ways.items()}
    found = dry_run(plan, changed(given(plan), answers(**typed)))
    assert problems(found) == []
    assert found.values == {name: value for name, (_text, value) in ways.items()}


def test_the_same_amount_in_other_words_is_no_change(plan):
    content = changed(given(plan), answers(running_cost_per_year="１２０万円"))
    assert dry_run(plan, content).values == {}


MISTAKES = {
    "target_users": ("たくさん", "not a whole number"),
    "need_people_asked": (12.5, "not a whole number"),
    "running_cost_per_year": (1_200_000.5, "not a whole number of yen"),
    "payer_after": ("国", "Choose one of these"),
    "field": ("宇宙", "Choose one of these"),
    "title": (None, "cannot be empty"),
    "municipality": ("まぼろし市", "no municipality"),
    "goal": ("長" * 4_001, "4000"),
}


def test_every_mistake_is_said_with_its_cell_and_what_to_write(plan):
    typed = {name: text for name, (text, _words) in MISTAKES.items()}
    content = changed(given(plan), answers(**typed))
    found = dry_run(plan, content)
    sheet = book(content)["計画"]
    by_title = {one["title"]: one for one in found.findings if one["blocks"]}
    assert len(by_title) == len(MISTAKES)
    for name, (_text, words) in MISTAKES.items():
        row = filled.row_of(sheet, name)[0]
        one = by_title[row.value]
        assert (one["sheet"], one["address"]) == ("計画", f"B{row.row}")
        assert words in one["en"]
        assert one["ja"] != one["en"]
    assert (found.state, found.values) == ("problems", {})


def test_an_amount_below_zero_is_a_mistake(plan):
    content = changed(given(plan), answers(running_cost_per_year="-5"))
    assert [text for _address, text in problems(dry_run(plan, content))] == ["-5"]


def test_a_workbook_of_another_plan_is_refused(plan, officer):
    other = make.full_plan(officer)
    found = dry_run(plan, given(other))
    assert found.state == "problems"
    assert any("another plan" in text for text in said(found))


def test_a_workbook_without_its_hidden_sheet_is_refused_in_words(plan):
    def remove(made):
        del made["_chiiki"]

    found = dry_run(plan, changed(given(plan), remove))
    assert found.state == "problems"
    assert any("Download it again" in text for text in said(found))


def test_rows_may_be_sorted_and_columns_moved_renamed_by_spaces_and_added(plan):
    def rearrange(made):
        sheet = made["計画"]
        answers(goal="並べ替えた後の目標")(made)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head, body = rows[3], rows[4:][::-1]
        head[0], head[1] = " 項　目 ", "記入欄 "
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["メモ", *head[::-1]])
        for row in body:
            sheet.append(["課内の覚え", *row[::-1]])
            sheet.append([None])

    found = dry_run(plan, changed(given(plan), rearrange))
    assert found.values == {"goal": "並べ替えた後の目標"}
    (note,) = found.findings
    assert not note["blocks"]
    assert note["title"] == "メモ"


def test_a_row_that_is_gone_stays_as_it_is_and_is_said(plan):
    def remove(made):
        made["計画"].delete_rows(filled.row_of(made["計画"], "goal")[0].row)

    found = dry_run(plan, changed(given(plan), remove))
    assert found.values == {}
    assert any("not in the sheet" in text for text in said(found))


def test_a_row_that_nobody_knows_is_said_and_left_out(plan):
    def add(made):
        made["計画"].append(["担当者の感想", "よい計画"])

    found = dry_run(plan, changed(given(plan), add))
    assert found.values == {}
    assert [one["title"] for one in found.findings] == ["担当者の感想"]


def test_the_same_part_twice_asks_which_one(plan):
    def add(made):
        row = filled.row_of(made["計画"], "goal")
        made["計画"].append([row[0].value, "もう一つの目標"])

    found = dry_run(plan, changed(given(plan), add))
    assert [text for _address, text in problems(found)] == ["もう一つの目標"]


def test_a_missing_sheet_leaves_its_part_alone(plan):
    def remove(made):
        del made["経費"]
        answers(goal="目標だけ")(made)

    found = dry_run(plan, changed(given(plan), remove))
    assert found.values == {"goal": "目標だけ"}
    assert problems(found) == []


def test_costs_and_plan_are_read_together(plan):
    content = changed(
        given(plan),
        together(
            answers(goal="両方"), lines((..., ..., 3_500_000)), _requested("1250万円")
        ),
    )
    found = dry_run(plan, content)
    assert found.values["costs"][0] == ["people", "見守り員の研修", 3_500_000]
    assert found.values["requested"] == 12_500_000
    assert found.values["goal"] == "両方"


def _requested(text):
    def change(made):
        made["経費"]["C4"].value = text

    return change


def test_an_application_goes_out_with_its_own_amount_and_the_rules_of_its_call(officer):
    call = make.call()
    application = make.application_started(call, officer)
    content = given(application.plan, application)
    assert book(content)["経費"]["C4"].value == application.requested
    plan = application.plan
    assert dry_run(plan, content, application=application).state == "unchanged"
    application.call.scheme_digest = "0" * 64
    found = dry_run(plan, content, application=application)
    assert any("rules of the call" in text for text in said(found))
