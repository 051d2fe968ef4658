"""An index from a terminal: ranks, their intervals, a picture, or a sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from chiiki import indices
from chiiki.cli import main as cli
from chiiki.cli.index_words import FAULTS
from chiiki_web import wording

SPECIFICATION = """
code = "sample"
name_ja = "見本の指数"
name_en = "Sample index"
panel_version = "1"
[steps]
missing = "refuse"
normalisation = { scale = "t_score" }
[[node]]
code = "index"
name_ja = "見本"
name_en = "Sample"
[[indicator]]
code = "households"
name_ja = "世帯普及率"
name_en = "Households"
parent = "index"
[[indicator]]
code = "price"
name_ja = "料金"
name_en = "Price"
parent = "index"
direction = -1
"""
FIGURES = """町,households,price
見本市,80,5000
見本町,60,3000
見本村,70,6000
"""


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, Path]:
    specification, figures = tmp_path / "sample.toml", tmp_path / "figures.csv"
    specification.write_text(SPECIFICATION, encoding="utf-8")
    figures.write_text(FIGURES, encoding="cp932")
    return specification, figures


def _run(command: str, sample: tuple[Path, Path], *words: object) -> Result:
    call = ["index", command, *map(str, sample), *map(str, words)]
    return CliRunner().invoke(cli.app, call, env={"COLUMNS": "120"})


def test_units_stand_by_rank_with_their_intervals(sample: tuple[Path, Path]) -> None:
    found = _run("rank", sample, "--weights", 0.5)
    lines = [line for line in found.stdout.splitlines() if "見本" in line]
    assert [line.split("│")[2].strip() for line in lines] == [
        "見本市",
        "見本町",
        "見本村",
    ]
    assert "1–2" in lines[0]


def test_a_program_reads_json(sample: tuple[Path, Path]) -> None:
    found = json.loads(_run("rank", sample, "--json", "--weights", 0).stdout)
    assert [(one["unit"], one["rank"], one["low"]) for one in found] == [
        ("見本市", 1, 1),
        ("見本町", 2, 2),
        ("見本村", 3, 3),
    ]


def test_the_variance_is_shared_out(sample: tuple[Path, Path]) -> None:
    found = _run("sensitivity", sample, "--json", "--scale", "min_max", "--draws", 64)
    assert [one["input"] for one in json.loads(found.stdout)] == [
        "normalisation",
        "weights 1",
    ]


def test_the_table_of_shares_names_what_was_varied(sample: tuple[Path, Path]) -> None:
    assert "重み（下から1段目）" in _run("sensitivity", sample, "--draws", 8).stdout


def test_a_picture_has_a_line_for_each_unit(
    sample: tuple[Path, Path], tmp_path: Path
) -> None:
    place = tmp_path / "ranks.svg"
    _run("rank", sample, "--picture", place)
    drawn = ElementTree.parse(place).getroot()
    texts = {one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"見本市", "見本町", "見本村", "見本の指数"} <= texts


def test_a_picture_may_be_a_png(sample: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "ranks.png"
    _run("rank", sample, "--picture", place)
    assert place.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("old", "new", "words", "told"),
    [
        ("80,", ",", (), "見本市の「households」に値がありません。"),
        ("80,", "many,", (), "「many」は数ではありません。"),
        ("price\n", "cost\n", (), "「price」の列がありません。"),
        ("", "", ("--picture", "ranks.gif"), "図は .svg または .png"),
        ("", "", ("--weights", 1), "重みの幅は0以上1未満"),
        ("", "", ("--mean", "geometric", "--scale", "rank"), None),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    sample: tuple[Path, Path],
    old: str,
    new: str,
    words: tuple[object, ...],
    told: str | None,
) -> None:
    sample[1].write_text(FIGURES.replace(old, new, 1), encoding="utf-8")
    found = _run("rank", sample, *words)
    assert found.exit_code == int(told is not None)
    assert told is None or told in found.stderr


def test_an_index_that_is_nowhere_is_named(sample: tuple[Path, Path]) -> None:
    found = _run("rank", (Path("nowhere"), sample[1]), "--lang", "en")
    assert "There is no index “nowhere”." in found.stderr


@pytest.mark.parametrize("code", [one for one in FAULTS if one.startswith("indices.")])
def test_site_and_command_line_say_the_same(code: str) -> None:
    for language in ("en", "ja"):
        with translation.override(language):
            assert str(wording.WORDING[code]) == FAULTS[code].text(language)


def test_every_refusal_of_the_engine_has_words() -> None:
    rooms = Path(indices.__file__).parent.glob("*.py")
    codes = {
        code
        for room in rooms
        for code in re.findall(r'"(indices\.[a-z_]+)"', room.read_text("utf-8"))
    }
    # what a terminal cannot ask for
    beyond = {"share", "rank", "no_unit", "shape", "replicates"}
    assert codes - FAULTS.keys() == {f"indices.{one}" for one in beyond}


def test_series_are_read_as_their_publishers_give_them(tmp_path: Path) -> None:
    spec, bank, itu = (tmp_path / name for name in ("s.toml", "bank.csv", "itu.csv"))
    units = "".join(f'[[unit]]\ncode = "{one}"\n' for one in ("QAA", "QBB", "QCC"))
    series = "".join(
        f'[[series]]\nindicator = "{name}"\npublisher = "{by}"\ncode = "{code}"\n'
        for name, by, code in (
            ("households", "world_bank", "XX.H"),
            ("price", "itu", "i99P"),
        )
    )
    years = "[years]\nedition = 2026\nlatest_within = 3\n"
    spec.write_text(SPECIFICATION + years + units + series, encoding="utf-8")
    bank.write_text(
        "Country Name,Country Code,Indicator Name,Indicator Code,2024\n"
        "A,QAA,H,XX.H,80\nB,QBB,H,XX.H,60\nC,QCC,H,XX.H,70\n"
    )
    itu.write_text(
        "seriesCode,entityIso,dataYear,dataValue\n"
        "i99P,QAA,2025,50\ni99P,QBB,2025,30\ni99P,QCC,2025,60\n"
    )
    words = ["index", "rank", str(spec), str(bank), str(itu), "--json"]
    found = CliRunner().invoke(cli.app, words)
    assert found.exit_code == 0, found.output
    assert [one["unit"] for one in json.loads(found.stdout)] == ["QAA", "QBB", "QCC"]


def test_two_tables_of_ones_own_are_refused(sample: tuple[Path, Path]) -> None:
    spec, table = sample
    words = ["index", "rank", str(spec), str(table), str(table), "--lang", "en"]
    found = CliRunner().invoke(cli.app, words)
    assert found.exit_code == 1
    assert "Give one table of figures (there are 2)." in found.stderr
