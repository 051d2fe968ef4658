"""An edition to take along: ranks, scores and figures, with what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.indices.queries import Read
from chiiki_web.indices.views import pages
from chiiki_web.indices.views.ranking import unit_name
from chiiki_web.indices.views.telling import choices_in_words, steps_of
from chiiki_web.sheets.responses import CSV, XLSX, as_file
from chiiki_web.sheets.writing import Year, csv_text, write_book
from chiiki_web.ui import formats


@access.public
def table_csv(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """One row a unit; the meaning of the columns stands in the workbook."""
    read = pages.published_or_404(request, code, edition)
    heads = [name for name, _head, _said in columns_of(read)]
    return as_file(
        csv_text([heads, *rows_of(read)]).encode(),
        f"{pages.title_of(read.edition)}.csv",
        CSV,
    )


@access.public
def table_xlsx(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The same as a workbook, with a sheet that says what each column is."""
    read = pages.published_or_404(request, code, edition)
    columns = list(columns_of(read))
    file = BytesIO()
    write_book(
        file,
        [
            (_("Index"), [head for _name, head, _said in columns], rows_of(read)),
            (
                _("Codebook"),
                [_("Heading"), _("Name in CSV"), _("Meaning")],
                ((head, name, said) for name, head, said in columns),
            ),
            (_("How it was made"), [_("What"), _("Value")], made_of(read)),
        ],
    )
    return as_file(file.getvalue(), f"{pages.title_of(read.edition)}.xlsx", XLSX)


@access.public
def definition_toml(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The definition that the published run rests on, word for word."""
    read = pages.published_or_404(request, code, edition)
    return as_file(
        read.inputs["text"].encode(),
        f"{code}-{edition}.toml",
        "text/plain; charset=utf-8",
    )


def columns_of(read: Read) -> Iterator[tuple[str, str, str]]:
    """Each column: its name, its heading and its meaning in the reader's language."""
    share = formats.percent(read.result["share"], 0)
    yield "code", _("Code of the unit"), _("Code of the unit")
    name = unit_name(read.edition.index)
    yield "name", name, name
    yield "rank", _("Rank"), _("Rank: 1 for the highest; equal scores share it")
    yield (
        "rank_low",
        _("Rank from"),
        _("Highest of the ranks in %(share)s of the replicates") % {"share": share},
    )
    yield (
        "rank_high",
        _("Rank to"),
        _("Lowest of the ranks in %(share)s of the replicates") % {"share": share},
    )
    yield "tier", _("Tier"), _("Tier: between two tiers it is sure who stands above")
    for column, said in _of_figures(read):
        yield column, said, said


def _of_figures(read: Read) -> Iterator[tuple[str, str]]:
    for one in read.specification.nodes:
        yield f"score.{one.code}", _("Score%(colon)s%(name)s") % _named(read, one.code)
    for indicator in read.specification.indicators:
        named = _named(read, indicator.code)
        unit = read.unit(indicator.code)
        yield (
            f"figure.{indicator.code}",
            _("Figure as given%(colon)s%(name)s") % named
            + (formats.in_brackets(unit) if unit else ""),
        )
        yield f"year.{indicator.code}", _("Year of the figure%(colon)s%(name)s") % named
        yield (
            f"score.{indicator.code}",
            _("Comparable score%(colon)s%(name)s") % named,
        )


def rows_of(read: Read) -> Iterator[list[object]]:
    for one in read.order:
        row: list[object] = [
            *(one.code, one.name, one.rank, one.low, one.high, one.tier or None)
        ]
        row += [read.score(node.code, one.code) for node in read.specification.nodes]
        for indicator in read.specification.indicators:
            figure, year, _flag = read.figure(one.code, indicator.code)
            row += [figure, Year(year) if year else None]
            row.append(read.score(indicator.code, one.code))
        yield row


def made_of(read: Read) -> Iterator[tuple[str, object]]:
    """What a reader needs to make it again."""
    one, run = read.edition, read.run
    yield _("Index"), formats.local(one.index, "name")
    yield _("Edition"), formats.local(one, "name")
    yield _("Source"), formats.cited(one.source)
    for step in steps_of(read.specification):
        yield _("Step"), step
    for choice in choices_in_words(read.inputs["choices"]):
        yield _("Varied"), choice
    yield _("Replicates"), run.replicates
    yield _("Seed of the draws"), run.seed
    yield _("Digest"), run.digest
    yield _("Program"), run.engine


def _named(read: Read, code: str) -> dict[str, str]:
    return {"colon": formats.colon(), "name": read.called(code)}
