"""Read proposals from a table as offices keep it; every bad cell is named, none is guessed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from chiiki.errors import EngineError
from chiiki.rules.cells import ID, Column, is_said, read_cell, read_title
from chiiki.rules.simulate import Proposal

KIND = "applicant.kind"
LONGEST = 60  # characters of a bad cell that are kept
PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be read. ``row`` counts as a spreadsheet does: the title is 1."""

    row: int
    column: str
    found: str
    code: str


def read_csv(file: BinaryIO, bad: list[BadCell]) -> Iterator[Proposal]:
    """Yield the proposals of a CSV file in UTF-8 or cp932, and put bad cells into ``bad``.

    A row with a bad cell is left out, as is an empty one. Raises ``EngineError`` for a
    title that is not known or comes twice, and for a file that is no text.
    """
    text = io.TextIOWrapper(file, encoding=_encoding(file), newline="")
    try:
        rows = csv.reader(text, strict=True)
        columns = columns_of(next(rows, []))
        yield from proposals_of(columns, rows, bad)
    except (csv.Error, UnicodeDecodeError) as error:
        raise EngineError("rules.not_a_table", message=str(error)) from error
    finally:
        text.detach()


def columns_of(titles: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column holds, by its title: a fact's name or label, id or a group.

    >>> [(one.name, one.unit) for one in columns_of(["id", "costs.total（千円）"])]
    [('id', 1), ('costs.total', 1000)]
    """
    columns = tuple(read_title(title) for title in titles)
    if not columns:
        raise EngineError("rules.no_titles")
    names = [column.name for column in columns]
    for column in columns:
        if names.count(column.name) > 1:
            raise EngineError("rules.column_twice", column=column.title)
    return columns


def proposals_of(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], bad: list[BadCell]
) -> Iterator[Proposal]:
    """Yield the proposals of rows, the first of which is row 2; bad cells go to ``bad``."""
    seen: set[str] = set()
    for number, cells in enumerate(rows, start=2):
        if not any(is_said(cell) for cell in cells):
            continue
        faults = len(bad)
        proposal = _proposal(columns, cells, number, bad)
        if proposal.id in seen:
            bad.append(BadCell(number, ID, proposal.id, "rules.proposal_twice"))
        seen.add(proposal.id)
        if len(bad) == faults:
            yield proposal


def _proposal(
    columns: Sequence[Column], cells: Sequence[object], row: int, bad: list[BadCell]
) -> Proposal:
    facts: dict[str, object] = {}
    named: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if not is_said(cell):
            continue
        if column.fact is None:
            named[column.name] = str(cell).strip()
            continue
        try:
            facts[column.name] = read_cell(column, cell)
        except EngineError as fault:
            bad.append(BadCell(row, column.title, str(cell)[:LONGEST], fault.code))
    for cell in cells[len(columns) :]:
        if is_said(cell):
            bad.append(
                BadCell(row, "", str(cell)[:LONGEST], "rules.cell_without_title")
            )
    if KIND in facts:
        named.setdefault("applicant", str(facts[KIND]))
    name = named.pop(ID, str(row))
    return Proposal(id=name, facts=facts, groups=named)


def _encoding(file: BinaryIO) -> str:
    """Return UTF-8 where every byte of the file is UTF-8, else cp932."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = file.tell()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp932"
    finally:
        file.seek(start)
    return "utf-8-sig"
