"""Pool a wide table into rows of unit x project, so that answers on projects add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.table import Table, read_table


def pool(
    table: object,
    projects: Mapping[str, Mapping[str, str]],
    *,
    keep: Sequence[str],
    answered: str | None = None,
) -> Table:
    """One row for each unit and project, in the order of projects.

    ``projects`` says for each project which column of ``table`` holds which measure;
    ``keep`` are columns that are repeated, among them the unit, its stratum and weight.
    With ``answered``, a measure, the column ``answered`` is 1 where it holds something.
    Rows of one unit stand together by it: give it as the cluster. Raises EngineError
    survey.measures_differ.

    >>> wide = {"town": ["a", "b"], "net": [1, 0], "care": [1, None]}
    >>> long = pool(wide, {"net": {"runs": "net"}, "care": {"runs": "care"}},
    ...             keep=["town"], answered="runs")
    >>> long.coded("project").labels, long.numbers("answered")
    (('care', 'net'), array([1., 1., 1., 0.]))
    """
    read = read_table(table)
    measures = [frozenset(columns) for columns in projects.values()]
    if len(set(measures)) != 1 or (answered and answered not in measures[0]):
        raise EngineError("survey.measures_differ")
    columns = {
        name: np.concatenate([read.column(name)] * len(projects)) for name in keep
    }
    columns["project"] = np.repeat(np.array(list(projects), dtype=object), read.rows)
    for measure in sorted(measures[0]):
        parts = [read.column(named[measure]) for named in projects.values()]
        columns[measure] = np.concatenate(parts)
    long = Table(columns, read.rows * len(projects))
    if answered:
        columns["answered"] = long.answered(answered).astype(np.int64)
    return long
