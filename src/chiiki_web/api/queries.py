"""Which calls the public catalogue holds, and what happened to them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

NATIONWIDE = "全国"
SOON = timedelta(days=7)
TOLD = (
    "call.opened",
    "call.extended",
    "call.form_amended",
    "round.opened",
    "round.changed",
    "round.stopped",
    "round.reopened",
)
MOVES_ROUND = ("round.changed", "round.stopped", "round.reopened")


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
        rows = rows.filter(schemes.taking(at))
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


def rounds_moved(calls: Iterable[Call]) -> dict[tuple[int, int], list[datetime]]:
    """(call id, number of the round) → when it was changed, stopped or opened again."""
    keys = {f"schemes.call:{one.pk}": one.pk for one in calls if one.rounds.all()}
    moments: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    if not keys:
        return moments
    rows = audit.recent_events().filter(name__in=MOVES_ROUND, subject__in=keys)
    for event in rows.order_by("pk"):
        number = event.details["number"]
        moments[keys[event.subject], number].append(event.happened_at)
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
    told += [news for one in calls for news in _closing(one, at)]
    told += _results({one.pk: one for one in calls})
    return sorted(told, key=lambda one: one.at, reverse=True)


def _closing(call: Call, at: datetime) -> Iterator[News]:
    """What closes within a week: the open round, or the call where it has none."""
    rounds = schemes.rounds_of(call)
    if not rounds and call.closes_at - SOON <= at < call.closes_at:
        yield News(call, "closing", "closing", call.closes_at - SOON, {})
    one = schemes.current_round(rounds, at)
    if one is not None and one.closes_at - SOON <= at:
        details = {"number": one.number, "closes_at": one.closes_at.isoformat()}
        since = max(one.closes_at - SOON, one.opens_at)
        yield News(call, f"closing-{one.number}", "round.closing", since, details)


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
