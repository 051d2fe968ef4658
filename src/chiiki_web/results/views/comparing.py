"""Two years side by side, on the scope that both asked, and what is not compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiiki.publication import Breakdown
from chiiki.reasons import Reason
from chiiki_web import access, wording
from chiiki_web.results import queries
from chiiki_web.results.queries import Read
from chiiki_web.results.views import showing
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars

PERCENT = showing.PERCENT


@access.public
def compare(request: HttpRequest, code: str, before: str) -> HttpResponse:
    """What moved since an earlier survey; frozen with the edition."""
    read = showing.read_or_404(request, code)
    found = next((one for one in read.comparisons if one["code"] == before), None)
    earlier = queries.edition_of(before, found["number"]) if found else None
    if found is None or earlier is None:
        raise Http404
    context = showing.context_of(read, request) | {
        "found": found,
        "earlier": queries.read(earlier),
    }
    if "fault" in found:
        fault = Reason(found["fault"]["code"], found["fault"]["values"])
        return render(
            request, "results/compare.html", context | {"why": wording.explain(fault)}
        )
    lines = [one for one in found["lines"] if one["by"] == Breakdown.WHOLE]
    years = [
        formats.fiscal_year(year) for year in (found["year"], read.survey.fiscal_year)
    ]
    return render(
        request,
        "results/compare.html",
        context
        | {
            "years": years,
            "rows": [_row(read, one) for one in lines],
            "parts": [
                _row(read, one)
                for one in found["lines"]
                if one["by"] != Breakdown.WHOLE and one["item"] == "mean_of_fields"
            ],
            "chart": _chart(read, lines, years),
            "scope": _scope(read, context["earlier"], found["scope"]),  # type: ignore[arg-type]
            "systems": len(found["scope"]["systems"]),
        },
    )


def _row(read: Read, one: Mapping[str, Any]) -> dict[str, object]:
    """A line in words; ``moved`` says whether the change is more than chance."""
    low, high = one["low"], one["high"]
    is_sure = low is not None and (low > 0 or high < 0)
    return {
        "label": read.item(one["item"]),
        "part": read.domain(one["by"], one["domain"]),
        "before": showing.shown(one["before"]),
        "after": showing.shown(one["after"]),
        "change": _points(one["change"]),
        "interval": formats.NOTHING
        if low is None
        else _("%(low)s to %(high)s") % {"low": _points(low), "high": _points(high)},
        "is_sure": is_sure,
        "is_hidden": bool(one["hidden"]),
    }


def _points(share: float | None) -> str:
    """A change in points of a percentage, with its sign; a small one has two places."""
    if share is None:
        return formats.NOTHING
    places = 1 if share == 0 or round(share * PERCENT, 1) else 2
    value = round(share * PERCENT, places)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{formats.number(abs(value), places)}"


def _chart(read: Read, lines: list[Mapping[str, Any]], years: list[str]) -> Bars | None:
    rows = tuple(
        Bar(
            read.item(one["item"]),
            one["after"] * PERCENT,
            second=one["before"] * PERCENT,
            low=_end(one, "low"),
            high=_end(one, "high"),
        )
        for one in lines
        if one["after"] is not None
    )
    if not rows:
        return None
    return Bars(
        title=_("On the scope that both asked"),
        rows=rows,
        unit="%",
        decimals=1,
        names=(years[1], years[0]),
        range_name=_("Interval of the change"),
        note=_(
            "The thin line is the earlier share with the %(level)s %% interval of the change added: where it does not reach the earlier share, the change is more than chance."
        )
        % {"level": f"{read.publication.choices.level * PERCENT:g}"},
    )


def _end(one: Mapping[str, Any], name: str) -> float | None:
    """An end of the interval of the change, seen from the earlier share."""
    if one[name] is None:
        return None
    return float(min(1, max(0, one["before"] + one[name])) * PERCENT)


def _scope(read: Read, earlier: Read, scope: Mapping[str, Any]) -> dict[str, str]:
    """Fields by name: those that are compared, and those that are not, and why."""
    return {
        "fields": formats.between().join(read.field(one) for one in scope["fields"]),
        "changed": formats.between().join(read.field(one) for one in scope["changed"]),
        "only_before": formats.between().join(
            earlier.field(one) for one in scope["only_before"]
        ),
        "only_after": formats.between().join(
            read.field(one) for one in scope["only_after"]
        ),
    }
