"""The numbers of a chart as a table: what the reader sees beside the picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """``heads`` name the columns; the first cell of a row names it and may be a link."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()

    @property
    def linked_rows(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each row with where its name leads, or an empty text."""
        return list(zip(self.links or ("",) * len(self.rows), self.rows, strict=True))
