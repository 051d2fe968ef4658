"""The story of an index over prefectures that do not exist: two editions, a third begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random
from uuid import UUID, uuid5

from django.utils import timezone

from chiiki_web.indices import actions as indices
from chiiki_web.indices.engine_input import Figures
from chiiki_web.indices.models import Edition, Index
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast

SPACE = UUID("d8a6d2d4-1df5-4c53-9a5e-6f6f5b1f8c11")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
FIRST_PANEL, SECOND_PANEL = LETTERS[:22], LETTERS.replace("E", "")
SOURCE = "（見本）架空の県の架空の数値です。実在の都道府県の数値ではありません。"
# Indicator: usual figure, how far prefectures lie apart, what a year brings.
USUAL = {
    "online_procedures": (42, 14, 5),
    "open_data": (260, 110, 25),
    "school_devices": (68, 13, 3),
    "telework": (31, 10, 1),
    "cloud": (63, 9, 3),
    "fibre": (71, 9, 1),
    "mobile": (84, 8, 4),
    "wifi": (55, 14, 3),
    "price": (4_800, 420, -60),
    "staff": (2.1, 0.7, 0.1),
    "training": (38, 13, 4),
    "older_people": (57, 8, 3),
}
GAPS = {("G", "wifi"), ("N", "staff"), ("R", "open_data")}
OLDER = {"telework", "older_people"}  # figures of the year before


def index_story(cast: Cast, at: datetime) -> Story:
    """An index is started, published for two years, and a third edition is prepared."""
    year = timezone.localdate(at).year
    began = at - days(390)
    yield began
    index = _start(cast, began)
    _publish(index, FIRST_PANEL, year - 1, cast, began + timedelta(hours=2))
    again = at - days(20)
    yield again
    _change(index, cast, again)
    _publish(index, SECOND_PANEL, year, cast, again + timedelta(hours=2))
    yield at - days(1)
    _prepare(index, SECOND_PANEL, year + 1, cast, at - days(1))


def figures_of(panel: Sequence[str], year: int) -> Figures:
    """Made-up figures; the same letters and year have the same."""
    names = [*USUAL, "population"]
    return {
        "units": [
            {
                "code": f"sample-{letter.lower()}",
                "name_ja": f"見本{letter}県",
                "name_en": f"Sample prefecture {letter}",
                "prefecture": "",
                "groups": {},
            }
            for letter in panel
        ],
        "indicators": names,
        "values": [[_figure(one, name, year) for name in names] for one in panel],
        "years": [
            [
                0 if (one, name) in GAPS else year - (2 if name in OLDER else 1)
                for name in names
            ]
            for one in panel
        ],
        "flags": [],
        "sources": {},
    }


def _figure(letter: str, name: str, year: int) -> float | None:
    if (letter, name) in GAPS:
        return None
    if name == "population":
        return Random(f"people {letter}").randint(4, 30) * 50_000.0
    usual, apart, brings = USUAL[name]
    able = Random(f"able {letter}").gauss(0, 0.8)
    own = Random(f"own {letter} {name}").gauss(0, 0.6)
    moved = sum(
        Random(f"moved {letter} {name} {each}").gauss(0, 0.18)
        for each in range(2020, year)
    )
    up = -1 if name == "price" else 1
    figure = usual + brings * (year - 2025) + up * apart * (able + own + moved)
    if name == "price":
        return float(round(figure, -1))
    top = 99.5 if name not in ("open_data", "staff") else 9_999
    return round(min(max(figure, usual / 20), top), 0 if name == "open_data" else 1)


def _start(cast: Cast, at: datetime) -> Index:
    return indices.start_index(
        form_key=uuid5(SPACE, "index"),
        kind=Index.Kind.OTHER,
        text=_text(),
        is_sample=True,
        by=cast.office,
        at=at,
    )


def _change(index: Index, cast: Cast, at: datetime) -> None:
    """The next edition compares others; what is measured stays."""
    indices.save_definition(
        index.pk,
        _text().replace('panel_version = "1"', 'panel_version = "2"'),
        seen=1,
        note="（見本）比較する県を改めた。指標と計算の方法は変わらない。",
        by=cast.office,
        at=at,
    )


def _publish(
    index: Index, panel: Sequence[str], year: int, cast: Cast, at: datetime
) -> None:
    """As an office does it: figures, a run of the worker, published."""
    edition = _prepare(index, panel, year, cast, at)
    run = indices.ask_for_run(
        edition.pk, form_key=uuid5(SPACE, f"run {year}"), by=cast.office, at=at
    )
    indices.run_waiting(at, clock=lambda: at)
    indices.publish_edition(edition.pk, run_id=run.pk, by=cast.colleague, at=at)


def _prepare(
    index: Index, panel: Sequence[str], year: int, cast: Cast, at: datetime
) -> Edition:
    edition = indices.start_edition(
        index.pk,
        form_key=uuid5(SPACE, f"edition {year}"),
        code=str(year),
        year=year,
        name_ja=f"{year}年版",
        name_en=f"{year} edition",
        by=cast.office,
        at=at,
    )
    offered = indices.offer_figures(
        edition.pk,
        figures_of(panel, year),
        name=f"mihon-{year}.csv",
        source=SOURCE,
        by=cast.office,
        at=at,
    ).offered
    assert offered is not None
    return indices.take_figures(
        edition.pk, digest=offered["digest"], by=cast.office, at=at
    )


def _text() -> str:
    path = files("chiiki_web.sample") / "data" / "index.toml"
    return path.read_text(encoding="utf-8")
