"""How the work is spread: between advisers, and over the country."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.statistics import forms, queries
from chiiki_web.statistics.queries import Chosen
from chiiki_web.statistics.views import tables
from chiiki_web.statistics.views.overview import OPENS_ROWS, SEES_ALL
from chiiki_web.ui.charts import Bar, Bars
from chiiki_web.ui.tile_map import TileMap

DRAWN = 15
PER_PAGE = 100


@access.role("office", "auditor", "administrator")
def advisers(request: MemberRequest) -> HttpResponse:
    """Days by adviser, the share of the busiest, and who was never asked."""
    form = forms.ChoiceForm(request.GET)
    chosen = form.chosen()
    found = queries.cases(chosen)
    rows, share = queries.load_of(found, chosen.year)
    names = queries.adviser_names(one.adviser for one in rows)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "statistics/advisers.html",
        {
            "form": form,
            "share": share,
            "chart": _busiest(rows, names),
            "page": page,
            "rows": [
                (
                    one,
                    names.get(one.adviser, ""),
                    tables.link(chosen, adviser=one.adviser),
                )
                for one in page
            ],
            "opens_rows": request.member.role in OPENS_ROWS,
            "never": [(pk, names.get(pk, "")) for pk in queries.never_asked(rows)],
            "has_year": chosen.year is not None,
        },
    )


@access.public
def municipalities(request: HttpRequest) -> HttpResponse:
    """The map: which share of municipalities has asked; the list is for the office."""
    role = getattr(getattr(request, "member", None), "role", "")
    sees_all = role in SEES_ALL
    form = forms.ChoiceForm(request.GET)
    chosen = form.chosen() if sees_all else Chosen()
    found = queries.places(queries.cases(chosen))
    kept = request.GET.get("prefecture", "")
    never = [one for one in found.never if not kept or one.prefecture == kept]
    page = Paginator(never, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "statistics/municipalities.html",
        {
            "form": form if sees_all else None,
            "sees_all": sees_all,
            "map": _map(found, request, sees_all=sees_all),
            "found": found,
            "asked": found.asked(is_sample=False),
            "asked_in_sample": found.asked(is_sample=True),
            "kept": found.prefectures.get(kept),
            "page": page if sees_all else None,
            "rows": [(one, found.prefectures[one.prefecture]) for one in page]
            if sees_all
            else [],
        },
    )


def _busiest(rows: list[queries.Load], names: dict[int, str]) -> Bars | None:
    busy = [one for one in rows if one.days][:DRAWN]
    if not busy:
        return None
    return Bars(
        title=_("The busiest advisers"),
        rows=tuple(Bar(names.get(one.adviser, ""), one.days) for one in busy),
        row_name=_("Adviser"),
        unit=_("days"),
        decimals=0 if all(one.days == int(one.days) for one in busy) else 1,
    )


def _map(found: queries.Places, request: HttpRequest, *, sees_all: bool) -> TileMap:
    shares = found.share_by_prefecture()
    sample = [code for code, one in found.prefectures.items() if one.is_sample]
    kept = request.GET.copy()
    links = {}
    for code in shares if sees_all else ():
        kept["prefecture"] = code
        kept.pop("page", None)
        links[code] = f"?{kept.urlencode()}#never"
    return TileMap(
        title=_("Municipalities that have asked at least once"),
        values={code: value for code, value in shares.items() if code not in sample},
        unit="%",
        bounds=(10, 25, 50, 75),
        links=links,
        sample=next((shares[code] for code in sample if code in shares), None),
        value_name=_("Share of municipalities"),
        note=_("Counted by the municipality where help was needed."),
    )
