"""What moved since another edition, split into one's own figures and everything around."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.indices import queries
from chiiki_web.indices.queries import Moved, Read
from chiiki_web.indices.views import pages
from chiiki_web.indices.views.ranking import unit_name
from chiiki_web.ui.charts import Span, Spans

MOST = 60  # units that are worked out while somebody waits


@access.public
def movement(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Against the edition before, or the one of ``?since=``; of many units one is chosen."""
    read = pages.published_or_404(request, code, edition)
    before = _before(request, read)
    if before is None:
        return redirect("indices:ranking", code, edition)
    units = [row.code for row in read.order]
    both = [one for one in units if one in before.standing]
    chosen = request.GET.get("unit", "")
    wanted = both if len(both) <= MOST else [one for one in both if one == chosen]
    found = queries.moves(before, read, wanted)
    return render(
        request,
        "indices/movement.html",
        pages.context_of(read, "movement")
        | {
            "before": before.edition,
            "since_title": pages.title_of(before.edition),
            "found": found,
            "chart": _chart(found, read, before) if len(found) > 1 else None,
            "came": [read.standing[one].name for one in units if one not in both],
            "left": [row.name for row in before.order if row.code not in units],
            "same_definition": _measured(read) == _measured(before),
            "units": [(one, read.standing[one].name) for one in both]
            if len(both) > MOST
            else [],
            "chosen": chosen,
            "unit_name": unit_name(read.edition.index),
        },
    )


def _before(request: HttpRequest, read: Read) -> Read | None:
    """The edition of ``?since=`` or else the newest, of those before this one."""
    rows = queries.published_editions().select_related("index", "definition", "run")
    rows = rows.filter(index=read.edition.index_id, year__lte=read.edition.year)
    rows = rows.exclude(pk=read.edition.pk)
    if since := request.GET.get("since"):
        return queries.read_edition(get_object_or_404(rows, code=since))
    found = rows.first()
    return queries.read_edition(found) if found else None


def _measured(read: Read) -> tuple[object, ...]:
    """What is measured and how, whoever is compared."""
    said = read.specification
    return said.indicators, said.nodes, said.steps


def _chart(found: list[Moved], read: Read, before: Read) -> Spans:
    return Spans(
        title=_("Ranks then and now"),
        rows=tuple(Span(one.name, one.rank, before=one.rank_before) for one in found),
        last=max(len(read.order), len(before.order)),
        row_name=unit_name(read.edition.index),
    )
