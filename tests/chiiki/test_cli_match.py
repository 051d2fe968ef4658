"""A round matched from a terminal: tables in, a proposal or the cells that are wrong out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from chiiki.cli import main as cli
from chiiki.cli.match_faults import FAULTS
from chiiki.cli.match_words import CODES, said
from chiiki.errors import EngineError
from chiiki_web import wording

ADVISERS = """番号,分野,側面,都道府県,年間の日数,所属
見本01,防災;教育,基盤,北海道,3,
見本02,教育,利活用;人材,東京都,4.5,見本町
=見本03,防災,人材,沖縄県,2,
"""
REQUESTS = """番号,団体,分野,側面,都道府県,地域,方法,日数,時間,希望月,指名,人数
R1,見本町,防災,基盤,青森県,過疎,現地,２,,2027-05,見本01,
R2,見本市,教育,利活用,埼玉県,,オンライン,,6,2027-06,,
R3,見本村,教育、防災,人材,沖縄県,離島,現地,1.5,,,,2
R4,見本村,観光,,沖縄県,離島,現地,1,,,,
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(ADVISERS, encoding="cp932")
    (tmp_path / "r.csv").write_text(REQUESTS, encoding="utf-8-sig")
    return tmp_path


def _run(tables: Path, *words: object) -> Result:
    call = ["match", str(tables / "a.csv"), str(tables / "r.csv")]
    call += ["--today", "2027-04-01", *map(str, words)]
    return CliRunner().invoke(cli.app, call, env={"COLUMNS": "120"})


def test_a_round_is_matched_and_told_in_both_languages(tables: Path) -> None:
    assert "│ 派遣なし" in _run(tables).stdout
    assert "│ not served" in _run(tables, "--lang", "en").stdout


def test_the_workbook_tells_each_request_with_its_why(tables: Path) -> None:
    found = _run(tables, "--report", tables / "o.xlsx")

    assert found.exit_code == 0
    book = openpyxl.load_workbook(tables / "o.xlsx")
    assert book.sheetnames == ["派遣案", "派遣なし", "制約", "集計"]
    sent = [row[:3] for row in book["派遣案"].values][1:]
    assert ("R1", "見本町", "見本01") in sent
    (unserved,) = list(book["派遣なし"].values)[1:]
    assert unserved == (
        "R4",
        "見本村",
        "分野（観光）のアドバイザーが名簿にいません。",
    )


def test_a_name_like_a_formula_stays_a_text(tables: Path) -> None:
    _run(tables, "--report", tables / "o.xlsx", "--report", tables / "o.html")

    cells = [
        cell
        for sheet in openpyxl.load_workbook(tables / "o.xlsx")
        for row in sheet
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=見本03" in [cell.value for cell in cells]


def test_the_page_lets_no_markup_through(tables: Path) -> None:
    text = REQUESTS.replace("見本市", "<b>見本市")
    (tables / "r.csv").write_text(text, encoding="utf-8")

    _run(tables, "--report", tables / "o.html")

    page = (tables / "o.html").read_text("utf-8")
    assert "&lt;b&gt;見本市" in page
    assert "<b>見本市" not in page


BAD = {
    "番号,分野,都道府県,年間の日数\nx,宇宙,東京都,1\n": "│ 2  │ 分野",
    "番号,分野,都道府県,年間の日数\nx,防災,東京,1\n": "│ 2  │ 都道府県",
    "番号,分野,都道府県,年間の日数\nx,防災,東京都,三\n": "│ 2  │ 年間の日数",
    "番号,分野,都道府県,年間の日数\nx,防災,東京都,\n": "記入がありません",
    "番号,分野,都道府県\nx,防災,東京都\n": "「capacity_days」の列がありません",
    "番号,分野,都道府県,年間の日数,色\n": "「色」という列はありません",
    "番号,分野,都道府県,年間の日数\n": "アドバイザーが1名もいません",
    "番号,分野,都道府県,年間の日数\nx,防災,東京都,1\nx,防災,東京都,1\n": "二重に登録",
}


@pytest.mark.parametrize("table", BAD)
def test_what_cannot_be_read_is_told_by_row_and_column(
    table: str, tables: Path
) -> None:
    (tables / "a.csv").write_text(table, encoding="utf-8")

    found = _run(tables, "--report", tables / "o.xlsx")

    assert found.exit_code == 1
    assert BAD[table] in found.stderr
    assert not (tables / "o.xlsx").exists()


def test_a_month_that_is_past_is_told(tables: Path) -> None:
    call = ["match", str(tables / "a.csv"), str(tables / "r.csv")]
    found = CliRunner().invoke(cli.app, [*call, "--today", "2027-06-01"])

    assert found.exit_code == 1
    assert "過ぎた月です" in found.stderr


def test_wishes_that_cannot_all_hold_are_told(tables: Path) -> None:
    wishes = "依頼,アドバイザー,希望\nR1,見本02,固定\nR1,見本02,除外\n"
    (tables / "p.csv").write_text(wishes, encoding="utf-8")

    found = _run(tables, "--pins", tables / "p.csv")

    assert found.exit_code == 1
    assert "依頼R1は見本02に固定しています。" in found.stderr
    assert "事務局がこの組合せを除外しています。" in found.stderr


def test_a_rule_that_is_unknown_is_told(tables: Path) -> None:
    (tables / "rules.toml").write_text("[points]\nserverd = 1\n", encoding="utf-8")

    found = _run(tables, "--rules", tables / "rules.toml")

    assert found.exit_code == 1
    assert "設定[points]にserverdという項目はありません。" in found.stderr


def test_a_report_of_another_kind_is_refused_before_anything_is_worked_out(
    tables: Path,
) -> None:
    found = _run(tables, "--report", tables / "o.pdf")

    assert found.exit_code == 1
    assert "報告書は .xlsx または .html にしてください" in found.stderr


@pytest.mark.parametrize("code", [*CODES, *FAULTS])
def test_site_and_command_line_say_the_same(code: str) -> None:
    words = {**CODES, **FAULTS}[code]

    for language in ("en", "ja"):
        with translation.override(language):
            assert str(wording.WORDING[code]) == words.text(language)


def test_an_unknown_code_is_told_as_it_is() -> None:
    assert said(EngineError("other.code", a=1), "ja") == "other.code (a=1)"
