"""Answers from a CSV or Parquet file, as columns of numbers and texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from chiiki.cli.match_tables import text_of
from chiiki.errors import EngineError

Column = list[float | str | None]
LONGEST = 15  # digits of a whole number that a float always holds
CODE = re.compile(rf"0\d+|[+-]?\d{{{LONGEST + 1},}}")


def read_columns(path: Path) -> dict[str, Column]:
    """Columns by name; an empty cell is None, a column of numbers holds numbers.

    Codes stay texts: numbers with a leading nought (01100), and whole ones of more than
    ``LONGEST`` digits, which a float would not tell apart. Raises EngineError
    cli.no_rows, cli.not_a_table, cli.column_twice, cli.row_width.
    """
    rows: Sequence[Sequence[object]]
    if path.suffix.lower() == ".parquet":
        names, rows = _parquet(path)
    else:
        names, *rows = csv_rows(io.StringIO(text_of(path), newline=""), path)
    if not rows:
        raise EngineError("cli.no_rows", file=path)
    refuse_same_names(names, path)
    return {name: _column([row[at] for row in rows]) for at, name in enumerate(names)}


def csv_rows(lines: Iterable[str], path: Path) -> Iterator[list[str]]:
    """The names of the columns, then the rows, all of one width; empty lines are none.

    Raises EngineError cli.no_rows, cli.row_width, cli.not_a_table.
    """
    width = None
    try:
        for number, row in enumerate(filter(None, csv.reader(lines)), 1):
            if width is None:
                width = len(row)
                yield [one.strip() for one in row]
                continue
            if len(row) != width:
                raise EngineError(
                    "cli.row_width",
                    file=path,
                    row=number,
                    found=len(row),
                    needed=width,
                )
            yield row
    except csv.Error as fault:
        raise not_a_table(path, fault) from fault
    if width is None:
        raise EngineError("cli.no_rows", file=path)


def refuse_same_names(names: Sequence[str], path: Path) -> None:
    for name in names:
        if names.count(name) > 1:
            raise EngineError("cli.column_twice", file=path, column=name)


def not_a_table(path: Path, fault: Exception) -> EngineError:
    said = str(fault).split("\n")[0]
    return EngineError("cli.not_a_table", file=path, message=said)


def _parquet(path: Path) -> tuple[list[str], list[Sequence[object]]]:
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as base:
        try:
            found = base.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [str(one[0]) for one in found.description or ()]
            return names, [*found.fetchall()]
        except duckdb.Error as fault:
            raise not_a_table(path, fault) from fault


def _column(cells: Sequence[object]) -> Column:
    texts = [None if one is None else str(one).strip() or None for one in cells]
    known = [one for one in texts if one is not None]
    if any(map(CODE.fullmatch, known)):
        return [*texts]
    if any(isinstance(one, bool) for one in cells):
        return [None if one is None else float(bool(one)) for one in cells]
    try:
        return [None if one is None else float(one) for one in texts]
    except ValueError:
        return [*texts]
