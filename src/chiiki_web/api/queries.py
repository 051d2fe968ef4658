"""Which calls the public catalogue holds, and what happened to them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

NATIONWIDE = "全国"
SOON = timedelta(days=7)
TOLD = ("call.opened", "call.extended", "call.form_amended")


@dataclass(frozen=True, slots=True)
class News:
    """Something that everybody may know of a call; ``key`` never changes."""

    call: Call
    key: str
    kind: str
    at: datetime
    details: dict[str, object]


def catalogue() -> QuerySet[Call]:
    """Every call with what its entry tells."""
    held = schemes.calls().filter(cancelled_at__isnull=True)
    return held.select_related("rules").prefetch_related("fields")


def found(
    *, keyword: str, field: str, area: str, only_open: bool, order: str, at: datetime
) -> list[Call]:
    """Calls by words, field and area, in an order; calls are open to the whole country."""
    if area and area != NATIONWIDE:
        return []
    rows = catalogue()
    if only_open:
        rows = rows.filter(opens_at__lte=at, closes_at__gt=at)
    for word in keyword.split():
        rows = rows.filter(
            Q(name_ja__icontains=word)
            | Q(name_en__icontains=word)
            | Q(programme__name_ja__icontains=word)
            | Q(programme__name_en__icontains=word)
            | Q(programme__purpose_ja__icontains=word)
        )
    if field:
        named = Q(fields__name_ja=field) | Q(fields__isnull=True)
        rows = rows.filter(named).distinct()
    return list(rows.order_by(order, "pk"))


def extended(calls: Iterable[Call]) -> dict[int, list[datetime]]:
    """Call id → the moments at which it was extended, the first one first."""
    keys = {f"schemes.call:{one.pk}": one.pk for one in calls}
    rows = audit.recent_events().filter(name="call.extended", subject__in=keys)
    moments: dict[int, list[datetime]] = defaultdict(list)
    for event in rows.order_by("pk"):
        moments[keys[event.subject]].append(event.happened_at)
    return moments


def news(calls: Sequence[Call], at: datetime) -> list[News]:
    """What happened to calls, the newest first: opened, changed, closing soon, selected."""
    keys = {f"schemes.call:{one.pk}": one for one in calls}
    events = audit.recent_events().filter(name__in=TOLD, subject__in=keys)
    told = [
        News(
            keys[event.subject],
            f"event-{event.pk}",
            event.name,
            event.happened_at,
            event.details,
        )
        for event in events
    ]
    told += [
        News(one, "closing", "closing", one.closes_at - SOON, {})
        for one in calls
        if one.closes_at - SOON <= at < one.closes_at
    ]
    told += _results({one.pk: one for one in calls})
    return sorted(told, key=lambda one: one.at, reverse=True)


def _results(calls: dict[int, Call]) -> list[News]:
    rows = (
        Award.objects.filter(application__call__in=calls)
        .values("application__call")
        .annotate(
            at=Max("selected_at"),
            judged=Count("pk"),
            chosen=Count("pk", filter=~Q(status=Award.Status.NOT_SELECTED)),
        )
    )
    return [
        News(
            calls[row["application__call"]],
            "selected",
            "selected",
            row["at"],
            {"judged": row["judged"], "chosen": row["chosen"]},
        )
        for row in rows
    ]
