"""Small designs of all kinds, drawn from seeds: Parquet in DuckDB says what memory says."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow.parquet as pq
import pytest

from chiiki.errors import EngineError
from chiiki.survey import (
    Frame,
    Scope,
    categories,
    mean,
    plain_mean,
    proportion,
    ratio,
    read_design,
    selected,
    total,
)
from databases import arrow_of

STATISTICS = [
    mean("y"),
    proportion("z"),
    proportion("z", base="asked"),
    total("y"),
    total(),
    ratio("y", "z"),
    categories("t", ["", "a", "a|b"]),
    categories("g", ["0", "1"], missing="category"),
    selected(["z", "z2"]),
    selected(["z", "z2"], base="asked", asked="asked"),
    plain_mean(["y", "z"]),
]
FIGURES = ("value", "se", "low", "high", "population", "deff")


def rows_of(chance, n, strata, clusters):
    """Columns with gaps of either kind, some constant, and now and then a bad weight."""

    def gaps(values, share):
        kind = chance.choice([float, object])
        values = values.astype(kind)
        values[chance.random(n) < chance.choice([0, share])] = (
            None if kind is object else np.nan
        )
        return values

    cluster = chance.integers(0, clusters, n)
    texts = chance.choice(np.array(["", "a", "a|b", "\\"], dtype=object), n)
    texts[chance.random(n) < chance.choice([0, 0.2])] = None
    y = [chance.normal(size=n), np.ones(n), chance.integers(0, 5, n) * 1e6]
    w = [chance.uniform(0.2, 3, n), np.ones(n)][chance.integers(2)]
    if chance.random() < 0.1:
        w[2] = chance.choice([0, -1, np.nan, np.inf])
    return {
        "st": cluster % strata,
        "cl": cluster,
        "c2": chance.integers(0, 3, n),
        "pop2": np.full(n, chance.integers(3, 6)),
        "w": w,
        "y": gaps(y[chance.integers(3)], 0.4),
        "z": gaps(chance.integers(0, 2, n), 0.3),
        "z2": gaps(chance.integers(0, 2, n), 0.3),
        "g": gaps(chance.integers(0, 3, n), 0.2),
        "t": texts,
        "ans": chance.integers(0, 2, n),
        "asked": gaps(chance.integers(0, 2, n), 0.2),
    }


def asked_of(chance, rows, strata, clusters):
    """How the rows were drawn, what is done to their weights, and what is estimated."""
    units = {str(one): int(chance.integers(clusters, 99)) for one in range(strata)}
    frame = Frame(year=2026, scope=Scope(version="1"), units=units)
    how = {"strata": "st", "clusters": ["cl"], "weights": "w", "lonely": "adjust"}
    how["finite"] = bool(chance.integers(2))
    kind = chance.random()
    if kind < 0.3:
        how["clusters"] = ["cl", "c2"]
        how["later_populations"] = ["pop2"] if kind < 0.15 else []
    elif kind < 0.4:
        how["weights"] = None
    counted = np.unique(rows["c2"], return_counts=True)
    totals = {str(code): float(count) for code, count in zip(*counted, strict=True)}
    by = [*chance.choice(["g", "t", "z", "c2"], chance.integers(3), replace=False)]
    se = str(chance.choice(["taylor", "replicates"]))
    steps = chance.random(2) < 0.3
    statistic = STATISTICS[chance.integers(len(STATISTICS))]

    def answer(table):
        try:
            made = read_design(table, frame, **how)
            if steps[0]:
                made = made.adjust_response(["st"], "ans")
            if steps[1]:
                made = made.rake({"c2": totals})
            if se == "replicates":
                made = made.replicate(replicates=20, seed=1)
            return made.estimate(statistic, by, se=se, smallest_cell=1).lines
        except EngineError as fault:
            return fault.code

    return answer


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("seed", range(80))
def test_both_say_the_same_or_refuse_in_the_same_words(seed, tmp_path):
    chance = np.random.default_rng(seed)
    n, strata = int(chance.integers(6, 120)), int(chance.integers(1, 4))
    clusters = int(chance.integers(strata + 1, max(strata + 2, n // 2)))
    rows = rows_of(chance, n, strata, clusters)
    answer = asked_of(chance, rows, strata, clusters)
    pq.write_table(arrow_of(rows), tmp_path / "rows.parquet")
    memory = answer(rows)
    stays = answer(ibis.duckdb.connect().read_parquet(tmp_path / "rows.parquet"))
    if isinstance(memory, str):
        assert stays == memory
        return
    for one, other in zip(stays, memory, strict=True):
        told = [(x.domain, x.item, x.n, x.degrees, x.interval) for x in (one, other)]
        assert told[0] == told[1]
        for name in FIGURES:
            figure, wanted = getattr(one, name), getattr(other, name)
            assert figure == (wanted and pytest.approx(wanted, rel=1e-9, abs=1e-9)), (
                name
            )
