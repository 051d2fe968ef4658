"""The deck's questions, asked of what is stored in this system."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki import usage
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Call, Field, Programme
from chiiki_web.services.models import Service
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars, Chart, Line, Lines, Point, ShareRow, Shares
from chiiki_web.ui.tile_map import TileMap

MILLION = 1_000_000


def own_charts(at: datetime) -> dict[str, Chart]:
    """Every chart by its code, in the order in which the page shows them."""
    charts = {
        "own-fields": _fields(),
        "own-use": _use(),
        "own-calls": _calls(),
        "own-awards": _awards(),
        "own-survival": _survival(at),
    }
    return {code: chart for code, chart in charts.items() if chart is not None}


def map_of_services() -> TileMap:
    """How many services run in each prefecture."""
    counted = dict(
        Service.objects.filter(ended_on__isnull=True)
        .order_by()
        .values_list("municipality__prefecture")
        .annotate(number=Count("pk"))
    )
    prefectures = list(Prefecture.objects.all())
    made_up = [one for one in prefectures if one.is_sample]
    return TileMap(
        title=_("Services that run, by prefecture"),
        values={
            one.pk: float(counted.get(one.pk, 0))
            for one in prefectures
            if not one.is_sample
        },
        sample=float(sum(counted.get(one.pk, 0) for one in made_up))
        if made_up
        else None,
        value_name=_("Services"),
        unit="件" if formats.is_japanese() else "",
        source=_("this system"),
        links={
            one.pk: f"{reverse('dashboards:home')}?prefecture={one.pk}"
            for one in prefectures
        },
    )


def _fields() -> Chart:
    """Of the municipalities that take part: real ones, or the sample's while it shows."""
    towns = Municipality.objects.filter(is_sample=True).count()
    towns = towns or Municipality.objects.filter(last_day__isnull=True).count()
    pairs = (
        Service.objects.filter(ended_on__isnull=True)
        .order_by()
        .values_list("field", "municipality")
        .distinct()
    )
    counted = Counter(field for field, _town in pairs)
    rows = [
        Bar(_local(field), 100 * counted[field.pk] / towns)
        for field in Field.objects.all()
    ]
    return Bars(
        title=_("Municipalities with a running service in this system, by field"),
        rows=tuple(sorted(rows, key=lambda row: -(row.value or 0))),
        row_name=_("Field"),
        unit="%",
        decimals=1,
        maximum=100,
        source=_("this system"),
        note=_(
            "Of %(towns)s municipalities. Not a survey: only what is registered here."
        )
        % {"towns": towns},
    )


def _use() -> Chart:
    counted = dict(
        Service.objects.filter(ended_on__isnull=True)
        .order_by()
        .values_list("use_state")
        .annotate(n=Count("pk"))
    )
    states = [one for one in Service.UseState.choices if one[0] != "ended"]
    return Shares(
        title=_("Are the services used as planned?"),
        parts=tuple(str(label) for _code, label in states),
        rows=(ShareRow("", tuple(float(counted.get(code, 0)) for code, _ in states)),),
        decimals=0,
        source=_("this system"),
    )


def _calls() -> Chart:
    applied = dict(
        Application.objects.exclude(status__in=["draft", "withdrawn"])
        .order_by()
        .values_list("call")
        .annotate(n=Count("pk"))
    )
    chosen = dict(
        Award.objects.filter(status__in=["candidate", "decided"])
        .order_by()
        .values_list("application__call")
        .annotate(n=Count("pk"))
    )
    refused = Application.objects.filter(status="rejected").values_list("call")
    chosen = {pk: 0 for (pk,) in refused.distinct()} | chosen
    calls = Call.objects.filter(pk__in=applied).order_by("closes_at")
    return Bars(
        title=_("Calls in this system: applied and chosen"),
        rows=tuple(
            Bar(_local(call), applied[call.pk], chosen.get(call.pk)) for call in calls
        ),
        row_name=_("Call"),
        unit=_("cases"),
        names=(_("Applied"), _("Chosen")),
        source=_("this system"),
        note=_(
            "A dash: nothing is decided yet. Where rounds go on, more may be chosen."
        ),
    )


def _awards() -> Chart:
    sums = dict(
        Award.objects.filter(status="decided")
        .order_by()
        .values_list("application__call__programme")
        .annotate(total=Sum("amount"))
    )
    programmes = Programme.objects.in_bulk(list(sums))
    rows = [
        Bar(_local(programmes[code]), total / MILLION) for code, total in sums.items()
    ]
    return Bars(
        title=_("Awards decided in this system, by programme"),
        rows=tuple(sorted(rows, key=lambda row: -(row.value or 0))),
        row_name=_("Programme"),
        unit=_("million yen"),
        decimals=1,
        source=_("this system"),
        note=_("As decided: what was freed when an amount was fixed is included."),
    )


def _survival(at: datetime) -> Chart | None:
    lives = [
        usage.ServiceLife(funding_ended_on=ended, ended_on=last)
        for ended, last in Service.objects.filter(
            funding_ended_on__isnull=False
        ).values_list("funding_ended_on", "ended_on")
        if ended
    ]
    found = usage.surviving(lives, timezone.localdate(at))
    if not found:
        return None
    return Lines(
        title=_("Services still in use, by years after the money ended"),
        lines=(
            Line(
                _("Services"),
                tuple(Point(one.year, 100 * float(one.share)) for one in found),
                until=float(found[-1].year),
            ),
        ),
        time_name=_("Years after"),
        source=_("this system"),
        note=_(
            "Kaplan-Meier estimate: services too young for a year are left out of it."
        ),
    )


def _local(row: Any) -> str:
    japanese: str = row.name_ja
    return japanese if get_language() == "ja" else row.name_en or japanese
