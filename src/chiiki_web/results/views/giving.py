"""An edition to take along: workbook, CSV, Parquet, JSON, PDF, and its codebook."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import tomli_w
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.digests import canonical
from chiiki.publication import TableCode
from chiiki_web import access
from chiiki_web.documents import typeset
from chiiki_web.results import queries
from chiiki_web.results.queries import Read, giving
from chiiki_web.results.views import report, showing
from chiiki_web.sheets.responses import CSV, XLSX, as_file
from chiiki_web.sheets.writing import csv_text, write_book
from chiiki_web.ui import formats
from chiiki_web.wording import results as words

CODEBOOK = ("column", "ja", "en", "unit_ja", "unit_en")
NUMBERS = ("value", "se", "low", "high", "population", "deff")
WHOLE_NUMBERS = ("year", "edition", "n", "units", "degrees")
LETTER = Path(__file__).parents[1] / "letters" / "report.typ"


@access.public
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Every figure, or those of ``?table=``, a row each; UTF-8 with its mark."""
    read, of = showing.read_or_404(request, code), _table(request)
    table = csv_text([[one.name for one in giving.COLUMNS], *giving.rows(read, of)])
    return as_file(table.encode(), _name(read, "csv", of), CSV)


@access.public
def as_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a workbook, with sheets of columns, items and how it was made."""
    read, of = showing.read_or_404(request, code), _table(request)
    file = BytesIO()
    heads = [formats.words(one.head) for one in giving.COLUMNS]
    write_book(
        file,
        [
            (_("Results"), heads, giving.told_rows(read, of)),
            (
                _("Codebook"),
                [
                    _("Heading"),
                    _("Name in CSV and Parquet"),
                    _("Meaning"),
                    pgettext("of a figure", "Unit"),
                ],
                _told_codebook(),
            ),
            (
                _("Items"),
                [
                    _("Table"),
                    pgettext("item of a survey", "Code"),
                    pgettext("survey", "Item"),
                    _("Base"),
                ],
                giving.told_items(read),
            ),
            (_("How it was made"), [_("What"), _("Value")], _made(read)),
        ],
    )
    return as_file(file.getvalue(), _title(read, "xlsx", of), XLSX)


@access.public
def as_parquet(request: HttpRequest, code: str) -> HttpResponse:
    """The same for programs, typed."""
    read = showing.read_or_404(request, code)
    typed = ", ".join(f'"{one.name}" {_type(one.name)}' for one in giving.COLUMNS)
    marks = ", ".join("?" * len(giving.COLUMNS))
    with (
        TemporaryDirectory() as folder,
        duckdb.connect(config={"autoinstall_known_extensions": False}) as base,
    ):
        place = Path(folder) / "results.parquet"
        base.execute(f"CREATE TABLE results ({typed})")
        base.execute("BEGIN")
        base.executemany(f"INSERT INTO results VALUES ({marks})", [*giving.rows(read)])
        base.execute("COMMIT")
        base.execute(f"COPY results TO '{place}' (FORMAT parquet)")
        content = place.read_bytes()
    return as_file(content, _name(read, "parquet"), "application/vnd.apache.parquet")


@access.public
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    """What was frozen, byte for byte: its SHA-256 is the digest of the edition."""
    read = showing.read_or_404(request, code)
    content = canonical(read.edition.content).encode()
    return as_file(content, _name(read, "json"), "application/json")


@access.public
def as_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The report in the reader's language, on paper."""
    read = showing.read_or_404(request, code)
    content = typeset.make_pdf(LETTER, report.data_of(read, request))
    return as_file(content, _title(read, "pdf"), "application/pdf")


@access.public
def codebook_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Each column in both languages, with its unit."""
    read = showing.read_or_404(request, code)
    table = csv_text([CODEBOOK, *giving.codebook()])
    return as_file(table.encode(), _name(read, "codebook.csv"), CSV)


@access.public
def codebook_toml(request: HttpRequest, code: str) -> HttpResponse:
    """The same for programs, and every item in both languages."""
    read = showing.read_or_404(request, code)
    said: dict[str, dict[tuple[str, str], str]] = {}
    for language in ("ja", "en"):
        with translation.override(language):
            said[language] = {
                (item, base): name for _table, item, name, base in giving.items(read)
            }
    text = tomli_w.dumps(
        {
            "survey": read.survey.code,
            "edition": read.edition.number,
            "digest": read.edition.digest,
            "column": [
                dict(zip(CODEBOOK, one, strict=True)) for one in giving.codebook()
            ],
            "item": [
                {"item": item, "base": base, "ja": name, "en": said["en"][item, base]}
                for (item, base), name in said["ja"].items()
            ],
        }
    )
    return as_file(text.encode(), _name(read, "codebook.toml"), "application/toml")


def _told_codebook() -> Iterator[list[str]]:
    for one in giving.COLUMNS:
        said = (one.words, one.unit)
        yield [formats.words(one.head), one.name, *map(formats.words, said)]


def _made(read: Read) -> Iterator[list[object]]:
    one, publication = read.edition, read.publication
    yield [_("Survey"), str(read.survey)]
    yield [_("Edition"), one.number]
    yield [pgettext("survey", "Asked"), publication.drawn]
    yield [pgettext("survey", "Answered"), publication.answered]
    yield [_("Covered by the estimates"), publication.frame.size]
    names = {} if formats.is_japanese() else queries.english_names(read.survey)
    for left in publication.frame.excluded:
        yield [
            _("Taken out of the frame"),
            f"{names.get(left.name, left.name)}{formats.colon()}{formats.as_written(left.reason)}",
        ]
    yield [_("Level of intervals"), publication.choices.level]
    yield [_("Smallest cell"), publication.choices.smallest_cell]
    yield [_("Made with"), one.engine]
    yield [_("Digest"), one.digest]
    yield [_("Digest of what it rests on"), one.inputs_digest]


def _type(name: str) -> str:
    if name in NUMBERS:
        return "DOUBLE"
    return "INTEGER" if name in WHOLE_NUMBERS else "VARCHAR"


def _table(request: HttpRequest) -> TableCode | None:
    asked = request.GET.get("table", "")
    return showing.table_code_or_404(asked) if asked else None


def _title(read: Read, ending: str, of: TableCode | None = None) -> str:
    """The name of a file for people: which survey, which edition, which table."""
    said = _("Results of the survey, edition %(number)s")
    parts = [
        formats.local(read.survey, "title"),
        said % {"number": read.edition.number},
        *([str(words.TABLES[of])] if of else []),
    ]
    return f"{'-'.join(parts)}.{ending}"


def _name(read: Read, ending: str, of: TableCode | None = None) -> str:
    table = f"-{of}" if of else ""
    return f"{read.survey.code}-{read.edition.number}{table}.{ending}"
