"""The 47 prefectures as squares of one size, so that Tokyo is as easy to read as Hokkaido.

Drawn by us, without boundary data: ``tile_positions.toml`` says where each stands.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from pathlib import Path

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki import reference
from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import Attribute, element, ticks, width_of
from chiiki_web.ui.charts.table import Table

TILE, STEP_X, STEP_Y = 56.0, 58.0, 60.0
TYPE = 25  # units of the drawing; half as many pixels on a phone
LONG_TYPE = 19  # for what is too long for its tile; nine pixels on a phone
SAMPLE_PLACE = (9.0, 11.4)
CLASSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """``values`` and ``links`` by prefecture code (only its first two digits count).

    ``bounds`` are the four lower bounds of the second to fifth class; without them, five
    equal steps from nought. ``sample`` adds a tile for the invented prefecture; a link
    under a code that no real prefecture has is its link.
    """

    title: str
    values: Mapping[str, float | None]
    unit: str = ""
    decimals: int = 0
    bounds: tuple[float, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    sample: float | None = None
    value_name: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    column: float
    row: float
    size: int
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class _Tile:
    place: _Place
    name: str
    value: float | None
    link: str


def draw_tile_map(chart: TileMap) -> SafeString:
    """Return the map as an SVG; its tiles are links where ``links`` says so."""
    columns, rows, _places = _positions()
    bounds = chart.bounds or _equal_steps(chart)
    tiles = _tiles(chart)
    key = f"m{zlib.crc32(repr(chart).encode()):08x}"
    return element(
        "svg",
        element("title", chart.title, id=f"{key}-t"),
        element("desc", _describe(chart, tiles), id=f"{key}-d"),
        *_legend(chart, bounds),
        element("path", d=_inset_line(rows), class_="inset"),
        *(_draw(chart, tile, bounds) for tile in tiles),
        class_="tile-map",
        # A picture hides what is inside it from those who listen; links must not be hidden.
        role="group" if chart.links else "img",
        viewBox=f"0 0 {columns * STEP_X:g} {rows * STEP_Y:g}",
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
    )


def table_tile_map(chart: TileMap) -> Table:
    unit = formats.in_brackets(chart.unit.strip()) if chart.unit.strip() else ""
    value_name = chart.value_name or pgettext("chart", "Value")
    tiles = sorted(_tiles(chart), key=_by_value)
    return Table(
        (_("Prefecture"), f"{value_name}{unit}"),
        tuple((tile.name, _plain(chart, tile.value)) for tile in tiles),
        tuple(tile.link for tile in tiles),
    )


def _by_value(tile: _Tile) -> float:
    """The highest first; of those alike, and of those without a figure, as on the map."""
    return inf if tile.value is None else -tile.value


def _tiles(chart: TileMap) -> list[_Tile]:
    _columns, _rows, places = _positions()
    values = {code[:2]: value for code, value in chart.values.items()}
    links = {code[:2]: url for code, url in chart.links.items()}
    japanese = formats.is_japanese()
    tiles = [
        _Tile(
            places[one.code[:2]],
            one.name if japanese else one.name_en,
            values.get(one.code[:2]),
            links.get(one.code[:2], ""),
        )
        for one in reference.load_prefectures()
    ]
    if chart.sample is not None:
        place = _Place(*SAMPLE_PLACE, 1, "見本", "SMP")
        link = next((url for code, url in links.items() if code not in places), "")
        tiles.append(_Tile(place, _("Sample prefecture"), chart.sample, link))
    return tiles


def _draw(chart: TileMap, tile: _Tile, bounds: tuple[float, ...]) -> SafeString:
    place = tile.place
    side = TILE + (place.size - 1) * STEP_X
    tall = TILE + (place.size - 1) * STEP_Y
    x, y = place.column * STEP_X + 1, place.row * STEP_Y + 1
    look = _class(tile.value, bounds)
    label = place.ja if formats.is_japanese() else place.en
    middle, centre = x + side / 2, y + tall / 2
    apart = " apart" if (place.column, place.row) == SAMPLE_PLACE else ""
    said = f"{tile.name}{formats.colon()}{_with_unit(chart, tile.value)}"
    parts = [
        element("title", said),
        element(
            "rect",
            x=x,
            y=y,
            width=side,
            height=tall,
            rx=4,
            class_=f"tile {look}{apart}",
        ),
        _fitted(label, middle, centre - 4, side, f"tile-name on-{look}"),
        _fitted(
            _in_tile(chart, tile.value),
            middle,
            centre + 23,
            side,
            f"tile-value on-{look}",
        ),
    ]
    if tile.link:
        return element("a", *parts, href=tile.link, aria_label=said)
    return element("g", *parts)


def _fitted(words: str, x: float, y: float, side: float, class_: str) -> SafeString:
    """Text in the middle of a tile, smaller where it would not fit, then squeezed."""
    squeezed: dict[str, Attribute] = {}
    if width_of(words) * TYPE > side - 4:
        class_ = f"{class_} tile-long"
    if width_of(words) * LONG_TYPE > side - 4:
        squeezed = {"textLength": side - 4, "lengthAdjust": "spacingAndGlyphs"}
    return element(
        "text", words, x=x, y=y, class_=class_, text_anchor="middle", **squeezed
    )


def _legend(chart: TileMap, bounds: tuple[float, ...]) -> list[SafeString]:
    unit = chart.unit
    written = [_plain(chart, bound) for bound in bounds]
    words = [_("under %(bound)s") % {"bound": f"{written[0]}{unit}"}]
    words += [
        f"{_between(chart, low, high)}{unit}"
        for low, high in zip(bounds, bounds[1:], strict=False)
    ]
    words += [
        _("%(bound)s and over") % {"bound": f"{written[-1]}{unit}"},
        _("No figure"),
    ]
    parts = []
    for index, one in enumerate(words):
        look = f"class-{index}" if index < CLASSES else "class-none"
        y = 8 + index * 42.0
        parts += [
            element("rect", x=2, y=y, width=44, height=30, rx=4, class_=f"tile {look}"),
            element("text", one, x=58, y=y + 24, class_="tile-legend"),
        ]
    return parts


def _between(chart: TileMap, low: float, high: float) -> str:
    """From one bound to below the next; things that are counted end one before it."""
    numbers = [low, high, *(one for one in chart.values.values() if one is not None)]
    is_counted = chart.unit != "%" and all(one == int(one) for one in numbers)
    last = high - 1 if is_counted else high
    written = _plain(chart, low)
    return written if last == low else f"{written}–{_plain(chart, last)}"


def _inset_line(rows: float) -> str:
    """A line that sets Okinawa apart, as maps of Japan usually do."""
    top, right = 12.2 * STEP_Y, 1.3 * STEP_X
    return f"M0 {top:g}H{right:g}L{right + 24:g} {top + 24:g}V{rows * STEP_Y:g}"


def _describe(chart: TileMap, tiles: list[_Tile]) -> str:
    known = [tile for tile in tiles if tile.value is not None]
    if not known:
        return _("No prefecture has a figure yet.")
    most = max(known, key=lambda tile: tile.value or 0)
    least = min(known, key=lambda tile: tile.value or 0)
    return _(
        "Map of the prefectures as squares; %(known)s of %(all)s have a figure. "
        "Highest: %(most)s. Lowest: %(least)s."
    ) % {
        "known": len(known),
        "all": len(tiles),
        "most": f"{most.name} {_with_unit(chart, most.value)}",
        "least": f"{least.name} {_with_unit(chart, least.value)}",
    }


def _equal_steps(chart: TileMap) -> tuple[float, ...]:
    values = [value for value in chart.values.values() if value is not None]
    top = ticks(max([*values, chart.sample or 0, 0]), CLASSES)[-1]
    return tuple(round(top * index / CLASSES, 6) for index in range(1, CLASSES))


def _class(value: float | None, bounds: tuple[float, ...]) -> str:
    if value is None:
        return "class-none"
    return f"class-{sum(value >= bound for bound in bounds)}"


def _plain(chart: TileMap, value: float | None) -> str:
    return formats.NOTHING if value is None else formats.number(value, chart.decimals)


def _in_tile(chart: TileMap, value: float | None) -> str:
    """A tile has room for the sign of a percentage, not for other units."""
    is_percent = value is not None and chart.unit == "%"
    return _plain(chart, value) + ("%" if is_percent else "")


def _with_unit(chart: TileMap, value: float | None) -> str:
    return _("no figure") if value is None else f"{_plain(chart, value)}{chart.unit}"


@cache
def _positions() -> tuple[float, float, Mapping[str, _Place]]:
    path = Path(__file__).with_name("tile_positions.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    places = {
        code: _Place(
            row["column"], row["row"], row.get("size", 1), row["ja"], row["en"]
        )
        for code, row in data["tiles"].items()
    }
    return data["columns"], data["rows"], places
