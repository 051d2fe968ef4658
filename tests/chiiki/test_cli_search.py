"""Documents found from a terminal: a table in, hits with their words or a sentence out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chiiki.cli import main as cli

TABLE = """番号,種類,専門,略歴
見本01,アドバイザー,高齢者のみまもり,無線センサーを使う
見本02,アドバイザー,防災行政無線,更新計画
見本03,事例,鳥獣被害の対策,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "d.csv"
    path.write_text(TABLE, encoding="cp932")
    return path


def _run(table: Path, *words: object) -> Result:
    call = ["search", str(table), *map(str, words)]
    return CliRunner().invoke(cli.app, call, env={"COLUMNS": "120"})


def test_hits_come_with_the_words_that_made_them(table: Path) -> None:
    found = _run(table, "お年寄りの見守り")

    assert found.exit_code == 0
    assert "見本01" in found.stdout
    assert "見守り ＝ みまもり" in found.stdout
    assert "見本02" not in found.stdout


def test_a_program_reads_json(table: Path) -> None:
    (hit,) = json.loads(_run(table, "害獣", "--json").stdout)["hits"]

    assert hit["id"] == "見本03"
    assert hit["matches"][0]["synonym"]


def test_one_kind_only(table: Path) -> None:
    found = _run(table, "害獣と高齢者", "--kind", "事例", "--json")

    assert [one["id"] for one in json.loads(found.stdout)["hits"]] == ["見本03"]


def test_what_is_left_out_is_counted(table: Path) -> None:
    found = _run(table, "害獣と高齢者", "--limit", "1", "--lang", "en")

    assert "1 more (--limit)." in found.stdout


def test_nothing_found_is_said(table: Path) -> None:
    found = _run(table, "相撲")

    assert found.exit_code == 0
    assert "当てはまるものはありません" in found.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "「番号」の列がありません"),
        ("番号,種類\n1,a\n", "番号と種類のほかに列がありません"),
        ("番号,専門\n", "見出しの下に行がありません"),
        ("番号,専門\n,防災\n", "2行目：番号がありません"),
        ("番号,専門\n1,防災\n1,教育\n", "3行目：番号「1」は前の行にもあります"),
        ("番号,番号,専門\n1,1,防災\n", "同じ列が2回あります"),
        ("番号,専門\n1,防災,教育\n", "2行目：見出しより欄が多くあります"),
        ('番号,専門\n1,"防災\n', "表として読めません"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, encoding="utf-8")
    found = _run(path, "防災")

    assert found.exit_code == 1
    assert said in found.stderr


def test_an_empty_text_and_an_unknown_kind_are_refused(table: Path) -> None:
    assert "探す文が空です" in _run(table, "　").stderr
    refused = _run(table, "防災", "--kind", "計画")
    assert (
        "種類「計画」の行はありません（あるもの：アドバイザー, 事例）" in refused.stderr
    )
