"""What the report on paper says of an edition."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.publication import Breakdown, TableCode
from chiiki_web.results import queries
from chiiki_web.results.queries import Read
from chiiki_web.results.queries.lines import BASES
from chiiki_web.results.views import showing
from chiiki_web.ui import formats
from chiiki_web.wording import results as words


def data_of(read: Read, request: HttpRequest) -> dict[str, object]:
    """Plain values for the template: whom it is about, and the tables of all and parts."""
    context = showing.context_of(read, request)
    frame = read.publication.frame
    return {
        "lang": formats.language(),
        "title": str(read.survey),
        "subtitle": _("Results of the survey, edition %(number)s")
        % {"number": read.edition.number},
        "office": formats.local(read.survey.organisation, "name"),
        "date": formats.day(read.edition.published_at),
        "is_sample": read.survey.is_sample,
        "sample": _("This is a sample. No figure is about a real municipality."),
        "about": [
            [
                pgettext("survey", "Asked"),
                formats.counted(read.publication.drawn, "bodies"),
            ],
            [
                pgettext("survey", "Answered"),
                formats.counted(read.publication.answered, "bodies")
                + formats.in_brackets(formats.in_percent(context["rate"])),  # type: ignore[arg-type]
            ],
            [
                _("Covered by the estimates"),
                formats.counted(frame.size, "bodies")
                + formats.in_brackets(showing.share_of_frame(frame.coverage)),
            ],
            *(
                [_("Taken out of the frame"), f"{names}{formats.colon()}{why}"]
                for names, why in context["left_out"]  # type: ignore[attr-defined]
            ),
            [_("No answer to the survey"), _cells(context)],
            [_("Digest"), read.edition.digest],
        ],
        "heads": [
            pgettext("survey", "Item"),
            _("Estimate"),
            _("%(level)s%% interval") % {"level": context["level"]},
            "n",
            "N",
        ],
        "tables": [*_tables(read)],
        "columns": _(
            "n: municipalities that answered (effects: projects); N: what they stand for, estimated."
        ),
        "hidden": _(
            "“–” is not shown: fewer than %(n)s municipalities answered, or another figure could be reckoned from it."
        )
        % {"n": read.publication.choices.smallest_cell},
    }


def _tables(read: Read) -> list[dict[str, object]]:
    found = []
    for code in TableCode:
        for base in BASES[code]:
            wish = queries.wish_of(read, code, {"base": str(base)})
            if wish.base != base:
                continue
            found.append(
                _table(
                    read,
                    wish,
                    f"{words.TABLES[code]}{formats.in_brackets(words.BASES[base])}",
                )
            )
        for part in (Breakdown.SIZE_CLASS, Breakdown.PREFECTURE):
            wish = queries.wish_of(read, code, {"by": str(part)})
            if wish.by == part:
                title = f"{words.TABLES[code]}{formats.in_brackets(words.PARTS[part])}"
                found.append(
                    _table(
                        read, wish, f"{title}{formats.colon()}{read.item(wish.item)}"
                    )
                )
    return found


def _table(read: Read, wish: queries.Wish, title: str) -> dict[str, object]:
    return {
        "title": title,
        "rows": [
            [
                one.label,
                showing.shown(one.figure.value),
                showing.ends(one.figure.low, one.figure.high),
                showing.counted(one.figure.n),
                showing.counted(one.figure.population),
            ]
            for one in queries.lines(read, wish)
        ],
    }


def _cells(context: dict[str, object]) -> str:
    if not context["cells"]:
        return _("Those who answered stand for those who did not.")
    return _("Those who answered stand for those who did not, within %(cells)s.") % {
        "cells": context["cells"]
    }
