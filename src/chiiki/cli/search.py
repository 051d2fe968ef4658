"""Find documents of a table by a text: the hits, their scores, and the words that made them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from chiiki.cli.match_tables import text_of
from chiiki.cli.words import Language
from chiiki.errors import EngineError
from chiiki.retrieval import Channel, Document, Found, Hit, Index, Match, Part
from chiiki.words import Words

TITLES = {
    "id": "番号",
    "kind": "種類",
    "title": "題名",
    "speciality": "専門",
    "fields": "分野",
    "profile": "略歴",
    "problem": "課題",
    "report": "報告",
}
FAULTS = {
    "cli.no_text": Words("探す文が空です。", "There is no text to search for."),
    "cli.column_missing": Words(
        "%(file)s：「%(column)s」の列がありません。",
        "%(file)s: the column “%(column)s” is missing.",
    ),
    "cli.column_twice": Words(
        "%(file)s：同じ列が2回あります。", "%(file)s: a column stands there twice."
    ),
    "cli.nothing_to_read": Words(
        "%(file)s：番号と種類のほかに列がありません。",
        "%(file)s: there is no column but those of number and kind.",
    ),
    "cli.id_empty": Words(
        "%(file)s %(row)s行目：番号がありません。",
        "%(file)s, row %(row)s: the number is missing.",
    ),
    "cli.id_twice": Words(
        "%(file)s %(row)s行目：番号「%(found)s」は前の行にもあります。",
        "%(file)s, row %(row)s: the number “%(found)s” stands in an earlier row too.",
    ),
    "cli.cells_too_many": Words(
        "%(file)s %(row)s行目：見出しより欄が多くあります。",
        "%(file)s, row %(row)s: there are more cells than headings.",
    ),
    "cli.no_rows": Words(
        "%(file)s：見出しの下に行がありません。",
        "%(file)s: there is no row below the headings.",
    ),
    "cli.not_a_table": Words(
        "%(file)sを表として読めません（%(message)s）。",
        "%(file)s is no table (%(message)s).",
    ),
    "cli.cannot_read": Words("%(file)sを読めません。", "%(file)s cannot be read."),
    "cli.unknown_kind": Words(
        "種類「%(found)s」の行はありません（あるもの：%(known)s）。",
        "There is no row of kind “%(found)s” (there are: %(known)s).",
    ),
}
COLUMNS = (
    Words("番号", "number"),
    Words("種類", "kind"),
    Words("一致度", "score"),
    Words("一致した語", "words that matched"),
)
NOTHING = Words(
    "当てはまるものはありません。ほかの言い方を試してください。",
    "Nothing fits. Try other words.",
)
MORE = Words("ほかに%(count)s件あります（--limit）。", "%(count)s more (--limit).")


def search(
    documents: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    text: str,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    language: Annotated[Language, typer.Option("--lang")] = Language.JA,
) -> None:
    """Find in a CSV file what is most like a text, with the words that made the match."""
    try:
        found = _found(documents, text, kind or [], limit)
    except EngineError as fault:
        typer.echo(f"chiiki: {_told(fault, language)}", err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(_machine(found), ensure_ascii=False))
        return
    if not found.hits:
        typer.echo(NOTHING.text(language))
        return
    Console().print(_table(found.hits, language))
    if more := found.total - len(found.hits):
        typer.echo(MORE.text(language) % {"count": more})


def _found(path: Path, text: str, kinds: Sequence[str], limit: int) -> Found:
    if not text.strip():
        raise EngineError("cli.no_text")
    documents = list(_documents(path))
    if not documents:
        raise EngineError("cli.no_rows", file=path)
    known = sorted({one.kind for one in documents})
    for kind in kinds:
        if kind not in known:
            raise EngineError("cli.unknown_kind", found=kind, known=", ".join(known))
    return Index.build(documents).search(text, limit=limit, kinds=kinds or None)


def _documents(path: Path) -> Iterator[Document]:
    try:
        rows = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
        columns = _columns(path, next(rows, []))
        seen: set[str] = set()
        for number, cells in enumerate(rows, start=2):
            if any(cell.strip() for cell in cells):
                yield _document(path, number, columns, cells, seen)
    except csv.Error as fault:
        raise EngineError("cli.not_a_table", file=path, message=str(fault)) from fault


def _columns(path: Path, titles: Sequence[str]) -> list[str]:
    """Known headings in either language by their name, any other as it stands."""
    by_title = {ja: name for name, ja in TITLES.items()}
    plain = [unicodedata.normalize("NFKC", one).strip() for one in titles]
    columns = [by_title.get(one, one) for one in plain]
    if "id" not in columns:
        raise EngineError("cli.column_missing", file=path, column=TITLES["id"])
    if len(set(columns)) != len(columns):
        raise EngineError("cli.column_twice", file=path)
    if not set(columns) - {"id", "kind"}:
        raise EngineError("cli.nothing_to_read", file=path)
    return columns


def _document(
    path: Path,
    number: int,
    columns: Sequence[str],
    cells: Sequence[str],
    seen: set[str],
) -> Document:
    if len(cells) > len(columns):
        raise EngineError("cli.cells_too_many", file=path, row=number)
    said = dict(zip(columns, cells, strict=False))
    id = said.pop("id", "").strip()
    if not id:
        raise EngineError("cli.id_empty", file=path, row=number)
    if id in seen:
        raise EngineError("cli.id_twice", file=path, row=number, found=id)
    seen.add(id)
    kind = said.pop("kind", "").strip()
    return Document(id, kind, tuple(Part(*one) for one in said.items()))


def _table(hits: Sequence[Hit], language: Language) -> Table:
    table = Table()
    for title in COLUMNS:
        table.add_column(title.text(language), overflow="fold")
    for one in hits:
        words = "、".join(dict.fromkeys(_said(match) for match in one.matches))
        document = one.document
        cells = (
            Text(document.id),
            Text(document.kind),
            f"{one.score:.3f}",
            Text(words),
        )
        table.add_row(*cells)
    return table


def _said(match: Match) -> str:
    """What was asked ＝ what stands there, or the one word where both say it alike."""
    asked, found = "・".join(match.asked), "・".join(match.found)
    return f"{asked} ＝ {found}" if asked and asked != found else found


def _machine(found: Found) -> dict[str, object]:
    return {
        "total": found.total,
        "hits": [
            {
                "id": hit.document.id,
                "kind": hit.document.kind,
                "score": hit.score,
                "channels": {str(one): hit.by_channel[one] for one in Channel},
                "matches": [
                    {"asked": one.asked, "found": one.found, "synonym": one.is_synonym}
                    for one in hit.matches
                ],
            }
            for hit in found.hits
        ],
    }


def _told(fault: EngineError, language: Language) -> str:
    words = FAULTS.get(fault.code)
    return words.text(language) % fault.values if words else str(fault)
