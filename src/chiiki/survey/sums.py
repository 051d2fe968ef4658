"""Sums by code: the one loop over rows that everything here stands on."""

from __future__ import annotations

import numpy as np

from chiiki.survey.model import Codes, Floats


def sum_by(codes: Codes, size: int, values: Floats) -> Floats:
    """Sums of ``values`` (rows,) or (rows, columns) by code: (size,) or (size, columns)."""
    if values.ndim == 1:
        return np.bincount(codes, values, size).astype(np.float64, copy=False)
    found = np.empty((size, values.shape[1]))
    for column in range(values.shape[1]):
        found[:, column] = np.bincount(codes, values[:, column], minlength=size)
    return found


def first_of(codes: Codes, size: int) -> Codes:
    """The first row of each code (size,); every code stands somewhere, rows below 0 apart.

    >>> first_of(np.array([1, -1, 0, 1]), 2).tolist()
    [2, 0]
    """
    found = np.zeros(size, dtype=np.int64)
    rows = np.flatnonzero(codes >= 0)[::-1]
    found[codes[rows]] = rows
    return found
