"""What the pages of one edition have in common: its head and its four tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chiiki.publication import Figure, TableCode
from chiiki.survey import Excluded
from chiiki_web import numbers
from chiiki_web.results import queries
from chiiki_web.results.queries import Read
from chiiki_web.surveys.models import Survey
from chiiki_web.ui import formats
from chiiki_web.wording import results as words

PERCENT = 100
MOST_LEFT_OUT = 10
KEY_ITEMS = {
    TableCode.RATES: "mean_of_fields",
    TableCode.DIFFICULTIES: "",
    TableCode.EFFECTS: "effect.as_expected",
    TableCode.PLANS: "mean_of_plans",
}


def read_or_404(request: HttpRequest, code: str) -> Read:
    """The newest edition of a survey, or the one that ``?edition=`` names."""
    asked = request.GET.get("edition", "")
    number = numbers.number_of(asked) if asked else None
    if asked and number is None:
        raise Http404
    edition = queries.edition_of(code, number)
    if edition is None:
        raise Http404
    return queries.read(edition)


def table_code_or_404(table: str) -> TableCode:
    if table not in [str(one) for one in TableCode]:
        raise Http404
    return TableCode(table)


def context_of(read: Read, request: HttpRequest) -> dict[str, object]:
    """What the head of every page of an edition needs."""
    survey, frame = read.survey, read.publication.frame
    others = list(queries.published().filter(survey=survey))
    newest = others[0].number if others else None
    kept = read.edition.number if read.edition.number != newest else None
    return {
        "read": read,
        "survey": survey,
        "edition": read.edition,
        "editions": others,
        "is_old": read.edition.is_published and read.edition.number != newest,
        "query": f"?edition={kept}" if kept else "",
        "frame": frame,
        "left_out": _left_out(survey, frame.excluded[:MOST_LEFT_OUT]),
        "left_out_more": max(0, len(frame.excluded) - MOST_LEFT_OUT),
        "drawn": read.publication.drawn,
        "answered": read.publication.answered,
        "rate": read.publication.answered / read.publication.drawn * PERCENT,
        "covered": share_of_frame(frame.coverage),
        "level": f"{read.publication.choices.level * PERCENT:g}",
        "smallest": read.publication.choices.smallest_cell,
        "cells": listed(
            [words.CELLS[one] for one in read.publication.choices.response_cells]
        ),
    }


def share_of_frame(coverage: float) -> str:
    return _("%(share)s of the frame") % {
        "share": formats.in_percent(coverage * PERCENT)
    }


def _left_out(survey: Survey, excluded: Sequence[Excluded]) -> list[tuple[str, str]]:
    """Who is left out and why, those of one reason together; by the English name, if any."""
    english = {}
    if excluded and not formats.is_japanese():
        english = queries.english_names(survey)
    names: dict[str, list[object]] = {}
    for one in excluded:
        names.setdefault(one.reason, []).append(english.get(one.name, one.name))
    return [(listed(those), formats.as_written(why)) for why, those in names.items()]


def tables_of(read: Read, suffix: str) -> list[tuple[str, str, str, str]]:
    """The four tables: name, address, and the figure that each is known by."""
    found = []
    for code in TableCode:
        figure = key_figure(read, code)
        label = read.item(figure.item) if figure else ""
        value = shown(figure.value) if figure else formats.NOTHING
        url = reverse("results:table", args=[read.survey.code, str(code)]) + suffix
        found.append((str(words.TABLES[code]), url, label, value))
    return found


def key_figure(read: Read, code: TableCode) -> Figure | None:
    """The figure of the whole that stands for a table; of difficulties the largest."""
    wish = queries.wish_of(read, code, {})
    figures = [one.figure for one in queries.lines(read, wish)]
    named = [one for one in figures if one.item == KEY_ITEMS[code]]
    known = [one for one in figures if one.value is not None]
    return (
        named[0] if named else max(known, key=lambda one: one.value or 0, default=None)
    )


def shown(share: float | None) -> str:
    """A share as a percentage: 12.3%."""
    return formats.NOTHING if share is None else formats.in_percent(share * PERCENT)


def counted(count: float | None) -> str:
    """How many rows or municipalities, as far as it is shown."""
    return formats.NOTHING if count is None else formats.number(round(count))


def ends(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return formats.NOTHING
    return f"{formats.number(low * PERCENT, 1)}–{formats.in_percent(high * PERCENT)}"


def listed(found: list[object]) -> str:
    return formats.between().join(str(one) for one in found)
