"""Read a table of any dataframe library, or plain columns, into numbers and codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.survey.model import Codes, Floats, Marks

EXACT = 2**53  # up to here a float tells whole numbers apart
WIDEST = 1_000_000  # a range of whole numbers up to which codes are looked up in a list


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """A column as codes (rows,), -1 where nothing stands, and the label of each code."""

    codes: Codes
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """Columns of one length. What was read once is kept."""

    columns: Mapping[str, NDArray[Any]]
    rows: int
    _coded: dict[str, Coded] = field(default_factory=dict)
    _numbers: dict[str, Floats] = field(default_factory=dict)

    def column(self, name: str) -> NDArray[Any]:
        """The column as it was given."""
        if name not in self.columns:
            raise EngineError("survey.no_column", column=name)
        return self.columns[name]

    def numbers(self, name: str) -> Floats:
        """The column as floats, NaN where nothing stands."""
        if name not in self._numbers:
            try:
                found = np.asarray(self.column(name), dtype=np.float64)
            except (TypeError, ValueError) as error:
                raise EngineError("survey.not_numbers", column=name) from error
            self._numbers[name] = found
        return self._numbers[name]

    def coded(self, name: str) -> Coded:
        if name not in self._coded:
            self._coded[name] = _code(self.column(name))
        return self._coded[name]

    def answered(self, name: str) -> Marks:
        """Where something stands."""
        values = self.column(name)
        if values.dtype.kind in "biu":
            return np.ones(self.rows, dtype=bool)
        if values.dtype.kind == "f":
            return np.asarray(~np.isnan(values))
        return self.coded(name).codes >= 0


def read_table(table: object) -> Table:
    """Take a dataframe (pandas, Polars, PyArrow, …) or a mapping of columns.

    >>> read_table({"a": [1, None]}).numbers("a")
    array([ 1., nan])
    """
    if isinstance(table, Table):
        return table
    columns = dict(_columns(table))
    lengths = {len(column) for column in columns.values()}
    if len(lengths) != 1 or 0 in lengths:
        raise EngineError("survey.no_rows")
    return Table(columns, lengths.pop())


def _columns(table: Any) -> Iterable[tuple[str, NDArray[Any]]]:
    if isinstance(table, Mapping):
        for name, values in table.items():
            yield str(name), _array(values)
        return
    frame = nw.from_native(table, eager_only=True)
    for name in frame.columns:
        column = frame.get_column(name)
        if _is_long_with_gaps(column):
            yield name, np.array(column.to_list(), dtype=object)
            continue
        values = column.to_numpy()
        if values.dtype.kind not in "biuf":
            values = _objects(values)
            values[column.is_null().to_numpy()] = None
        yield name, _array(values)


def _is_long_with_gaps(column: nw.Series[Any]) -> bool:
    """Whether whole numbers would become floats that do not tell them apart."""
    if not (column.dtype.is_integer() and column.null_count()):
        return False
    return column.len() > column.null_count() and bool(
        column.max() > EXACT or column.min() < -EXACT
    )


def _array(values: Sequence[object] | NDArray[Any]) -> NDArray[Any]:
    """Numbers as numbers, None among them as NaN, everything else as objects."""
    found = np.asarray(values)
    if found.dtype.kind in "biuf":
        return found
    kept = _objects(found)
    real = [one for one in kept if one is not None]
    if any(isinstance(one, Integral) and abs(int(one)) > EXACT for one in real):
        return kept
    if real and all(isinstance(one, Real) for one in real):
        return np.array([np.nan if one is None else one for one in kept], dtype=float)
    return kept


def _objects(values: NDArray[Any]) -> NDArray[Any]:
    """Moments as moments, also those of nanoseconds, of which NumPy makes numbers."""
    if values.dtype.kind == "M":
        values = values.astype("datetime64[us]")
    return values.astype(object)


def _code(values: NDArray[Any]) -> Coded:
    if values.dtype.kind in "biu":
        return _code_whole(
            values if values.dtype == np.uint64 else values.astype(np.int64)
        )
    if values.dtype.kind == "f":
        return _code_floats(values)
    return _code_objects(values)


def _code_whole(values: NDArray[Any]) -> Coded:
    low, high = int(values.min()), int(values.max())
    if high - low > WIDEST:
        labels, codes = np.unique(values, return_inverse=True)
        return Coded(codes.astype(np.int64), tuple(str(one) for one in labels))
    codes, there = compact((values - low).astype(np.int64), high - low + 1)
    return Coded(codes, tuple(str(one + low) for one in there.tolist()))


def _code_floats(values: NDArray[Any]) -> Coded:
    there = ~np.isnan(values)
    labels, inverse = np.unique(values[there], return_inverse=True)
    codes = np.full(len(values), -1, dtype=np.int64)
    codes[there] = inverse
    return Coded(codes, tuple(_text(float(one)) for one in labels))


def _text(number: float) -> str:
    """Whole numbers without a point, so that an empty cell beside them changes no label."""
    return str(int(number)) if number.is_integer() else repr(number)


def _code_objects(values: NDArray[Any]) -> Coded:
    seen: dict[object, int] = {}
    first = np.fromiter(
        (seen.setdefault(one, len(seen)) for one in values), np.int64, len(values)
    )
    texts = [None if one is None or one != one else str(one) for one in seen]
    labels = sorted({text for text in texts if text is not None})
    place = {text: number for number, text in enumerate(labels)}
    codes = np.array([-1 if text is None else place[text] for text in texts])
    return Coded(codes.astype(np.int64)[first], tuple(labels))


def compact(codes: Codes, size: int) -> tuple[Codes, Codes]:
    """Codes below ``size`` numbered anew without gaps, and what each stood for."""
    if size > max(8 * len(codes), WIDEST):
        there, inverse = np.unique(codes, return_inverse=True)
        return inverse.astype(np.int64), there
    there = np.flatnonzero(np.bincount(codes, minlength=size)).astype(np.int64)
    place = np.zeros(size, dtype=np.int64)
    place[there] = np.arange(len(there))
    return place[codes], there


def joined(table: Table, names: Sequence[str]) -> Coded:
    """Several columns as one code, labels joined by |; -1 where any is empty.

    A line inside a value is written \\|, so that no two labels meet.

    >>> joined(read_table({"a": ["x", "y"], "b": [1, 2]}), ["a", "b"]).labels
    ('x|1', 'y|2')
    """
    if not names:
        return Coded(np.zeros(table.rows, dtype=np.int64), ("",))
    found = table.coded(names[0])
    if len(names) > 1:
        found = Coded(found.codes, marked(found.labels))
    for name in names[1:]:
        found = _pair(found, table.coded(name))
    return found


def marked(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels that can be joined by | and told apart again."""
    return tuple(one.replace("\\", "\\\\").replace("|", "\\|") for one in labels)


def _pair(left: Coded, right: Coded) -> Coded:
    there = (left.codes >= 0) & (right.codes >= 0)
    width = len(right.labels)
    both = left.codes[there] * width + right.codes[there]
    codes = np.full(len(there), -1, dtype=np.int64)
    codes[there], stood = compact(both, len(left.labels) * width)
    ends = marked(right.labels)
    labels = tuple(f"{left.labels[one // width]}|{ends[one % width]}" for one in stood)
    return Coded(codes, labels)
