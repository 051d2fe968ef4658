"""The same expressions on a local Spark; skipped, and said so, where there is none."""

from __future__ import annotations

import warnings

import pyarrow.parquet as pq
import pytest

import spark
from chiiki.survey import categories, mean, ratio, selected, total
from databases import arrow_of, same
from surveys import clustered, drawn_schools

pytestmark = pytest.mark.skipif(bool(spark.lacking()), reason=spark.lacking())
STATISTICS = [
    mean("size"),
    total("staff"),
    ratio("size", "staff"),
    categories("choice", ["農業", "医療"], missing="category"),
    selected(["runs", "net"]),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    place = tmp_path_factory.mktemp("spark") / "rows.parquet"
    pq.write_table(arrow_of(clustered()), place)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with spark.running_spark() as connection:
            yield connection.read_parquet(str(place))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("se", ["taylor", "replicates"])
@pytest.mark.parametrize("statistic", STATISTICS, ids=[one.name for one in STATISTICS])
def test_spark_gives_the_estimates_of_rows_in_memory(table, statistic, se):
    memory, stays = (
        drawn_schools(one).estimate(statistic, by=["field"], se=se)
        for one in (clustered(), table)
    )
    same(stays, memory, rel=1e-12)
