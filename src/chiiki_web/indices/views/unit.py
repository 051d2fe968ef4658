"""The profile of one unit: against the median, figure by figure, and what would raise it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiiki.indices import Indicator
from chiiki_web import access
from chiiki_web.indices import queries
from chiiki_web.indices.queries import Read, Standing
from chiiki_web.indices.views import pages, telling
from chiiki_web.indices.views.ranking import prefectures_of, tier_name
from chiiki_web.numbers import number_of
from chiiki_web.ui.charts import Bar, Bars

UNASKED = 400  # units among which a wish is worked out without being asked for
NEAR, EACH = 20, 100  # every rank so near, beyond them each hundredth
DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of a unit: its figure, the median, its score, and where it is from."""

    name: str
    figure: float | None
    middle: float | None
    score: float | None
    year: int
    flag: str
    done: str
    source: str
    decimals: int


@access.public
def unit(request: HttpRequest, code: str, edition: str, unit: str) -> HttpResponse:
    """One unit among all; ``?rank=`` asks what would raise it there."""
    read = pages.published_or_404(request, code, edition)
    one = read.standing.get(unit)
    if one is None:
        raise Http404
    wanted = _wanted(request, one)
    is_asked = "rank" in request.GET or len(read.order) <= UNASKED
    raised = queries.raised(read, one.code, wanted) if is_asked and one.rank > 1 else []
    return render(
        request,
        "indices/unit.html",
        pages.context_of(read, "unit")
        | {
            "one": one,
            "count": len(read.order),
            "tier": tier_name(one.tier),
            "prefecture": prefectures_of(read)(one),
            "share": read.result["share"],
            "fields": _fields(read, one),
            "indicators": _indicators(read, one),
            "rows": rows_of(read, one.code),
            "relative": telling.relative_of(read.specification),
            "can_raise": one.rank > 1,
            "wanted": wanted,
            "ranks": [(at, at == wanted) for at in _aims(one.rank, wanted)],
            "raised": raised,
            "is_reached": any(row.wanted is not None for row in raised),
        },
    )


def rows_of(read: Read, unit: str) -> list[Row]:
    """Every indicator of the definition, in its order."""
    sources = read.inputs["figures"]["sources"]
    found = []
    for indicator in read.specification.indicators:
        figure, year, flag = read.figure(unit, indicator.code)
        found.append(
            Row(
                name=telling.heading(indicator),
                figure=figure,
                middle=read.middle_figure(indicator.code),
                score=read.score(indicator.code, unit),
                year=year,
                flag=flag,
                done=read.done_to(indicator.code, unit),
                source=sources.get(indicator.code, ""),
                decimals=read.decimals(indicator.code),
            )
        )
    return found


def _wanted(request: HttpRequest, one: Standing) -> int:
    """The rank that is asked for, else the next one up."""
    asked = number_of(request.GET.get("rank", ""))
    return (
        asked if asked is not None and 1 <= asked < one.rank else max(1, one.rank - 1)
    )


def _aims(rank: int, wanted: int) -> list[int]:
    """Ranks to choose from: all that are near, and some far ones."""
    return [
        at
        for at in range(rank - 1, 0, -1)
        if rank - at <= NEAR or at % EACH == 0 or at in (1, wanted)
    ]


def _fields(read: Read, one: Standing) -> Bars:
    """The index and what stands directly below it."""
    top = read.specification.top
    parts = [
        part
        for part in read.specification.parts[top]
        if not isinstance(read.thing(part), Indicator)
    ]
    return Bars(
        title=_("%(name)s by part of the index") % {"name": one.name},
        rows=tuple(_bar(read, code, one.code) for code in (top, *parts)),
        row_name=_("Part of the index"),
        decimals=DECIMALS,
        names=(one.name, _("Median of all")),
        note=telling.scaled_of(read.specification),
    )


def _indicators(read: Read, one: Standing) -> Bars:
    return Bars(
        title=_("%(name)s by indicator") % {"name": one.name},
        rows=tuple(
            _bar(read, indicator.code, one.code)
            for indicator in read.specification.indicators
        ),
        row_name=_("Indicator"),
        decimals=DECIMALS,
        names=(one.name, _("Median of all")),
        note=_("Scores after the figures were made comparable: more is better."),
    )


def _bar(read: Read, code: str, unit: str) -> Bar:
    return Bar(read.called(code), read.score(code, unit), read.middle(code))
