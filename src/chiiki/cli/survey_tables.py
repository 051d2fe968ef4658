"""Answers from a CSV or Parquet file, as columns of numbers and texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from chiiki.cli.match_tables import text_of
from chiiki.errors import EngineError

Column = list[float | str | None]


def read_columns(path: Path) -> dict[str, Column]:
    """Columns by name; an empty cell is None, a column of numbers holds numbers.

    Numbers with a leading nought (code 01100) stay texts. Raises EngineError
    cli.no_rows, cli.not_a_table, cli.column_twice, cli.row_width.
    """
    if path.suffix.lower() == ".parquet":
        names, rows = _parquet(path)
    else:
        names, rows = _csv(path)
    if not rows:
        raise EngineError("cli.no_rows", file=path)
    for name in names:
        if names.count(name) > 1:
            raise EngineError("cli.column_twice", file=path, column=name)
    return {name: _column([row[at] for row in rows]) for at, name in enumerate(names)}


def table_in_database(path: Path) -> Any:
    """A Parquet file as a table of DuckDB: its rows are summed there and stay there.

    Raises EngineError cli.no_databases without Ibis, cli.only_parquet for any other file
    (the types of a CSV would be guessed), cli.not_a_table.
    """
    if path.suffix.lower() != ".parquet":
        raise EngineError("cli.only_parquet", file=path)
    try:
        ibis = import_module("ibis")
    except ImportError as fault:
        raise EngineError("cli.no_databases") from fault
    try:
        return ibis.duckdb.connect().read_parquet(path)
    except duckdb.Error as fault:
        raise _not_a_table(path, fault) from fault


def _csv(path: Path) -> tuple[list[str], list[Sequence[object]]]:
    read = [row for row in csv.reader(io.StringIO(text_of(path), newline="")) if row]
    if not read:
        raise EngineError("cli.no_rows", file=path)
    for number, row in enumerate(read, 1):
        if len(row) != len(read[0]):
            raise EngineError(
                "cli.row_width",
                file=path,
                row=number,
                found=len(row),
                needed=len(read[0]),
            )
    return [one.strip() for one in read[0]], [*read[1:]]


def _parquet(path: Path) -> tuple[list[str], list[Sequence[object]]]:
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as base:
        try:
            found = base.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [str(one[0]) for one in found.description or ()]
            return names, [*found.fetchall()]
        except duckdb.Error as fault:
            raise _not_a_table(path, fault) from fault


def _not_a_table(path: Path, fault: duckdb.Error) -> EngineError:
    said = str(fault).split("\n")[0]
    return EngineError("cli.not_a_table", file=path, message=said)


def _column(cells: Sequence[object]) -> Column:
    texts = [None if one is None else str(one).strip() or None for one in cells]
    known = [one for one in texts if one is not None]
    if any(one[:1] == "0" and one.isdigit() and len(one) > 1 for one in known):
        return [*texts]
    if any(isinstance(one, bool) for one in cells):
        return [None if one is None else float(bool(one)) for one in cells]
    try:
        return [None if one is None else float(one) for one in texts]
    except ValueError:
        return [*texts]
