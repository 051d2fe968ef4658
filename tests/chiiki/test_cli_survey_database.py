"""One file, in memory or with its rows in DuckDB: the same cells, figures and sentences."""

from __future__ import annotations

import csv
import datetime
import json
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from chiiki.cli import main as cli
from chiiki.cli.survey_database import table_in_database
from chiiki.cli.survey_tables import read_columns
from chiiki.survey.table import read_table

FRAME = """
year = 2026
scope = "2026"
[units]
city = 10
town = 20
[columns]
strata = ["size"]
clusters = ["code"]
weights = "w"
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
[[statistics]]
kind = "categories"
column = "field"
values = ["医療", "農業"]
missing = "category"
"""
ANSWERS = """code,size,w,runs,uses,answered,field,,seen
01100,city ,2,1,９０,1, 医療,0,2026-01-01
01202, city,２,1, 40 ,1,農業 ,1,2026-01-02
01203,city,2,0,0,1,医療,2,2026-01-01
01204,city,2,1,6e1,1,　,3,2026-01-01
01205,city,2, ,　,0,,4,
01206,city,2,0,1_0,1,農業,5,2026-01-01
01301,town,4,0,0,1,医療,6,2026-01-01
01302,town,4,nan,0,1,農業,7,2026-01-01
01303,town,4,1,25.5,1,医療,8,2026-01-01
01304,town,4,0,NaN,1, 農業,9,2026-01-01
01305,town,4,0,0,1,医療,10,2026-01-01
01306,town,4,1,30,1,,11,2026-01-01
01307,town,4,0,0,1,農業,12,2026-01-01
"""
TEXTS = {
    "numbers": [
        *("1", " 2 ", "３", "", "　", "nan", "-NaN", "inf", "-Infinity", "1e5"),
        *("1_000", "5.", "+7", ".5", "1e999", "1e-999", "-0", "\xa04\u3000", "٣٤"),
    ],
    "plain": ["1.5", "2", " -3e-2 ", ""],
    "texts": ["a", " b ", "", "ｃ", "c'd", 'x"y', "1"],
    "codes": ["01", "2", "", " 03"],
    "wide codes": ["0１", "2", "1"],
    "long codes": ["1234567890123456", "1234567890123457", "1"],
    "not long": ["123456789012345", "1", "2"],
    "hexadecimal": ["0x1A", "1", "2"],
    "empty": ["", " "],
    "nothing known": ["nan", "", "NaN"],
    "truth": ["True", "False", ""],
    "controls": ["\x1c1\x85", "2"],
    "wide": ["１２", "３"],
    "wide with a point": ["１.５", "２"],
    "wide sign": ["－１", "２"],
    "thousands": ["1,000", "2"],
    "powers": ["²", "1"],
    "改行": ["行\nあり", "b"],
}
TYPES = {
    "small": pa.array([1, 2, None], pa.int8()),
    "beyond": pa.array([2**53, 2**53 + 1, None], pa.int64()),
    "unsigned": pa.array([2**64 - 1, 2**64 - 2, 1], pa.uint64()),
    "truth": pa.array([True, False, None]),
    "single": pa.array([0.1, float("nan"), None], pa.float32()),
    "double": pa.array([0.1, float("nan"), 1e20]),
    "nothing known": pa.array([float("nan")] * 3),
    "money": pa.array([Decimal("0.10"), Decimal("12345678.91"), None]),
    "many digits": pa.array([Decimal("12345678901234567890.1")] * 3),
    "long": pa.array([Decimal(10**18 + one) for one in range(3)]),
    "date": pa.array([datetime.date(2026, 1, 1 + one) for one in range(3)]),
    "texts": pa.array([" a ", "", None]),
    "typed": pa.array([" 1 ", "２", None]),
    "dictionary": pa.array(["x", "y ", "x"]).dictionary_encode(),
    "null": pa.nulls(3),
    'A "x"': pa.array([1, 2, 3]),
}


def csv_of(folder: Path, encoding: str = "utf-8") -> Path:
    place = folder / "it's.csv"
    with place.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(TEXTS)
        for at in range(40):
            writer.writerow([cells[at % len(cells)] for cells in TEXTS.values()])
    return place


def parquet_of(folder: Path) -> Path:
    place = folder / "rows.parquet"
    pq.write_table(pa.table(TYPES), place)
    return place


@pytest.mark.parametrize("made", [csv_of, parquet_of])
def test_every_cell_is_what_it_is_in_memory(made, tmp_path):
    place = made(tmp_path)
    memory = read_table(read_columns(place))
    with table_in_database(place) as table:
        stays = read_table(table.to_pyarrow())
    assert [*stays.columns] == [*memory.columns]
    for name, cells in read_columns(place).items():
        one, other = memory.coded(name), stays.coded(name)
        assert (name, one.labels) == (name, other.labels)
        assert (one.codes == other.codes).all()
        if any(isinstance(cell, float) for cell in cells):
            figures = memory.numbers(name), stays.numbers(name)
            assert np.array_equal(*figures, equal_nan=True), name


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    place = tmp_path / "frame.toml"
    place.write_text(FRAME, encoding="utf-8")
    return place


