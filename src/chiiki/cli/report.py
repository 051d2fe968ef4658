"""Write the outcome of a simulation for a person (csv, xlsx) or a program (json)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from chiiki import rules
from chiiki.errors import EngineError

OUTCOMES = (
    "scheme",
    "id",
    "region",
    "applicant",
    "verdict_before",
    "verdict_after",
    "payable_before",
    "payable_after",
    "no_rules",
    "missing",
)
TOTALS = (
    "scheme",
    "group",
    "value",
    "count",
    "yes",
    "no",
    "unknown",
    "newly_yes",
    "newly_no",
    "yen_before",
    "yen_after",
)
GROUPS = ("region", "applicant")
MOST_ROWS = 1_048_575  # of a sheet, below its titles
WIDTH = 16  # characters
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_report(path: Path, found: Sequence[rules.Simulation]) -> None:
    """Write every outcome, and in json and xlsx the sums too, by the ending of ``path``."""
    try:
        {".csv": _csv, ".json": _json, ".xlsx": _xlsx}[path.suffix](path, found)
    except OSError as fault:
        raise EngineError("cli.cannot_write", file=path) from fault


def _csv(path: Path, found: Sequence[rules.Simulation]) -> None:
    """Write UTF-8 with a mark that spreadsheets need; no cell begins like a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(OUTCOMES)
        for row in _outcomes(found):
            writer.writerow([_harmless(cell) for cell in row])


def _json(path: Path, found: Sequence[rules.Simulation]) -> None:
    content = {
        "simulations": [
            {
                "scheme": _name(one.after),
                "scheme_digest": one.after.digest,
                "before": None if one.before is None else _name(one.before),
                "before_digest": None if one.before is None else one.before.digest,
                "digest": one.digest,
                "refused_by": dict(one.refused_by()),
            }
            for one in found
        ],
        "totals": [dict(zip(TOTALS, row, strict=True)) for row in _totals(found)],
        "outcomes": [dict(zip(OUTCOMES, row, strict=True)) for row in _outcomes(found)],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _xlsx(path: Path, found: Sequence[rules.Simulation]) -> None:
    count = sum(len(one.outcomes) for one in found)
    if count > MOST_ROWS:
        raise EngineError("cli.too_many_rows", count=count, most=MOST_ROWS)
    options = {"constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, {**options, "strings_to_urls": False}) as book:
        _sheet(book, "totals", TOTALS, _totals(found))
        _sheet(book, "outcomes", OUTCOMES, _outcomes(found))


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    titles: Sequence[str],
    rows: Iterator[list[object]],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(
        0, len(titles) - 1, WIDTH, book.add_format({"num_format": "#,##0"})
    )
    sheet.write_row(0, 0, titles)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)


def _outcomes(found: Sequence[rules.Simulation]) -> Iterator[list[object]]:
    for one in found:
        for outcome in one.outcomes:
            yield [
                _name(one.after),
                outcome.id,
                *(outcome.groups.get(group, "") for group in GROUPS),
                outcome.verdict_before,
                outcome.verdict_after.value,
                outcome.payable_before,
                outcome.payable_after,
                ";".join(outcome.no_rules),
                ";".join(outcome.missing),
            ]


def _totals(found: Sequence[rules.Simulation]) -> Iterator[list[object]]:
    for one in found:
        rows = [("", one.totals)]
        rows += [(group, row) for group in GROUPS for row in one.by(group)]
        for group, row in rows:
            yield [
                _name(one.after),
                group,
                row.value,
                row.count,
                *(row.after[verdict] for verdict in rules.Verdict),
                row.newly_yes,
                row.newly_no,
                row.yen_before,
                row.yen_after,
            ]


def _name(scheme: rules.Scheme) -> str:
    return f"{scheme.code}@{scheme.version}"


def _harmless(cell: object) -> object:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA)
    return f"'{cell}" if is_formula else cell
