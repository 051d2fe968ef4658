"""The map shows all 47 prefectures, recognisably, to eyes, ears and keyboards."""

from __future__ import annotations

import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from chiiki import reference
from chiiki_web.ui import tile_map
from chiiki_web.ui.tile_map import TileMap, draw_tile_map, table_tile_map

SVG = "{http://www.w3.org/2000/svg}"
TILES = tomllib.loads(
    Path(tile_map.__file__).with_name("tile_positions.toml").read_text(encoding="utf-8")
)["tiles"]
# A traveller would be lost otherwise: (code, direction, code)
NEIGHBOURS = [
    ("02", "south of", "01"),
    ("09", "south of", "07"),
    ("12", "east of", "13"),
    ("14", "south of", "13"),
    ("20", "east of", "21"),
    ("22", "east of", "23"),
    ("26", "east of", "28"),
    ("29", "east of", "27"),
    ("34", "west of", "33"),
    ("35", "west of", "34"),
    ("39", "south of", "38"),
    ("40", "west of", "35"),
    ("46", "south of", "43"),
    ("47", "south of", "46"),
]


def chart(**values: object) -> TileMap:
    given: dict[str, object] = {
        "title": "Services",
        "values": {"200000": 42.0, "13": 7.0},
    }
    return TileMap(**(given | values))  # type: ignore[arg-type]


def parsed(drawn: TileMap) -> ElementTree.Element:
    svg = draw_tile_map(drawn).replace(
        "<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1
    )
    return ElementTree.fromstring(svg)


def tiles(drawn: TileMap) -> list[ElementTree.Element]:
    return [one for one in parsed(drawn) if one.tag in {f"{SVG}g", f"{SVG}a"}]


def said(one: ElementTree.Element) -> str:
    return str(one.findtext(f"{SVG}title"))


def test_every_prefecture_has_its_own_place() -> None:
    taken = [
        (row["column"] + x, row["row"] + y)
        for row in TILES.values()
        for x in range(row.get("size", 1))
        for y in range(row.get("size", 1))
    ]
    assert {one.code[:2] for one in reference.load_prefectures()} == set(TILES)
    assert len(taken) == len(set(taken)) == 46 + 4
    assert len({row["en"] for row in TILES.values()}) == 47


@pytest.mark.parametrize(("one", "direction", "other"), NEIGHBOURS)
def test_the_shape_is_that_of_japan(one: str, direction: str, other: str) -> None:
    here, there = TILES[one], TILES[other]
    if direction == "south of":
        assert here["row"] > there["row"]
        assert abs(here["column"] - there["column"]) <= 1
    elif direction == "east of":
        assert here["column"] > there["column"]
    else:
        assert here["column"] < there["column"]


def test_a_tile_shows_its_number_and_says_its_name() -> None:
    with translation.override("en"):
        found = {said(one): one for one in tiles(chart(unit="%"))}
    nagano = found["Nagano: 42%"]
    assert "42%" in [text.text for text in nagano.iter(f"{SVG}text")]
    assert "Osaka: no figure" in found
    assert len(found) == 47


@pytest.mark.parametrize(
    ("value", "look"),
    [(0.0, 0), (9.9, 0), (10.0, 1), (39.0, 3), (40.0, 4), (99.0, 4), (None, "none")],
)
def test_a_value_falls_into_its_class(value: float | None, look: object) -> None:
    drawn = chart(values={"20": value}, bounds=(10, 20, 30, 40))
    with translation.override("en"):
        tile = next(one for one in tiles(drawn) if said(one).startswith("Nagano"))
    rect = tile.find(f"{SVG}rect")
    assert rect is not None
    assert rect.get("class") == f"tile class-{look}"


def legend(drawn: TileMap) -> list[str | None]:
    found = parsed(drawn).findall(f"{SVG}text")
    return [one.text for one in found if one.get("class") == "tile-legend"]


def test_the_classes_of_what_is_counted_do_not_overlap() -> None:
    with translation.override("ja"):
        said = legend(chart(bounds=(5, 10, 15, 16), unit="件"))
    assert said[1:4] == ["5–9件", "10–14件", "15件"]


def test_the_classes_of_shares_meet() -> None:
    with translation.override("en"):
        said = legend(chart(values={"20": 12.0}, bounds=(10, 25, 50, 75), unit="%"))
    assert said[1:4] == ["10–25%", "25–50%", "50–75%"]


def test_a_name_too_long_for_its_tile_is_smaller_before_it_is_squeezed() -> None:
    with translation.override("ja"):
        found = {
            text.text: text for one in tiles(chart()) for text in one.iter(f"{SVG}text")
        }
    classes = {name: str(one.get("class")) for name, one in found.items()}
    assert "tile-long" in classes["鹿児島"]
    assert "tile-long" not in classes["長野"]
    assert float(found["鹿児島"].get("textLength", 0)) >= 0.9 * 3 * tile_map.LONG_TYPE


def test_without_links_it_is_one_picture() -> None:
    root = parsed(chart())
    ids = {one.get("id") for one in root.iter()}
    assert root.get("role") == "img"
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= ids
    assert not list(root.iter(f"{SVG}a"))


def test_links_are_not_hidden_in_a_picture() -> None:
    with translation.override("ja"):
        root = parsed(chart(links={"200000": "/x/?prefecture=20"}, unit="件"))
    (link,) = root.iter(f"{SVG}a")
    assert root.get("role") == "group"
    assert link.get("href") == "/x/?prefecture=20"
    assert link.get("aria-label") == "長野県：42件"


def test_the_table_holds_what_the_map_shows() -> None:
    with translation.override("ja"):
        table = table_tile_map(
            chart(unit="件", links={"20": "/x/", "99": "/s/"}, sample=3.0)
        )
    assert table.heads == ("都道府県", "値（件）")
    assert len(table.rows) == 48
    assert ("/x/", ("長野県", "42")) in table.linked_rows
    assert ("", ("東京都", "7")) in table.linked_rows
    assert ("/s/", ("見本県", "3")) in table.linked_rows


def test_the_table_stands_by_value_and_those_without_a_figure_last() -> None:
    with translation.override("en"):
        names = [row[0] for row in table_tile_map(chart(sample=9.0)).rows]
    assert names[:4] == ["Nagano", "Sample prefecture", "Tokyo", "Hokkaido"]
    assert names[-1] == "Okinawa"


def test_an_empty_map_can_be_drawn() -> None:
    with translation.override("en"):
        assert "No prefecture has a figure yet." in draw_tile_map(chart(values={}))


@pytest.mark.parametrize(("words", "tables"), [("", 1), (" table_beside=True", 0)])
def test_the_table_can_be_left_to_the_page(words: str, tables: int) -> None:
    template = Template(f"{{% load ui %}}{{% tile_map map{words} %}}")
    assert template.render(Context({"map": chart()})).count("<table") == tables
