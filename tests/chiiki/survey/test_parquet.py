"""NaN in a Parquet file is no answer, whatever the bounds say that its writer left there."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chiiki.errors import EngineError
from chiiki.survey import (
    categories,
    grouping,
    mean,
    plain_mean,
    proportion,
    ratio,
    selected,
    total,
)
from databases import arrow_of, same
from surveys import clustered, drawn_schools

STATISTICS = [
    mean("size"),
    mean("runs"),
    proportion("runs", base="asked"),
    ratio("size", "staff"),
    categories("grade", ["1", "3"], missing="category"),
    selected(["runs", "net"]),
    selected(["runs", "net"], base="asked", asked="asked"),
    plain_mean(["size", "runs"]),
]


@pytest.fixture(scope="module")
def rows():
    """Gaps are NaN; runs is 1 wherever somebody answered, so that its bounds meet."""
    found = clustered()
    found["runs"] = np.where(np.isnan(found["runs"]), np.nan, 1.0)
    for name in ("grade", "asked"):
        found[name] = found[name].astype(float)
    chance = np.random.default_rng(4)
    found["grade"][chance.random(3_000) < 0.1] = np.nan
    found["asked"][chance.random(3_000) < 0.1] = -np.nan
    return found


@pytest.fixture(params=["NaN", "NaN and NULL", "float", "groups"])
def table(request, rows, tmp_path):
    """The rows in Parquet: as they are, with NULL among them, narrow, in several groups."""
    held = arrow_of(rows)
    if request.param == "NaN and NULL":
        every = np.arange(held.num_rows) % 2 == 0
        for name in ("size", "runs", "net", "grade", "asked"):
            gaps = np.isnan(rows[name]) & every
            held = _instead(held, name, pa.array(rows[name], mask=gaps))
    if request.param == "float":
        for name in ("runs", "net", "grade", "asked"):
            held = _instead(held, name, held[name].cast(pa.float32()))
    return _read(held, tmp_path, rows=500 if request.param == "groups" else None)


def _instead(held, name, column):
    return held.set_column(held.column_names.index(name), name, column)


def _read(held, folder, rows=None):
    pq.write_table(held, folder / "rows.parquet", row_group_size=rows)
    return ibis.duckdb.connect().read_parquet(folder / "rows.parquet")


def _drawn(held):
    """Without steps: these ask for a grade of everybody."""
    return drawn_schools(held, steps=False)


@pytest.mark.parametrize("se", ["taylor", "replicates"])
@pytest.mark.parametrize(
    "statistic",
    STATISTICS,
    ids=[f"{at} {one.name}" for at, one in enumerate(STATISTICS)],
)
def test_figures_are_those_of_rows_in_memory(rows, table, statistic, se):
    memory, stays = (
        _drawn(one).estimate(statistic, by=["grade"], se=se) for one in (rows, table)
    )
    same(stays, memory, rel=1e-12)


def test_the_control_is_nan_of_the_column_itself_is_answered_wrong(
    rows, tmp_path, monkeypatch
):
    monkeypatch.setattr(grouping, "is_nan", lambda column: column.isnan())
    made = _drawn(_read(arrow_of(rows), tmp_path))
    with pytest.raises(EngineError) as caught:  # a sum that took NaN is none
        made.estimate(mean("size"))
    assert caught.value.code == "survey.not_numbers"


@pytest.mark.parametrize("bad", [np.nan, -np.nan, np.inf, 0.0, -1.0, None])
@pytest.mark.parametrize("others", ["uniform", "one"])
def test_a_weight_that_is_none_is_refused(rows, tmp_path, bad, others):
    weights = rows["w"].tolist() if others == "uniform" else [1.0] * 3_000
    weights[7] = bad
    held = _instead(arrow_of(rows), "w", pa.array(weights, pa.float64()))
    with pytest.raises(EngineError) as caught:
        _drawn(_read(held, tmp_path))
    assert caught.value.code == "survey.bad_weight"


def test_as_many_values_are_missing_as_in_memory(rows, table):
    missing = []
    for one in (rows, table):
        with pytest.raises(EngineError) as caught:
            _drawn(one).estimate(total("size"))
        missing.append(caught.value.values["rows"])
    assert missing[0] == missing[1] > 0
