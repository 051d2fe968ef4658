"""Made-up surveys: a small country of municipalities, drawn and asked."""

from __future__ import annotations

import numpy as np

from chiiki.survey import Frame, Scope, read_design

SIZES = {"city": 40, "town": 60, "village": 20}
ITEMS = ("runs", "staff", "budget", "net", "care")


def frame(units=SIZES, **more):
    scope = Scope(version="2011", items=ITEMS)
    return Frame(year=2011, scope=scope, units=units, **more)


def sample(seed=3, drawn=(12, 15, 6), response=0.6):
    """Municipalities that were drawn, some without an answer: columns of plain arrays."""
    chance = np.random.default_rng(seed)
    size = np.repeat(np.array(list(SIZES), dtype=object), drawn)
    n = len(size)
    region = np.array(["east", "west"], dtype=object)[chance.integers(0, 2, n)]
    budget = chance.gamma(2, 3, n) + (size == "city") * 4
    chances = 0.3 + 0.3 * (size == "city") + 0.15 * (region == "east")
    runs = (chance.random(n) < chances).astype(float)
    responded = (chance.random(n) < response).astype(int)
    for kind in SIZES:  # in every stratum somebody answers
        responded[np.flatnonzero(size == kind)[:3]] = 1
    table = {
        "town": np.array([f"m{number:03}" for number in range(n)], dtype=object),
        "size": size,
        "region": region,
        "budget": budget,
        "staff": np.round(2 + budget * chance.random(n)),
        "runs": runs,
        "net": (chance.random(n) < 0.5).astype(float),
        "care": (chance.random(n) < 0.3).astype(float),
        "responded": responded,
    }
    for name in ("budget", "staff", "runs", "net", "care"):
        table[name] = np.where(responded == 1, table[name], np.nan)
    return table


def design(finite=True, **more):
    return read_design(sample(**more), frame(), strata="size", finite=finite)


def adjusted(made=None):
    """Response cells, then raked: the whole chain."""
    made = made or design()
    return made.adjust_response(["size"], "responded").rake(MARGINS)


MARGINS = {"size": {**SIZES}, "region": {"east": 66, "west": 54}}


def clustered(rows=3_000, seed=5):
    """Pupils of 40 schools in two strata: rows that a database could hold, with gaps."""
    chance = np.random.default_rng(seed)
    school = np.sort(np.arange(rows) % 40)
    size = chance.gamma(2, 2, rows) + chance.normal(size=40)[school]
    answered = (chance.random(rows) < 0.8).astype(int)
    field = np.array(["農業", "医療", "it"], dtype=object)[chance.integers(0, 3, rows)]
    runs = (chance.random(rows) < 0.4).astype(float)
    gap = np.where((answered == 1) & (chance.random(rows) < 0.9), 1.0, np.nan)
    return {
        "h": np.array(["南", "北"], dtype=object)[school % 2],
        "school": school,
        "w": chance.uniform(1, 3, rows),
        "answered": answered,
        "sex": chance.integers(1, 3, rows),
        "grade": chance.integers(1, 4, rows),
        "field": field,
        "size": size * gap,
        "staff": np.round(size),
        "runs": runs * gap,
        "net": (chance.random(rows) < 0.5).astype(float) * gap,
        "asked": chance.integers(0, 2, rows),
        "choice": np.where(gap == 1, field, None),
    }


SCHOOLS = Frame(
    year=2026,
    scope=Scope(version="1", items=("size", "staff", "runs", "net", "choice", "field")),
    units={"南": 60, "北": 90},
)


def drawn_schools(table, *, steps=True, replicates=True, **more):
    """The design of :func:`clustered`, adjusted and with replicates, wherever rows lie."""
    columns = {"strata": "h", "clusters": ["school"], "weights": "w"} | more
    made = read_design(table, SCHOOLS, **columns)
    if replicates:
        made = made.replicate(replicates=60, seed=3)
    if not steps:
        return made
    made = made.adjust_response(["h", "grade"], "answered")
    return made.rake(
        {
            "sex": {"1": 2_900, "2": 3_100},
            "grade": {"1": 1_900, "2": 2_000, "3": 2_100},
        }
    )
