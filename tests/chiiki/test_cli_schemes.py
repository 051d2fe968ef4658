"""Schemes from a terminal: listed, shown, checked, compared and tried on many proposals."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from pathlib import Path

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from chiiki import rules
from chiiki.cli import main as cli
from chiiki.cli.words import TERMS
from chiiki.errors import EngineError
from scheme_samples import GENERAL

TABLE = """id,region,applicant.kind,plan.fields,plan.trains_people,plan.uses_local_ict_people,plan.creates_jobs,plan.is_education,costs.people（千円）,costs.system（千円）,costs.equipment（千円）,costs.equipment_purchase（千円）,costs.equipment_lease_rental（千円）,costs.total（千円）,request.amount（千円）
A-1,関東,市区町村（一部事務組合等を含む）,観光,はい,はい,はい,いいえ,"２０，０００","20,000","10,000","5,000","4,000","50,000","50,000"
=A-2,東北,npo,観光,はい,はい,いいえ,いいえ,"20,000","20,000","10,000","5,000","4,000","50,000","50,000"
A-3,,npo,観光,,,,,,,,,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "proposals.csv"
    path.write_text(TABLE, encoding="cp932")
    return path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    kizuna = rules.load_scheme("kizuna").text
    text = kizuna.replace("{ yen = 100_000_000 }", "{ yen = 40_000_000 }")
    path = tmp_path / "draft.toml"
    path.write_text(text.replace('"2010"', '"draft"', 1), encoding="utf-8")
    return path


def _run(*words: object) -> Result:
    return CliRunner().invoke(
        cli.app, ["schemes", *map(str, words)], env={"COLUMNS": "120"}
    )


def _fault(result: Result) -> EngineError:
    assert isinstance(result.exception, EngineError)
    return result.exception


def test_it_lists_every_programme() -> None:
    lines = _run("list").output.splitlines()
    assert len(lines) == 7
    assert "kizuna@2010  交付金  地域雇用創造ICT絆プロジェクト" in lines


def test_it_shows_requirements_stages_and_what_is_not_stated() -> None:
    shown = _run("show", "adviser_dispatch").output
    assert "- days_on_site: 現地派遣が1件につき3日以内" in shown
    assert "派遣の依頼（様式Ⅰ） → 候補者の提示（様式Ⅱ）" in shown
    assert "公表資料に記載のない項目: 参加団体, " in shown
    assert "※ このシステムで設定した項目: 派遣の条件" in shown


def test_every_term_has_a_name() -> None:
    assert list(TERMS) == [one.name for one in fields(rules.Terms)]


def test_it_checks_a_text_and_tells_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "sample.toml"
    path.write_text(GENERAL, encoding="utf-8")
    assert _run("check", path).output.startswith("general_sample@1  10  ")

    faulty = GENERAL.replace("'npo', 'consortium']", "'nop']").replace(
        "\ndays = 60", ""
    )
    path.write_text(faulty, encoding="utf-8")
    result = _run("check", path)

    assert _fault(result).values["count"] == 2
    assert result.output.splitlines() == [
        "scheme.rules[1] kinds expression: rules.unknown_choice choice=nop",
        "scheme.terms.processing days: rules.missing_part",
    ]


def test_it_tells_what_differs(draft: Path) -> None:
    assert _run("diff", "kizuna", "kizuna@2010").output == ""
    assert _run("diff", "kizuna", draft).output.splitlines() == [
        "version: 2010 → draft",
        "amount.cap.limits[3].yen: 100000000 → 40000000",
    ]


def test_it_tries_a_draft_against_the_version_in_force(
    table: Path, draft: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.json"
    result = _run(
        "simulate", table, "--draft", draft, "--against", "kizuna@2010", "--out", out
    )
    assert result.exit_code == 0, result.output
    assert "kizuna@draft" in result.output
    assert "NPO法人" in result.output
    report = json.loads(out.read_text(encoding="utf-8"))
    whole = report["totals"][0]
    assert (whole["count"], whole["no"], whole["unknown"]) == (3, 2, 1)
    assert (whole["newly_no"], whole["yen_before"], whole["yen_after"]) == (
        1,
        50_000_000,
        0,
    )
    assert report["simulations"][0]["refused_by"]["within_cap"] == 2
    assert [one["verdict_before"] for one in report["outcomes"]] == [
        "yes",
        "no",
        "unknown",
    ]


def test_every_programme_is_tried_in_english(table: Path) -> None:
    result = _run("simulate", table, "--all", "--lang", "en")
    assert result.output.count("kind of applicant") == 7
    assert "Third-sector" not in result.output
    assert "(not given)" in result.output


def test_a_report_for_a_spreadsheet_holds_no_formula(
    table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.csv"
    _run("simulate", table, "--scheme", "kizuna", "--out", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["A-1", "'=A-2", "A-3"]
    assert rows[0]["payable_after"] == "50000000"
    assert rows[1]["no_rules"] == "creates_jobs"
    assert "request.amount" in rows[2]["missing"].split(";")


def test_a_workbook_holds_sums_and_outcomes(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    _run("simulate", table, "--scheme", "kizuna", "--out", out)
    book = openpyxl.load_workbook(out, read_only=True)
    totals, outcomes = ([*book[name].values] for name in ("totals", "outcomes"))
    assert totals[1] == ("kizuna@2010", None, None, 3, 1, 1, 1, 0, 0, 0, 50_000_000)
    assert [row[1] for row in outcomes] == ["id", "A-1", "=A-2", "A-3"]
    book.close()


def test_bad_cells_are_named_and_the_rest_is_answered(table: Path) -> None:
    table.write_text(TABLE + "A-4,九州,king" + "," * 12 + "\n", encoding="utf-8")
    result = _run("simulate", table, "--scheme", "kizuna")
    assert _fault(result).code == "cli.bad_cells"
    assert _fault(result).values["count"] == 1
    assert "king" in result.output
    assert "関東" in result.output
    assert "九州" not in result.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["simulate", "TABLE"], "cli.no_scheme_chosen"),
        (["simulate", "TABLE", "--scheme", "kizuna@1900"], "rules.unknown_scheme"),
        (["simulate", "TABLE", "--all", "--out", "a.pdf"], "cli.unknown_report"),
        (["show", "absent.toml"], "cli.cannot_read"),
    ],
)
def test_what_cannot_be_done_is_refused(
    words: list[str], code: str, table: Path
) -> None:
    typed = [str(table) if word == "TABLE" else word for word in words]
    assert _fault(_run(*typed)).code == code


def test_a_parquet_file_is_answered_by_two_processes(tmp_path: Path) -> None:
    path, out = tmp_path / "proposals.parquet", tmp_path / "report.json"
    with duckdb.connect() as base:
        base.execute(
            """COPY (SELECT i::VARCHAR AS id, 'npo' AS "applicant.kind"
            FROM range(700) AS r(i)) TO $path (FORMAT parquet)""",
            {"path": str(path)},
        )
    words = ("--scheme", "model_building", "--workers", 2, "--out", out)
    result = _run("simulate", path, *words)
    assert result.exit_code == 0, result.output
    whole = json.loads(out.read_text(encoding="utf-8"))["totals"][0]
    assert (whole["count"], whole["no"]) == (700, 700)
