"""The figures of an index from files: a table of one's own, or series as published."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from chiiki.cli.match_tables import text_of
from chiiki.errors import EngineError
from chiiki.indices import Panel, Specification, gather, panel_of, read_series


def panel_from(spec: Specification, paths: Sequence[Path], unit: str) -> Panel:
    """Of published series where the specification names any, else of the one table."""
    if spec.series:
        files = [read_series(text_of(one), one.name) for one in paths]
        return gather(spec, files).panel
    if len(paths) > 1:
        raise EngineError("cli.one_table", found=len(paths))
    return _own_table(spec, paths[0], unit)


def _own_table(spec: Specification, path: Path, unit: str) -> Panel:
    rows = list(csv.DictReader(io.StringIO(text_of(path), newline="")))
    if not rows:
        raise EngineError("cli.no_rows", file=path)
    columns = list(rows[0])
    divisors = sorted({one.per for one in spec.indicators if one.per})
    groups = [spec.steps.missing_by] if spec.steps.missing_by else []
    names = [one.code for one in spec.indicators]
    for name in (*([unit] if unit else []), *names, *divisors, *groups):
        if name not in columns:
            raise EngineError("cli.column_missing", file=path, column=name)
    return panel_of(
        rows,
        unit=unit or columns[0],
        indicators=names,
        columns=divisors,
        groups=groups,
    )
