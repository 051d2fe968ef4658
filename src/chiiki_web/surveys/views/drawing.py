"""The charts of a running survey: by prefecture, by size class, and day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.surveys.models import Survey
from chiiki_web.surveys.queries.classes import class_name
from chiiki_web.surveys.queries.response import Counts, Response
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars, Line, Lines
from chiiki_web.ui.charts.lines import Point
from chiiki_web.ui.tile_map import TileMap

REAL = 47  # prefectures; a code above is that of an invented one


def by_size_class(response: Response) -> Bars:
    """The rate in each size class, with n of N in its label."""
    rows = tuple(
        Bar(f"{class_name(code)}{_of(one)}", _percent(one))
        for code, one in response.by_size_class
    )
    whole = Bar(
        f"{_('All')}{_of(response.whole)}", _percent(response.whole), highlight=True
    )
    return Bars(
        title=_("Response rate by size class"),
        rows=(whole, *rows),
        row_name=_("Size class"),
        names=(_("Response rate"),),
        unit="%",
        decimals=1,
        maximum=100,
        source=_source(),
    )


def by_invented_prefecture(response: Response) -> Bars:
    """The rates where no prefecture of the frame is a real one, as in a sample."""
    rows = tuple(
        Bar(f"{formats.local(place, 'name')}{_of(one)}", _percent(one))
        for place, one in response.by_prefecture
    )
    return Bars(
        title=_("Response rate by prefecture"),
        rows=rows,
        row_name=_("Prefecture"),
        names=(_("Response rate"),),
        unit="%",
        decimals=1,
        maximum=100,
        source=_source(),
    )


def by_prefecture(response: Response) -> TileMap | None:
    """The rate in each prefecture, invented ones together; None where all are invented."""
    values: dict[str, float | None] = {}
    links: dict[str, str] = {}
    invented: Counter[str] = Counter()
    listed = reverse("surveys:recipients", args=[response.survey.code])
    for place, one in response.by_prefecture:
        if place.code[:2].isdecimal() and int(place.code[:2]) <= REAL:
            values[place.code] = _percent(one)
            links[place.code] = f"{listed}?prefecture={place.code}"
        else:
            invented.update(dict(one.by_state))
    if not values:
        return None
    return TileMap(
        title=_("Response rate by prefecture"),
        values=values,
        unit="%",
        bounds=(20, 40, 60, 80),
        links=links,
        sample=_percent(Counts(invented)) if invented else None,
        value_name=_("Response rate"),
        source=_source(),
    )


def by_day(response: Response, today: date) -> Lines | None:
    """The share that had submitted, day by day after the opening; None before the first."""
    survey, days = response.survey, response.by_day
    if not days or not response.whole.asked:
        return None
    first = timezone.localdate(survey.opens_at)
    until = (
        max((min(today, _last(survey)) - first).days, (days[-1][0] - first).days) + 1
    )
    points = [Point(0, 0.0)] if days[0][0] > first else []
    points += [
        Point(max(0, (day - first).days), 100 * n / response.whole.asked)
        for day, n in days
    ]
    return Lines(
        title=_("Response rate day by day"),
        lines=(Line(pgettext("of a survey", "submitted"), tuple(points), until),),
        time_name=_("days since the opening"),
        time_unit=pgettext("after a number", " days"),
        decimals=1,
        source=_source(),
    )


def _last(survey: Survey) -> date:
    return timezone.localdate(survey.closes_at)


def _percent(one: Counts) -> float | None:
    return None if one.rate is None else 100 * one.rate


def _of(one: Counts) -> str:
    asked = formats.counted(one.asked, "bodies")
    return formats.in_brackets(f"{formats.number(one.submitted)}/{asked}")


def _source() -> str:
    return _("Answers received on this site")
