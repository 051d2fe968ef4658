"""A list of costs in anybody's table: lines, remarks, sums, units, formulas."""

import pytest

from chiiki_web.workbooks import forms
from web import make
from web.workbooks.filled import (
    FIRST_LINE,
    changed,
    dry_run,
    given,
    lines,
    now,
    own_table,
    problems,
    said,
    table,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEAD = ["経費区分", "内容", "金額（円）"]
PEOPLE = "①人材育成・確保"


@pytest.fixture
def plan():
    return make.full_plan()


@pytest.mark.parametrize("as_csv", [True, False])
def test_the_list_that_was_given_out_changes_nothing(plan, as_csv):
    content = forms.make_cost_list(now(plan), as_csv=as_csv)
    found = table(plan, content) if as_csv else dry_run(plan, content, kind="costs")
    assert (found.findings, found.state) == ([], "unchanged")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_of_somebodys_own_replaces_the_lines(plan, code):
    text = f"内容,金 額,経費区分\r\n研修,１２０万円,{PEOPLE}\r\n,,\r\n機器,300千円,その他\r\n"
    found = table(plan, text.encode(code))
    assert found.values == {
        "costs": [["people", "研修", 1_200_000], ["other", "機器", 300_000]]
    }


def test_a_column_in_thousands_counts_in_thousands(plan):
    rows = [["経費区分", "内容", "金額（千円）"], [PEOPLE, "研修", 1_200.0]]
    rows += [["その他", "旅費", "５０"], ["その他", "会場", "30万円"]]
    found = own_table(plan, rows)
    amounts = [amount for _head, _what, amount in found.values["costs"]]
    assert amounts == [1_200_000, 50_000, 300_000]


def test_a_sum_is_never_trusted_and_said_where_it_differs(plan):
    rows = [HEAD, [PEOPLE, "研修", 100], ["その他", "旅費", 50], ["合計", None, 999]]
    found = own_table(plan, rows)
    assert [one[2] for one in found.values["costs"]] == [100, 50]
    (note,) = found.findings
    assert (note["blocks"], note["address"], note["found"]) == (False, "C4", "999")
    assert "¥150" in note["en"]


def test_a_sum_that_is_right_needs_no_word(plan):
    rows = [
        HEAD,
        [PEOPLE, "研修", 100],
        ["その他", "旅費", 50],
        ["合計", None, "=SUM(C2:C3)"],
    ]
    assert own_table(plan, rows).findings == []


def test_a_formula_without_a_result_is_worked_out(plan):
    rows = [[*HEAD, "単価", "数量"], [PEOPLE, "研修", "=D2*E2", 50_000, 6]]
    found = own_table(plan, rows)
    assert found.values["costs"] == [["people", "研修", 300_000]]
    assert [one["title"] for one in found.findings] == ["単価", "数量"]


def test_a_formula_that_cannot_be_worked_out_is_asked_for_as_a_number(plan):
    rows = [HEAD, [PEOPLE, "研修", "=VLOOKUP(1,A1:B2,2)"]]
    found = own_table(plan, rows)
    assert problems(found) == [("C2", "")]
    (words,) = said(found)
    assert "row 2, column C holds a formula without its result" in words


def test_each_line_that_cannot_be_taken_is_named_by_its_cell(plan):
    rows = {
        ("A2", "知らない区分"): ["知らない区分", "研修", 100],
        ("B3", ""): [PEOPLE, None, 100],
        ("C4", ""): [PEOPLE, "研修", None],
        ("C5", "0"): [PEOPLE, "研修", 0],
        ("C6", "100.5"): [PEOPLE, "研修", 100.5],
        ("C7", "約百万円"): [PEOPLE, "研修", "約百万円"],
        ("B8", "長" * 200): [PEOPLE, "長" * 201, 100],
        ("A9", ""): [None, "研修", 100],
    }
    found = own_table(plan, [HEAD, *rows.values()])
    assert problems(found) == list(rows)
    assert found.values == {}


def test_remarks_and_blank_lines_are_no_cost_lines(plan):
    others = [["※ 税込みの金額です"], [None, "※ 見積りは別紙"], [PEOPLE], []]
    found = own_table(plan, [HEAD, [PEOPLE, "研修", 100], *others])
    assert problems(found) == []
    assert len(found.values["costs"]) == 1
    assert [one["found"] for one in found.findings] == [row[-1] for row in others[:2]]


def test_a_head_that_is_joined_over_lines_holds_for_each(plan):
    def join(book):
        sheet = book["経費"]
        lines(("その他", "一", 1), (None, "二", 2), (None, "三", 3))(book)
        sheet.merge_cells(f"A{FIRST_LINE}:A{FIRST_LINE + 2}")

    found = dry_run(plan, changed(given(plan), join))
    assert [one[0] for one in found.values["costs"][:3]] == ["other"] * 3


def test_more_lines_than_a_plan_holds_are_refused(plan):
    found = own_table(plan, [HEAD, *([[PEOPLE, "研修", 1]] * 201)])
    assert [address for address, _found in problems(found)] == ["A202"]


def test_a_table_without_titles_says_which_titles_it_needs(plan):
    found = table(plan, "研修,100\n")
    assert found.state == "problems"
    assert "経費区分, 内容, 金額（円）" in next(said(found))


def test_a_text_that_was_marked_against_formulas_comes_back_as_it_was(plan):
    found = table(plan, f"経費区分,内容,金額\n{PEOPLE},'=HYPERLINK(1),100\n")
    assert found.values["costs"] == [["people", "=HYPERLINK(1)", 100]]
