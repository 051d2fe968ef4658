"""What the page of one table shows: its rows in words, its pictures, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from chiiki.publication import Breakdown
from chiiki_web.results import queries
from chiiki_web.results.queries import Line, Read, Wish
from chiiki_web.results.views import showing
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars
from chiiki_web.ui.tile_map import TileMap
from chiiki_web.wording import results as words

PERCENT = showing.PERCENT
NEARLY = 1e-6
SAMPLES = "48"  # codes of prefectures go up to 47


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table in words; ``why`` where it is not shown."""

    label: str
    value: str
    interval: str
    n: str
    units: str
    population: str
    why: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, and their picture."""

    name: str
    chart: Bars | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_here: bool


def table_context(read: Read, wish: Wish, here: str) -> dict[str, object]:
    """One table: its chart, its rows, and the ways on. ``here`` is its own address."""
    lines = queries.lines(read, wish)
    title = _title(read, wish)
    model = read.publication.table(wish.table).model_cells
    drawn = _map(lines, title) if wish.by == Breakdown.PREFECTURE else None
    kept = {} if read.edition.number is None else {"edition": read.edition.number}
    asked = urlencode(kept | {"table": str(wish.table)})
    return {
        "wish": wish,
        "take": {
            kind: f"{reverse(f'results:{kind}', args=[read.survey.code])}?{asked}"
            for kind in ("xlsx", "csv")
        },
        "title": words.TABLES[wish.table],
        "subtitle": title,
        "base": words.BASES[wish.base],
        "groups": [
            Group(
                name,
                _bars(some, f"{title}{_aside(name)}", read, drawn),
                [*map(_row, some)],
            )
            for name, some in _grouped(lines, wish)
        ],
        "map": drawn,
        "adds_not_up": _adds_not_up(lines),
        "hides": any(one.figure.hidden for one in lines),
        "counts_units": any(one.figure.units != one.figure.n for one in lines),
        "part_name": words.PART_HEADS[wish.by],
        "bases": [
            Link(
                str(words.BASES[one]), _at(here, base=one, by=wish.by), one == wish.base
            )
            for one in wish.bases
        ],
        "parts": [
            Link(
                str(words.PARTS[one]),
                _at(here, base=wish.base, by=one, item=wish.item),
                one == wish.by,
            )
            for one in wish.parts
        ],
        "items": [(one, read.item(one), one == wish.item) for one in wish.items],
        "model_cells": showing.listed([words.CELLS[one] for one in model])
        if wish.base == "running_known"
        else "",
    }


def _row(line: Line) -> Row:
    one = line.figure
    hidden = "nobody" if one.n == 0 else one.hidden
    return Row(
        label=line.label,
        value=showing.shown(one.value),
        interval=showing.ends(one.low, one.high),
        n=showing.counted(one.n),
        units=showing.counted(one.units),
        population=showing.counted(one.population),
        why=str(words.HIDDEN[hidden]) if one.hidden else "",
        is_head=line.is_head,
    )


def _grouped(lines: list[Line], wish: Wish) -> list[tuple[str, list[Line]]]:
    """Fields that are planned apart from those that are not: each stands in both."""
    if wish.by != Breakdown.WHOLE:
        return [("", lines)]
    found = []
    for group in dict.fromkeys(one.group for one in lines):
        name = str(words.GROUPS.get(group, ""))
        said = formats.in_brackets(name) if name else ""
        some = [
            replace(one, label=one.label.removesuffix(said))
            for one in lines
            if one.group == group
        ]
        found.append((name, some))
    return found


def _aside(name: str) -> str:
    return f"{formats.colon()}{name}" if name else ""


def _adds_not_up(lines: list[Line]) -> bool:
    """Whether shares of one whole are rounded to something else than 100."""
    shares = [one.figure.value for one in lines]
    if None in shares or abs(sum(one or 0 for one in shares) - 1) > NEARLY:
        return False
    tenths = sum(round((one or 0) * PERCENT * 10) for one in shares)
    return tenths != PERCENT * 10


def _bars(
    lines: list[Line], title: str, read: Read, drawn: TileMap | None
) -> Bars | None:
    known = [one for one in lines if one.figure.value is not None]
    if not known or drawn:
        return None
    return Bars(
        title=title,
        rows=tuple(
            Bar(
                one.label,
                _percent(one.figure.value),
                low=_percent(one.figure.low),
                high=_percent(one.figure.high),
                highlight=one.is_head,
            )
            for one in known
        ),
        unit="%",
        decimals=1,
        range_name=_("%(level)s %% interval")
        % {"level": f"{read.publication.choices.level * PERCENT:g}"},
    )


def _map(lines: list[Line], title: str) -> TileMap | None:
    """Nothing where no real prefecture has a figure: bars say it better."""
    values = {
        one.figure.domain: _percent(one.figure.value)
        for one in lines
        if one.figure.domain[:2].isdigit()
    }
    real = {one: value for one, value in values.items() if one[:2] < SAMPLES}
    if not any(value is not None for value in real.values()):
        return None
    return TileMap(
        title=title,
        values=real,
        unit="%",
        note=_("A prefecture without a figure has none, or too few answered there."),
    )


def _title(read: Read, wish: Wish) -> str:
    part = str(words.PARTS[wish.by])
    if wish.item:
        return f"{read.item(wish.item)}{formats.in_brackets(part)}"
    return f"{words.TABLES[wish.table]}{formats.in_brackets(part)}"


def _at(here: str, **asked: object) -> str:
    path, _mark, query = here.partition("?")
    kept = {name: str(value) for name, value in asked.items() if value}
    more = f"&{query}" if query else ""
    return f"{path}?{urlencode(kept)}{more}"


def _percent(share: float | None) -> float | None:
    return None if share is None else share * PERCENT
