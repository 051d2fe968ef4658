"""Read proposals from a Parquet file, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from chiiki.errors import EngineError
from chiiki.rules.proposals import BadCell, columns_of, proposals_of
from chiiki.rules.simulate import Proposal

PIECE = 2_000  # rows


def read_parquet(path: Path, bad: list[BadCell]) -> Iterator[Proposal]:
    """Yield the proposals of a Parquet file, titles as in a CSV file; bad cells to ``bad``."""
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as base:
        try:
            found = base.execute("SELECT * FROM read_parquet(?)", [str(path)])
            columns = columns_of([str(one[0]) for one in found.description or ()])
            yield from proposals_of(columns, _rows(found), bad)
        except duckdb.Error as error:
            raise EngineError("rules.not_a_table", message=str(error)) from error


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while piece := found.fetchmany(PIECE):
        yield from piece