@pytest.fixture(params=["utf-8", "utf-8-sig", "cp932", "parquet"])
def answers(request, tmp_path: Path) -> Path:
    place = tmp_path / "answers.csv"
    place.write_text(
        ANSWERS, encoding="utf-8" if request.param == "parquet" else request.param
    )
    if request.param != "parquet":
        return place
    columns = read_columns(place)
    del columns[""]
    held = {
        name: pa.array([np.nan if one is None else one for one in cells])
        if name in {"runs", "uses"}
        else pa.array([None if one is None else f" {one} " for one in cells])
        for name, cells in columns.items()
    }
    pq.write_table(pa.table(held), tmp_path / "answers.parquet")
    return tmp_path / "answers.parquet"


def _run(*words: object):
    call = ["survey", "estimate", *map(str, words)]
    return CliRunner().invoke(cli.app, call, env={"COLUMNS": "140"})


@pytest.mark.parametrize("se", ["taylor", "replicates"])
def test_rows_that_stay_in_the_database_print_the_same(answers, frame, se):
    memory, stays = (
        _run(answers, frame, "--smallest-cell", 1, "--se", se, *more)
        for more in ((), ("--in-database",))
    )
    assert memory.exit_code == 0
    assert stays.stdout == memory.stdout


def test_their_figures_are_the_same_to_the_last_digits(answers, frame):
    memory, stays = (
        json.loads(_run(answers, frame, "--smallest-cell", 1, "--json", *more).stdout)
        for more in ((), ("--in-database",))
    )
    assert [_figures(one) for one in stays["tables"]] == [
        pytest.approx(_figures(one), rel=1e-12) for one in memory["tables"]
    ]


def _figures(table: dict[str, list[dict[str, object]]]) -> list[object]:
    names = ("value", "se", "low", "high", "n", "population", "deff")
    return [line[name] for line in table["lines"] for name in names]


def test_long_codes_are_told_apart(tmp_path, frame):
    """As floats, 9007199254740992 and 9007199254740993 are one."""
    place = tmp_path / "answers.csv"
    lines = ANSWERS.replace("\n01", "\n90071992547401")
    place.write_text(lines, encoding="utf-8")
    codes = read_columns(place)["code"]
    assert len({*codes}) == 13
    assert _run(place, frame).stdout == _run(place, frame, "--in-database").stdout


@pytest.mark.parametrize(
    "content", ["", "a,b\n", "a,a\n1,2\n", "a,b\n1\n", "a\n" + "x" * 200_000, "あ,い"]
)
def test_what_memory_refuses_is_refused_in_the_same_words(tmp_path, frame, content):
    place = tmp_path / "answers.csv"
    place.write_text(content, encoding="utf-8")
    memory, stays = (_run(place, frame, *more) for more in ((), ("--in-database",)))
    assert memory.exit_code == stays.exit_code == 1
    assert memory.stderr == stays.stderr


def test_a_file_that_is_no_parquet_is_refused(tmp_path, frame):
    place = tmp_path / "answers.parquet"
    place.write_text("no", encoding="utf-8")
    assert "表として読めません" in _run(place, frame, "--in-database").stderr


def test_without_its_extra_the_database_is_refused_with_what_to_install(
    answers, frame, monkeypatch
):
    monkeypatch.setitem(sys.modules, "ibis", None)
    found = _run(answers, frame, "--in-database")
    assert "pip install 'chiiki[databases]'" in found.stderr


def _with_types(folder: Path) -> Path:
    place = folder / "types.parquet"
    held = {
        "size": ["city", "town"] * 10,
        "code": [*range(20)],
        "w": [1.0] * 20,
        "answered": [1] * 20,
        "long": [10**16 + one for one in range(20)],
        "moment": pa.array([0] * 20, pa.timestamp("us")),
    }
    pq.write_table(pa.table(held), place)
    return place


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--mean", "long"), "long列には、0で始まる数字か16桁以上の整数があるため"),
        (("--mean", "w", "--by", "moment"), "moment列の型（TIMESTAMP）は"),
        (("--mean", "nothing"), "nothingという列がありません"),
    ],
)
def test_what_cannot_be_read_alike_is_refused_once_it_is_asked(
    tmp_path, frame, words, sentence
):
    place = _with_types(tmp_path)
    assert _run(place, frame, "--mean", "w", "--in-database").exit_code == 0
    found = _run(place, frame, *words, "--in-database")
    assert found.exit_code == 1
    assert sentence in found.stderr


def test_names_that_differ_in_capitals_only_are_refused(tmp_path, frame):
    place = tmp_path / "answers.csv"
    place.write_text("a,A\n1,2\n", encoding="utf-8")
    found = _run(place, frame, "--in-database", "--lang", "en")
    assert "“a” and “A” differ in capitals only" in found.stderr


def test_nothing_is_left_of_the_copy(tmp_path, frame, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    place = csv_of(tmp_path)
    with table_in_database(place):
        assert len([*tmp_path.glob("*/*.parquet")]) == 1
    assert not [*tmp_path.glob("*/*.parquet")]
