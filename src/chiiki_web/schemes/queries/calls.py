"""What can be read about calls: which are open, and until when they were extended."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import queries as audit_queries
from chiiki_web.schemes.models import Call, Programme
from chiiki_web.schemes.queries.content import seen
from chiiki_web.schemes.queries.rounds import (
    announced,
    rounds_of,
    taking,
    why_no_round,
    with_window,
)


def calls() -> QuerySet[Call]:
    """Every call that takes plans, the one that closes last first."""
    return all_calls().exclude(programme__instrument=Programme.Instrument.DISPATCH)


def all_calls() -> QuerySet[Call]:
    """Calls that take plans, and those in which people are asked for."""
    rows = Call.objects.select_related("programme", "office", "fund")
    return rows.prefetch_related("rounds").order_by("-closes_at", "pk")


def open_calls(at: datetime) -> QuerySet[Call]:
    """Calls that take applications at a moment, the one that closes first on top."""
    return with_window(calls().filter(taking(at)), at, by="takes_until")


def coming_calls(at: datetime) -> QuerySet[Call]:
    """Calls that are announced and not open yet, or between two rounds."""
    return with_window(calls().filter(announced(at)), at, by="takes_from")


def calls_of(office: Organisation) -> QuerySet[Call]:
    """The calls that an office runs."""
    return all_calls().filter(office=office)


def open_calls_of(programme: Programme, at: datetime) -> QuerySet[Call]:
    """Calls of one programme that take something at a moment."""
    rows = all_calls().filter(taking(at), programme=programme)
    return with_window(rows, at, by="takes_until")


def is_open(call: Call, at: datetime) -> bool:
    """A call takes what arrives before the second at which it, or its round, closes."""
    runs = call.cancelled_at is None and call.opens_at <= at < call.closes_at
    return runs and not why_no_round(rounds_of(call), at)


def extensions_of(call: Call) -> list[dict[str, object]]:
    """Each time that a call was to close at another time: until when, and why."""
    names = ("call.extended", "call.closing_corrected")
    events = audit_queries.history_of(call).filter(name__in=names)
    return [
        {
            "at": event.happened_at,
            "until": datetime.fromisoformat(event.details["after"]),
            "ground": event.details["ground"],
            "is_earlier": event.name == "call.closing_corrected",
        }
        for event in events
    ]


def round_events_of(call: Call) -> list[dict[str, object]]:
    """What everybody may read of changes to the rounds: which round, what, and why."""
    names = ("round.changed", "round.stopped", "round.reopened")
    events = audit_queries.history_of(call).filter(name__in=names)
    opens = dict(call.rounds.values_list("number", "opens_at"))
    return [
        {
            "at": event.happened_at,
            "is_ahead": event.happened_at
            < opens.get(event.details["number"], event.happened_at),
            "name": event.name,
            "number": event.details["number"],
            "why": event.details.get("stopped_for", ""),
            "ground": event.details.get("ground", ""),
            "opens_at": _moment(event.details.get("opens_at")),
            "closes_at": _moment(event.details.get("closes_at")),
        }
        for event in events
    ]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def ground_of_cancelling(call: Call) -> str:
    """Why a call was cancelled; empty for one that was not."""
    event = audit_queries.history_of(call).filter(name="call.cancelled").last()
    return str(event.details["ground"]) if event else ""


def has_applications(call: Call) -> bool:
    """Whether anything was ever sent in, withdrawn or not."""
    return (
        call.applications.filter(number__isnull=False).exists()
        or call.dispatch_requests.exists()
    )


def seen_closing(call: Call) -> str:
    """A short hash of the closing time that a page shows."""
    return seen([call.closes_at])


def waiting_people(call: Call) -> list[Membership]:
    """Officers of the bodies that have begun an application and not sent it."""
    bodies = Organisation.objects.filter(
        application__call=call, application__status="draft"
    ).distinct()
    return [one for body in bodies for one in accounts.holders("officer", body)]
