"""Answers whose rows stay in DuckDB, typed by the rules by which memory reads them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from chiiki.cli.match_tables import ENCODINGS
from chiiki.cli.survey_tables import (
    LONGEST,
    csv_rows,
    not_a_table,
    refuse_same_names,
)
from chiiki.errors import EngineError

AT_ONCE = 50_000  # rows of a CSV, or cells of a column, that are held in memory
WHOLE = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER"),
}
NUMBERS = {"BOOLEAN", "FLOAT", "DOUBLE", '"NULL"'}
WRITTEN = {"VARCHAR", "JSON", "DECIMAL", "UBIGINT", "HUGEINT", "UHUGEINT"}
NAMES = {"DATE", "UUID"}
CODE = rf"0\p{{Nd}}+|[+-]?\p{{Nd}}{{{LONGEST + 1},}}"
PLAIN = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
Faults = dict[tuple[str, str], EngineError]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a file: its name, how SQL names it, and its type there."""

    name: str
    held: str
    type: str

    @property
    def kind(self) -> str:
        return self.type if self.type.endswith("]") else self.type.partition("(")[0]

    @property
    def written(self) -> str:
        """Its cells as text without what stands around it, NULL where nothing is left."""
        white = "".join(_characters(str.isspace))
        text, edge = f"CAST({self.held} AS VARCHAR)", f"^[{white}]|[{white}]$"
        return (  # trim() of a million texts takes a second, to look for blanks 0.1
            f"nullif(CASE WHEN regexp_matches({text}, {_quoted(edge)})"
            f" THEN trim({text}, {_quoted(white)}) ELSE {text} END, '')"
        )

    @property
    def is_code(self) -> str:
        """Whether a cell is a code, which memory leaves a text."""
        if self.kind in WRITTEN:
            return f"bool_or(regexp_full_match({self.written}, {_quoted(CODE)}))"
        if self.kind in WHOLE:
            most = 10**LONGEST
            return f"max({self.held}) >= {most} OR min({self.held}) <= {-most}"
        return "false"

    @property
    def is_plain(self) -> str:
        """Whether SQL reads every cell as the number that it is in memory."""
        if self.kind in WRITTEN:
            return f"bool_and(regexp_full_match({self.written}, {_quoted(PLAIN)}))"
        return "true"

    @property
    def number(self) -> str:
        """What float() makes of a cell: also of other digits, of 1_000, nan and inf."""
        ours = "".join(_characters(str.isdecimal))
        theirs = "".join(str(int(one)) for one in ours)
        digits = f"translate({self.written}, {_quoted(ours)}, {_quoted(theirs)})"
        return (
            f"CASE WHEN lower({self.written}) LIKE '%nan' THEN NULL"
            f" ELSE CAST(replace({digits}, '_', '') AS DOUBLE) END"
        )


@contextmanager
def table_in_database(path: Path) -> Iterator[Any]:
    """A CSV or Parquet file as a table of DuckDB, where its rows are summed and stay.

    Cells are what :func:`read_columns` takes them for; a CSV is first copied as Parquet.
    Raises EngineError cli.no_databases without Ibis, cli.columns_alike, and those of that
    function; of a column that cannot be read alike, once it is asked for,
    cli.type_in_database and cli.code_in_database.
    """
    try:
        ibis = import_module("ibis")
    except ImportError as fault:
        raise EngineError("cli.no_databases") from fault
    connection = ibis.duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        try:
            faults = _opened(connection.con, path, Path(folder))
            with _explained(faults):
                yield connection.table("answers")
        except duckdb.Error as fault:
            raise not_a_table(path, fault) from fault
        finally:
            connection.disconnect()


@contextmanager
def _explained(faults: Faults) -> Iterator[None]:
    """Say why a column is not there, or is no number, where that is known."""
    try:
        yield
    except EngineError as fault:
        known = faults.get((fault.code, str(fault.values.get("column"))))
        if known is None:
            raise
        raise known from fault


