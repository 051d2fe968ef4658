"""Figures by year, field, region and prefecture; small ones hidden from the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki import reference
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from chiiki_web.statistics import queries
from chiiki_web.statistics.queries import Case, Chosen, Numbers
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars
from chiiki_web.ui.formats import local


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its figures, and where its rows are; None is left out as too small."""

    key: str
    label: str
    requests: int | None
    placed: int | None
    days: float | None
    cost: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """One way of dividing: its title, the key of a case, and the names of the keys."""

    title: Promise
    head: Promise
    key: Callable[[Case], str]
    names: Callable[[], Mapping[str, str]]


def field_names() -> dict[str, str]:
    return {one.pk: local(one, "name") for one in Field.objects.all()}


def _region_names() -> dict[str, str]:
    language = formats.language()
    regions = {one.code: one.words.text(language) for one in reference.load_regions()}
    return regions | {"sample": _("sample")}


def _prefecture_names() -> dict[str, str]:
    return {one.code: local(one, "name") for one in Prefecture.objects.all()}


DIVIDED: dict[str, By] = {
    "year": By(
        gettext_lazy("Requests by fiscal year"),
        gettext_lazy("Fiscal year"),
        lambda one: str(one.year),
        dict,
    ),
    "field": By(
        gettext_lazy("Requests by field"),
        gettext_lazy("Field"),
        lambda one: one.field,
        field_names,
    ),
    "region": By(
        gettext_lazy("Requests by region of Japan"),
        gettext_lazy("Region of Japan"),
        lambda one: one.region,
        _region_names,
    ),
    "prefecture": By(
        gettext_lazy("Requests by prefecture"),
        gettext_lazy("Prefecture"),
        lambda one: one.prefecture,
        _prefecture_names,
    ),
}


def divisions(*, sees_all: bool) -> tuple[str, ...]:
    """Ways of dividing that a reader is shown.

    Everybody reads one division by place only: two would give away what each leaves out.
    """
    places = ("region", "prefecture") if sees_all else ("region",)
    return ("year", "field", *places)


def lines(
    found: Sequence[Case], by: str, chosen: Chosen, *, sees_all: bool
) -> list[Line]:
    """A line for each group, in the order of the names or by size."""
    divided = DIVIDED[by]
    counted = {
        str(key): one for key, one in queries.count_by(found, divided.key).items()
    }
    shown = None if sees_all else _hidden(counted)
    names = divided.names()
    order = sorted(counted, reverse=True) if by == "year" else _by_size(counted, names)
    if shown is not None and by != "year":  # the place in the order would tell the size
        hidden = {key for key in order if shown[0][key] is None}
        order = [key for key in order if key not in hidden] + sorted(hidden)
    return [
        _line(key, _name(by, key, names), counted[key], shown, by, chosen)
        for key in order
    ]


def bars(title: str, head: str, rows: Sequence[Line]) -> Bars:
    """Requests and placements side by side."""
    return Bars(
        title=title,
        rows=tuple(
            Bar(
                one.label,
                None if one.requests is None else float(one.requests),
                None if one.placed is None else float(one.placed),
            )
            for one in rows
        ),
        row_name=head,
        unit=_("requests"),
        names=(_("Requests"), _("Placed")),
    )


def leaves_out(rows: Sequence[Line]) -> bool:
    """Whether a figure of these is too small to be shown."""
    return any(one.requests is None or one.placed is None for one in rows)


def is_worth_drawing(rows: Sequence[Line]) -> bool:
    """A picture of one figure, or in which most are missing, tells nothing."""
    there = sum(one.requests is not None for one in rows)
    return len(rows) > 1 and 2 * there > len(rows)


def link(chosen: Chosen, **more: object) -> str:
    """Where the rows behind a number are."""
    asked = {"year": chosen.year, "kind": chosen.kind} | more
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('statistics:rows')}?{query}"


def heads(by: str) -> list[str]:
    return [
        str(DIVIDED[by].head),
        _("Requests"),
        _("Placed"),
        _("Days"),
        _("Cost (yen)"),
    ]


def _hidden(
    counted: Mapping[str, Numbers],
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    return (
        queries.hide({key: one.requests for key, one in counted.items()}),
        queries.hide({key: one.placed for key, one in counted.items()}),
    )


def _line(
    key: str,
    label: str,
    one: Numbers,
    shown: tuple[dict[str, int | None], dict[str, int | None]] | None,
    by: str,
    chosen: Chosen,
) -> Line:
    if shown is None:
        url = link(chosen, **{by: key})
        return Line(key, label, one.requests, one.placed, one.days, one.cost, url)
    requests, placed = shown[0][key], shown[1][key]
    tells = placed is not None and requests is not None
    return Line(
        key,
        label,
        requests,
        placed if requests is not None else None,
        one.days if tells else None,
        one.cost if tells else None,
    )


def _by_size(counted: Mapping[str, Numbers], names: Mapping[str, str]) -> list[str]:
    known = list(names)
    rank = {key: number for number, key in enumerate(known)}
    return sorted(
        counted, key=lambda key: (-counted[key].requests, rank.get(key, len(known)))
    )


def _name(by: str, key: str, names: Mapping[str, str]) -> str:
    return formats.fiscal_year(int(key)) if by == "year" else names.get(key, key)
