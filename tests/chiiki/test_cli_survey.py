"""A survey from a terminal: estimates, whom they are about, a picture, or a sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from chiiki import survey
from chiiki.cli import main as cli
from chiiki.cli.survey_words import FAULTS
from chiiki_web import wording

FRAME = """
year = 2026
scope = "2026"
[units]
city = 10
town = 20
[[excluded]]
name = "沿岸の2町"
reason = "災害"
units = 2
[columns]
strata = ["size"]
[[steps]]
kind = "response_cells"
cells = ["size"]
answered = "answered"
[[statistics]]
kind = "proportion"
column = "runs"
[[statistics]]
kind = "mean"
column = "uses"
by = ["size"]
"""
ANSWERS = """名前,size,runs,uses,answered
a,city,1,90,1
b,city,1,40,1
c,city,0,0,1
d,city,1,60,1
e,city,,,0
f,town,0,0,1
g,town,0,0,1
h,town,1,25,1
i,town,0,0,1
j,town,0,0,1
k,town,1,30,1
l,town,0,0,1
"""


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, Path]:
    answers, frame = tmp_path / "answers.csv", tmp_path / "frame.toml"
    answers.write_text(ANSWERS, encoding="cp932")
    frame.write_text(FRAME, encoding="utf-8")
    return answers, frame


def _run(sample: tuple[Path, Path], *words: object) -> Result:
    call = ["survey", "estimate", *map(str, sample), *map(str, words)]
    return CliRunner().invoke(cli.app, call, env={"COLUMNS": "140"})


def test_it_prints_the_figures_of_the_engines_page(sample):
    found = _run(sample, "--lang", "en")
    assert found.exit_code == 0
    assert "0.4405" in found.stdout
    assert "0.2125 – 0.6966" in found.stdout


def test_it_says_whom_the_figures_are_about_and_whom_not(sample):
    found = _run(sample)
    assert "2026年の名簿 30団体（全体の93.8％）" in found.stdout
    assert "名簿に含まれない：沿岸の2町（2団体）。理由：災害" in found.stdout


def test_a_line_of_few_rows_is_hidden_and_says_why(sample):
    found = _run(sample, "--lang", "en")
    assert "hidden" in found.stdout
    assert "Hidden: fewer than 5 rows answered." in found.stdout


def test_options_stand_for_what_the_file_asks(sample):
    found = _run(
        sample, "--mean", "uses", "--by", "size", "--smallest-cell", 2, "--json"
    )
    told = json.loads(found.stdout)
    assert [one["statistic"] for one in told["tables"]] == ["mean of uses"]
    assert [one["suppressed"] for one in told["tables"][0]["lines"]] == [False, False]
    assert told["frame"]["coverage"] == 0.9375


def test_errors_may_come_from_replicates(sample):
    told = json.loads(_run(sample, "--se", "replicates", "--json").stdout)
    assert (told["errors"], told["kind"]) == ("replicates", "bootstrap")


@pytest.fixture
def parquet(sample, tmp_path: Path) -> Path:
    place, utf8 = tmp_path / "answers.parquet", tmp_path / "utf8.csv"
    utf8.write_text(sample[0].read_text("cp932"), encoding="utf-8")
    duckdb.sql(f"COPY (FROM read_csv('{utf8}')) TO '{place}' (FORMAT parquet)")
    return place


def test_a_parquet_file_gives_the_same_figures(sample, parquet):
    _answers, frame = sample
    assert _run((parquet, frame), "--json").stdout == _run(sample, "--json").stdout


def test_a_picture_draws_every_estimate_with_its_interval(sample, tmp_path):
    place = tmp_path / "figure.svg"
    _run(sample, "--picture", place)
    dots = ElementTree.fromstring(place.read_text("utf-8")).findall(".//{*}circle")
    assert len(dots) == 2


@pytest.mark.parametrize(
    ("change", "words", "sentence"),
    [
        (("year = 2026", ""), (), "year がありません"),
        (("[columns]", "[colums]"), (), "「colums」は定義にない項目です"),
        (("city = 10", "city = x"), (), "TOMLとして読めません"),
        (('kind = "mean"', 'kind = "mode"'), (), "「mode」は使えません"),
        (("town = 20", "village = 20"), (), "town"),
        (("", ""), ("--mean", "nothing"), "nothing"),
        (("", ""), ("--level", "2"), "2.0"),
        (("", ""), ("--picture", "a.gif"), "図は .svg または .png"),
        (('answered = "answered"', ""), (), "answered がありません"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(sample, change, words, sentence):
    answers, frame = sample
    frame.write_text(FRAME.replace(*change, 1) if change[0] else FRAME, "utf-8")
    found = _run(sample, *words)
    assert found.exit_code == 1
    assert found.stderr.lstrip().startswith("chiiki: ")
    assert sentence in found.stderr


def test_a_row_of_another_width_is_named(sample):
    answers, _frame = sample
    answers.write_text(ANSWERS + "m,town\n", encoding="utf-8")
    assert "14行目" in _run(sample).stderr


@pytest.mark.parametrize("code", [one for one in FAULTS if one.startswith("survey.")])
def test_site_and_command_line_say_the_same(code):
    for language in ("en", "ja"):
        with translation.override(language):
            assert str(wording.WORDING[code]) == FAULTS[code].text(language)


def test_every_refusal_of_the_engine_has_words():
    rooms = Path(survey.__file__).parent.glob("*.py")
    codes = {
        code
        for room in rooms
        for code in re.findall(r'"(survey\.[a-z_]+)"', room.read_text("utf-8"))
    }
    assert codes == {one for one in FAULTS if one.startswith("survey.")}