def _opened(base: Any, path: Path, folder: Path) -> Faults:
    """Make the view ``answers``; what cannot be asked of its columns."""
    place, names = path, None
    if path.suffix.lower() != ".parquet":
        place = folder / "answers.parquet"
        names = _copied(path, place)
    source = f"read_parquet({_quoted(str(place))})"
    found = _columns(base, source, names)
    known = [one for one in found if one.kind in WHOLE | NUMBERS | WRITTEN | NAMES]
    faults: Faults = {
        ("survey.no_column", one.name): EngineError(
            "cli.type_in_database", file=path, column=one.name, type=one.type
        )
        for one in found
        if one not in known
    }
    asked = ", ".join(f"{one.is_code}, {one.is_plain}" for one in known)
    rows, *told = _all(base, f"SELECT count(*), {asked} FROM {source}")[0]
    if not rows:
        raise EngineError("cli.no_rows", file=path)
    typed = []
    for at, one in enumerate(known):
        is_code, is_plain = told[2 * at] is True, told[2 * at + 1] is not False
        if is_code:
            faults["survey.not_numbers", one.name] = EngineError(
                "cli.code_in_database", file=path, column=one.name
            )
        expression = _typed(base, source, one, is_code=is_code, is_plain=is_plain)
        typed.append(f"{expression} AS {_name(one.name)}")
    base.execute(f"CREATE VIEW answers AS SELECT {', '.join(typed)} FROM {source}")
    return faults


def _columns(base: Any, source: str, names: Sequence[str] | None) -> list[_Column]:
    """The columns that have a name."""
    found = [
        (str(one[0]), str(one[1]))
        for one in _all(base, f"DESCRIBE SELECT * FROM {source}")
    ]
    if names is None:
        names = [held for held, _type in found]
    return [
        _Column(name, _name(held), kind)
        for name, (held, kind) in zip(names, found, strict=True)
        if name
    ]


def _typed(
    base: Any, source: str, column: _Column, *, is_code: bool, is_plain: bool
) -> str:
    """The column as a number where memory takes it for one, else as text."""
    if column.kind in NUMBERS:
        return f"CAST({column.held} AS DOUBLE)"
    if column.kind in NAMES or is_code:
        return column.written
    if column.kind in WHOLE:
        return column.held
    if is_plain:
        return f"CAST({column.written} AS DOUBLE)"
    cursor = base.cursor()
    cursor.execute(
        f"SELECT {column.written} FROM {source}"
        f" WHERE NOT regexp_full_match({column.written}, {_quoted(PLAIN)})"
    )
    while cells := cursor.fetchmany(AT_ONCE):
        try:
            for (cell,) in cells:
                float(cell)
        except ValueError:
            return column.written
    return column.number


def _copied(path: Path, place: Path) -> list[str]:
    """Copy a CSV as Parquet, a text column for each of its names, which it gives back."""
    arrow, parquet = (import_module(one) for one in ("pyarrow", "pyarrow.parquet"))
    with path.open(encoding=_encoding(path), newline="") as lines:
        rows = csv_rows(lines, path)
        names = next(rows)
        refuse_same_names(names, path)
        _refuse_alike(names, path)
        held = arrow.schema([(f"c{at}", arrow.string()) for at in range(len(names))])
        with parquet.ParquetWriter(place, held) as writer:
            while some := [*islice(rows, AT_ONCE)]:
                cells = [
                    arrow.array(one, arrow.string()) for one in zip(*some, strict=True)
                ]
                writer.write_table(arrow.table(cells, schema=held))
    return names


def _encoding(path: Path) -> str:
    """That of :func:`text_of`, found without holding the text."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as lines:
                while lines.read(AT_ONCE):
                    pass
        except UnicodeDecodeError:
            continue
        except OSError as fault:
            raise EngineError("cli.cannot_read", file=path) from fault
        return encoding
    raise EngineError("cli.cannot_read", file=path)


def _refuse_alike(names: Sequence[str], path: Path) -> None:
    """DuckDB does not tell capitals from small letters in a name."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            raise EngineError("cli.columns_alike", file=path, one=other, other=name)


def _all(base: Any, statement: str) -> list[tuple[Any, ...]]:
    return [*base.execute(statement).fetchall()]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@cache
def _characters(test: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(filter(test, map(chr, range(sys.maxunicode + 1))))
