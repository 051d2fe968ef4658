"""The SQL that a design asks of a database: kept for DuckDB, written for others too.

After a change that is meant: CHIIKI_KEEP_SQL=1 pytest tests/chiiki/survey/test_sql.py
"""

from __future__ import annotations

import os
from pathlib import Path

import ibis
import pytest

from chiiki.survey import Statistic, categories, mean, ratio, selected, total
from chiiki.survey.drawing import Drawn
from chiiki.survey.grouping import grouped

KEPT = Path(__file__).with_name("sql")
DRAWN = Drawn(
    strata=("層",),
    clusters=("school",),
    weights="w",
    later_strata=(),
    later_populations=(),
    finite=True,
    lonely="fail",
)
ROWS = ibis.table(
    {
        "層": "string",
        "school": "int64",
        "w": "float64",
        "field": "string",
        "size": "float64",
        "staff": "int32",
        "runs": "boolean",
        "net": "int8",
        "fee": "decimal(12, 2)",
    },
    name="answers",
)
ASKED = {
    "units": None,
    "mean": mean("size"),
    "total": total("fee"),
    "ratio": ratio("size", "staff"),
    "categories": categories("field", ["農業"], missing="category"),
    "selected": selected(["runs", "net"], base="asked", asked="staff"),
}


def sql_of(statistic: Statistic | None, dialect: str) -> str:
    by = [] if statistic is None else ["field"]
    return str(ibis.to_sql(grouped(ROWS, DRAWN, by, statistic).rows, dialect))


@pytest.mark.parametrize("name", ASKED)
def test_duckdb_is_asked_as_before(name):
    place, found = KEPT / f"{name}.sql", sql_of(ASKED[name], "duckdb") + "\n"
    if os.environ.get("CHIIKI_KEEP_SQL"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(found, encoding="utf-8")
    assert found == place.read_text(encoding="utf-8")


@pytest.mark.parametrize("dialect", ["clickhouse", "trino", "postgres"])
@pytest.mark.parametrize("name", ASKED)
def test_other_databases_can_be_asked(name, dialect):
    found = sql_of(ASKED[name], dialect)
    assert found.count("GROUP BY") == 1
    assert "answers" in found
