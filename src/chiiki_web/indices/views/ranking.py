"""Who stands where, how sure it is, which choice matters, and how the index is made."""

from __future__ import annotations

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki import reference
from chiiki_web import access
from chiiki_web.indices import forms
from chiiki_web.indices.models import Index
from chiiki_web.indices.queries import Read, Standing
from chiiki_web.indices.views import pages, telling
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars, Span, Spans
from chiiki_web.ui.charts.drawing import ticks
from chiiki_web.ui.tile_map import CLASSES, TileMap
from chiiki_web.wording.indices import INPUTS

DRAWN = 60  # units that a picture can hold
PER_PAGE = 100
LONGEST = 60  # characters of a name that is looked for
FEWEST_ON_MAP = 2
ON_MAP = (Index.Kind.PREFECTURES, Index.Kind.MUNICIPALITIES)


@access.public
def ranking(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The order with rank intervals and tiers, two units held together, the map."""
    read = pages.published_or_404(request, code, edition)
    one = read.edition
    within = prefectures_of(read)
    find = request.GET.get("find", "").strip()[:LONGEST]
    found = [row for row in read.order if find in f"{within(row)} {row.name}"]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "indices/ranking.html",
        pages.context_of(read, "ranking")
        | {
            "chart": spans_of(read) if len(read.order) <= DRAWN else None,
            "page_of": page,
            "rows": [
                (
                    row,
                    reverse("indices:unit", args=[code, one.code, row.code]),
                    within(row),
                )
                for row in page
            ],
            "is_long": len(read.order) > PER_PAGE,
            "find": find,
            "has_prefectures": one.index.kind == Index.Kind.MUNICIPALITIES,
            "has_tiers": read.result["tiers"] is not None,
            "tier_count": len(read.result["tiers"] or ()),
            "share": read.result["share"],
            "map": _map(read),
            "scaled": telling.scaled_of(read.specification),
            **_pair(request, read),
        },
    )


@access.public
def sensitivity(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Which of the choices moves the ranks."""
    read = pages.published_or_404(request, code, edition)
    shares = read.result["sensitivity"]
    return render(
        request,
        "indices/sensitivity.html",
        pages.context_of(read, "sensitivity")
        | {
            "chart": _shares(read) if shares else None,
            "first": _first(read) if shares else "",
            "choices": said_choices(read),
        },
    )


@access.public
def method(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The tree with its weights, the steps in words, and what the steps changed."""
    read = pages.published_or_404(request, code, edition)
    done = [
        (read.called(of), step, read.standing[what].name if step == "missing" else what)
        for step, of, what in read.result["done"]
    ]
    return render(
        request,
        "indices/method.html",
        pages.context_of(read, "method")
        | {
            "shape": telling.tree_of(read.specification),
            "adds_not_up": telling.adds_not_up(read.specification),
            "steps": telling.steps_of(read.specification),
            "notes": telling.notes_of(read.specification),
            "filled": [(name, what) for name, step, what in done if step == "missing"],
            "cut": [(name, what) for name, step, what in done if step != "missing"],
            "run": read.run,
        },
    )


def spans_of(read: Read) -> Spans:
    """The order with the ranks between which each stands."""
    one = read.edition
    return Spans(
        title=_("Ranks, and between which ranks each stands"),
        rows=tuple(
            Span(row.name, row.rank, row.low, row.high, group=tier_name(row.tier))
            for row in read.order
        ),
        last=len(read.order),
        share=read.result["share"],
        row_name=unit_name(one.index),
        links=tuple(
            reverse("indices:unit", args=[one.index.code, one.code, row.code])
            for row in read.order
        ),
    )


def prefectures_of(read: Read) -> Callable[[Standing], str]:
    """Names the prefecture of a municipality; of others nothing."""
    if read.edition.index.kind != Index.Kind.MUNICIPALITIES:
        return lambda _row: ""
    names = {
        one.code: one.name if formats.is_japanese() else one.name_en
        for one in reference.load_prefectures()
    }
    return lambda row: names.get(row.prefecture, "")


def tier_name(tier: int) -> str:
    return pgettext("index", "Tier %(tier)s") % {"tier": tier} if tier else ""


def unit_name(index: Index) -> str:
    return {
        Index.Kind.COUNTRIES: _("Country"),
        Index.Kind.PREFECTURES: _("Prefecture"),
        Index.Kind.MUNICIPALITIES: _("Municipality"),
    }.get(Index.Kind(index.kind), pgettext("index", "Unit"))


def input_name(name: str, read: Read) -> str:
    """What was varied, in plain words; weights by the level at which they stand."""
    if name in INPUTS:
        return str(INPUTS[name])
    level = int(name.removeprefix("weights "))
    if level == 1:
        return _("Weights of the indicators")
    if level == len(read.specification.levels):
        return _("Weights of the parts of the index")
    return _("Weights on level %(level)s, from below") % {"level": level}


def said_choices(read: Read) -> list[str]:
    """What was varied, in a sentence each."""
    return telling.choices_in_words(read.inputs["choices"])


def _pair(request: HttpRequest, read: Read) -> dict[str, object]:
    """In what share of the replicates one stands above another."""
    if read.result["above"] is None or len(read.order) < 2:
        return {}
    units = [(row.code, row.name) for row in read.order]
    asked = "one" in request.GET
    first, second = read.order[0], read.order[1]
    data = request.GET if asked else {"one": first.code, "other": second.code}
    form = forms.PairForm(data, units=units)
    if not form.is_valid():
        return {"pair": form}
    one = read.standing[form.cleaned_data["one"]]
    other = read.standing[form.cleaned_data["other"]]
    share = read.above(one.code, other.code)
    return {
        "pair": form,
        "one": one,
        "other": other,
        "above": None if one == other else share,
        "verdict": "" if one == other else _verdict(share or 0.0),
    }


def _verdict(share: float) -> str:
    if share >= 0.95:
        return _("That is as good as sure.")
    if share <= 0.05:
        return _("The other way round it is as good as sure.")
    if 0.4 <= share <= 0.6:
        return _("Which of them stands higher depends on how the index is made.")
    return _("That leans one way, but is not sure.")


def _map(read: Read) -> TileMap | None:
    """Prefectures by their score, or by the mean of their municipalities."""
    index = read.edition.index
    if index.kind not in ON_MAP:
        return None
    values = read.by_prefecture()
    if len(values) < FEWEST_ON_MAP:
        return None
    is_mean = index.kind == Index.Kind.MUNICIPALITIES
    links = {}
    if not is_mean:
        links = {
            row.prefecture: reverse(
                "indices:unit", args=[index.code, read.edition.code, row.code]
            )
            for row in read.order
        }
    return TileMap(
        title=_("Mean score of the municipalities, by prefecture")
        if is_mean
        else _("Score by prefecture"),
        values=dict(values),
        decimals=1,
        bounds=_bounds(list(values.values())),
        links=links,
        value_name=_("Score"),
        source=formats.cited(read.edition.source),
    )


def _bounds(values: list[float]) -> tuple[float, ...]:
    """Round bounds between the lowest and the highest score."""
    low, high = min(values), max(values)
    step = ticks(max(high - low, 0.5), CLASSES)[1]
    first = step * (low // step)
    return tuple(round(first + step * at, 6) for at in range(1, CLASSES))


def _shares(read: Read) -> Bars:
    found = read.result["sensitivity"]
    rows = [
        Bar(
            input_name(name, read),
            max(0.0, (total or 0.0) * 100),
            max(0.0, (first or 0.0) * 100),
        )
        for name, first, total in zip(
            found["inputs"], found["first"], found["total"], strict=True
        )
    ]
    return Bars(
        title=_("How much of the shifts of ranks each choice makes"),
        rows=tuple(sorted(rows, key=lambda one: -(one.value or 0))),
        row_name=_("Choice"),
        unit="%",
        names=(_("with what it does together with others"), _("by itself")),
        note=_(
            "Shares of the variance of the mean shift of ranks. Those with others may add"
            " up to more than 100%."
        ),
    )


def _first(read: Read) -> str:
    """The choice that matters most."""
    chart = _shares(read)
    return chart.rows[0].label if chart.rows else ""
