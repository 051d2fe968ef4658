"""A chart is a sound picture with a name, and its table holds the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation

from chiiki_web.ui import charts, gallery
from chiiki_web.ui.charts.drawing import PHONE, TYPE, width_of, wrap

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def parsed(chart: charts.Chart) -> ElementTree.Element:
    svg = charts.draw(chart).replace(
        "<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1
    )
    return ElementTree.fromstring(svg)


def percent(mark: ElementTree.Element, name: str) -> float:
    return float(mark.get(name, "0").rstrip("%"))


def bars(chart: charts.Chart, class_: str = "bar") -> list[ElementTree.Element]:
    return [
        one for one in parsed(chart).iter(f"{SVG}rect") if one.get("class") == class_
    ]


@pytest.mark.parametrize("index", range(10))
def test_every_chart_has_a_name_and_no_inline_style(language: str, index: int) -> None:
    chart = gallery.all_charts()[index]
    root = parsed(chart)
    ids = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert root.get("role") == "img"
    assert ids[root.get("aria-labelledby")] == chart.title
    assert ids[root.get("aria-describedby")]
    assert not [
        one for one in root.iter() if one.get("style") or one.tag == f"{SVG}style"
    ]


@pytest.mark.parametrize("index", range(10))
def test_nothing_is_drawn_outside(language: str, index: int) -> None:
    root = parsed(gallery.all_charts()[index])
    for mark in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= percent(mark, name) <= 100
        assert percent(mark, "x") + percent(mark, "width") <= 100.1


@pytest.mark.parametrize("index", range(10))
def test_every_row_of_a_table_is_complete(language: str, index: int) -> None:
    table = charts.table(gallery.all_charts()[index])
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.heads)}
    assert all(cell for row in table.rows for cell in row)


def test_lengths_are_in_proportion() -> None:
    chart = charts.Bars(
        title="t", rows=(charts.Bar("a", 50), charts.Bar("b", 25)), maximum=100
    )
    half, quarter = bars(chart)
    assert percent(half, "width") == pytest.approx(
        2 * percent(quarter, "width"), abs=0.02
    )


def test_a_highlight_is_bold_too() -> None:
    rows = (charts.Bar("a", 5, highlight=True), charts.Bar("b", 9))
    chart = charts.Bars(title="t", rows=rows)
    bold = [
        one.text
        for one in parsed(chart).iter(f"{SVG}text")
        if "strong" in one.get("class", "")
    ]
    assert "a" in bold
    assert "b" not in bold
    assert len(bars(chart, "bar pale")) == 1


def test_what_is_not_known_is_said() -> None:
    chart = charts.Bars(title="t", rows=(charts.Bar("a", None), charts.Bar("b", 9)))
    with translation.override("en"):
        assert "no data" in charts.draw(chart)
        assert charts.table(chart).rows[0] == ("a", "–")
    assert len(bars(chart)) == 1


def test_intervals_stand_in_picture_and_table() -> None:
    rows = (charts.Bar("a", 50, low=40, high=60),)
    chart = charts.Bars(title="t", rows=rows, maximum=100)
    lines = [
        one
        for one in parsed(chart).iter(f"{SVG}line")
        if one.get("class") == "interval" and "%" in one.get("x1", "")
    ]
    span = max(percent(one, "x2") for one in lines) - min(
        percent(one, "x1") for one in lines
    )
    assert span == pytest.approx(percent(bars(chart)[0], "width") * 20 / 50, abs=0.05)
    assert charts.table(chart).rows == (("a", "50", "40", "60"),)


def test_labels_are_escaped() -> None:
    chart = charts.Bars(title="<t>", rows=(charts.Bar('<script>"&', 1),))
    assert "<script" not in charts.draw(chart)
    assert parsed(chart).find(f"{SVG}title").text == "<t>"  # type: ignore[union-attr]


def test_a_month_without_a_report_is_seen_and_named() -> None:
    months = (
        charts.Month(date(2026, 4, 1), 120, 100),
        charts.Month(date(2026, 5, 1), None, 100),
        charts.Month(date(2026, 6, 1), 0, 100),
    )
    chart = charts.Columns(title="t", months=months, value_name="Uses", unit=" uses")
    with translation.override("en"):
        gaps = bars(chart, "gap")
        assert len([one for one in gaps if one.get("width", "").endswith("%")]) == 1
        assert charts.table(chart).rows == (
            ("April 2026", "120", "100"),
            ("May 2026", "no report", "100"),
            ("June 2026", "0", "100"),
        )
        assert "2 of 3 months reported" in charts.draw(chart)


def test_a_target_that_changes_is_a_step() -> None:
    months = tuple(
        charts.Month(date(2026, number, 1), 10.0, 100.0 if number < 6 else 150.0)
        for number in range(4, 9)
    )
    chart = charts.Columns(title="t", months=months)
    targets = [
        one for one in parsed(chart).iter(f"{SVG}line") if one.get("class") == "target"
    ]
    upright = [one for one in targets if one.get("x1") == one.get("x2") != "0"]
    assert len([one for one in upright if one.get("y1") != one.get("y2")]) == 1


def test_what_is_left_of_the_whole_is_hatched() -> None:
    chart = charts.Shares(
        title="t",
        parts=("Yes", "No"),
        rows=(charts.ShareRow("a", (60, 30)),),
        whole=100,
        rest="No answer",
    )
    rest = bars(chart, "share share-rest")[0]
    assert rest.get("fill") == "url(#share-hatch)"
    assert rest.get("width") == "10%"
    assert charts.table(chart).rows == (("a", "60.0", "30.0", "10.0"),)


def test_a_step_line_goes_down_where_it_should() -> None:
    line = charts.Line("a", (charts.Point(0, 100), charts.Point(2, 50)), until=4)
    chart = charts.Lines(title="t", lines=(line,), time_name="Years")
    steps = [
        one
        for one in parsed(chart).iter(f"{SVG}line")
        if one.get("class") == "step step-0" and one.get("x1", "").endswith("%")
    ]
    flat = [one for one in steps if one.get("y1") == one.get("y2")]
    falls = [one for one in steps if one.get("x1") == one.get("x2")]
    assert len(flat) == 2
    assert len(falls) == 1
    assert percent(falls[0], "x1") == pytest.approx(percent(flat[0], "x2"))
    assert float(falls[0].get("y2", 0)) > float(falls[0].get("y1", 0))


@pytest.mark.parametrize(
    "words",
    [
        "導入の費用が高く、単独では負担しきれないという声が多い（複数回答）",
        "Whether the benefit is worth the cost cannot be said",
        "ICT人材の育成・確保が進まない",
    ],
)
def test_a_label_fits_a_phone(words: str) -> None:
    lines = wrap(words)
    assert max(width_of(line) for line in lines) * TYPE <= PHONE
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert not [line for line in lines if line[0] in "、。）・"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "地域情報通信基盤整備推進交付金 平成21年度補正",
            ["地域情報通信基盤整備推進交付金", "平成21年度補正"],
        ),
        (
            "（見本）令和8年度 ふるさと元気事業（3回募集）",
            ["（見本）令和8年度 ふるさと元気事業", "（3回募集）"],
        ),
        (
            "地域ICT利活用モデル構築事業 平成19〜21年度",
            ["地域ICT利活用モデル構築事業", "平成19〜21年度"],
        ),
    ],
)
def test_a_label_breaks_between_phrases(words: str, lines: list[str]) -> None:
    assert wrap(words) == lines


def test_the_same_values_give_the_same_picture() -> None:
    first, second = gallery.all_charts()[0], gallery.all_charts()[0]
    assert charts.draw(first) == charts.draw(second)


def test_each_fiscal_year_is_named_where_it_begins() -> None:
    months = [date(2025 + (2 + n) // 12, (2 + n) % 12 + 1, 1) for n in range(20)]
    chart = charts.Columns(
        title="x", months=tuple(charts.Month(one, 5.0) for one in months)
    )

    with translation.override("ja"):
        said = "".join(parsed(chart).itertext())

    assert "令和7年度" in said
    assert "令和8年度" in said
    assert "令和6年度" not in said  # March alone: no room beside April
