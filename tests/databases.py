"""Rows in DuckDB through Ibis, and whether two tables of estimates say the same."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest

FIGURES = ("value", "se", "low", "high", "n", "population", "deff", "degrees")


def arrow_of(columns):
    """An array of objects holds NULL, one of floats NaN."""
    return pa.table(
        {
            name: pa.array(values.tolist() if values.dtype == object else values)
            for name, values in columns.items()
        }
    )


def stored(columns):
    """The same rows in DuckDB."""
    connection = ibis.duckdb.connect()
    connection.con.register("arrow", arrow_of(columns))
    connection.con.execute("CREATE TABLE rows AS FROM arrow")
    return connection.table("rows")


def same(one, other, rel=1e-10):
    """Two tables of estimates say the same."""
    assert [line.domain for line in one.lines] == [line.domain for line in other.lines]
    for left, right in zip(one.lines, other.lines, strict=True):
        for name in FIGURES:
            figure, wanted = getattr(left, name), getattr(right, name)
            assert figure == (wanted and pytest.approx(wanted, rel=rel))
    assert [vars_of(step) for step in one.steps] == [
        pytest.approx(vars_of(step), rel=rel) for step in other.steps
    ]


def vars_of(step):
    return [step.cells, step.smallest, step.largest, step.rounds]
