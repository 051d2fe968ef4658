"""Every published index, and the published order of the deck's index."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from chiiki import reference
from chiiki.indices import published_specification
from chiiki_web import access
from chiiki_web.indices import queries
from chiiki_web.indices.models import Index
from chiiki_web.indices.views import telling
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Position, Positions, Ranked, Ranking

DECK = "ict_progress"
JAPAN = "JPN"


@access.public
def overview(request: HttpRequest) -> HttpResponse:
    """Each index with its editions, the newest first."""
    member = getattr(request, "member", None)
    rows = queries.published_editions()
    return render(
        request,
        "indices/list.html",
        {
            "found": [
                (index, list(editions))
                for index, editions in groupby(rows, key=lambda one: one.index)
            ],
            "keeps": member is not None
            and (queries.may_keep(member) or member.role == "auditor"),
            "years": [one.year for one in reference.load_index()],
        },
    )


@access.public
def newest(request: HttpRequest, code: str) -> HttpResponse:
    """The newest edition of an index."""
    get_object_or_404(Index, code=code)
    edition = queries.published_editions().filter(index__code=code).first()
    if edition is None:
        return redirect("indices:list")
    return redirect("indices:ranking", code, edition.code)


@access.public
def published_order(request: HttpRequest) -> HttpResponse:
    """The deck's index: the order as it was published, and its tree; no country's figures."""
    editions = reference.load_index()
    return render(
        request,
        "indices/published_order.html",
        {
            "orders": [(one, _order(one), _japan(one)) for one in reversed(editions)],
            "specification": published_specification(DECK),
            "shape": telling.tree_of(published_specification(DECK)),
            "adds_not_up": telling.adds_not_up(published_specification(DECK)),
            "notes": telling.notes_of(published_specification(DECK)),
            "steps": telling.steps_of(published_specification(DECK)),
        },
    )


def _order(edition: reference.IndexEdition) -> Ranking:
    known, all_of = len(edition.order), edition.countries
    title = _("Order of %(countries)s countries (%(year)s)")
    if known < all_of:
        title = _("The first %(known)s of %(countries)s countries (%(year)s)")
    return Ranking(
        title=title % {"countries": all_of, "year": edition.year, "known": known},
        rows=tuple(
            Ranked(rank, formats.words(edition.names[code]), highlight=code == JAPAN)
            for rank, code in enumerate(edition.order, start=1)
        ),
        row_name=_("Country"),
        source=formats.cited(edition.source),
        note=formats.words(edition.note),
    )


def _japan(edition: reference.IndexEdition) -> Positions:
    return Positions(
        title=_("Where Japan stood (%(year)s)") % {"year": edition.year},
        rows=tuple(
            Position(
                formats.words(edition.rank_words[code]),
                rank,
                edition.countries,
                highlight=code == "overall",
            )
            for code, rank in edition.japan.items()
        ),
        row_name=_("Part of the index"),
        source=formats.cited(edition.source),
    )
