"""What can be read about calls: which are open, and until when they were extended."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chiiki_web.accounts.models import Organisation
from chiiki_web.audit import queries as audit_queries
from chiiki_web.schemes.models import Call


def calls() -> QuerySet[Call]:
    """Every call, the one that closes last first."""
    return Call.objects.select_related("programme", "office", "fund").order_by(
        "-closes_at", "pk"
    )


def open_calls(at: datetime) -> QuerySet[Call]:
    """Calls that take applications at a moment, the one that closes first on top."""
    return (
        calls().filter(opens_at__lte=at, closes_at__gt=at).order_by("closes_at", "pk")
    )


def coming_calls(at: datetime) -> QuerySet[Call]:
    """Calls that are announced and not open yet."""
    return calls().filter(opens_at__gt=at).order_by("opens_at", "pk")


def calls_of(office: Organisation) -> QuerySet[Call]:
    """The calls that an office runs."""
    return calls().filter(office=office)


def is_open(call: Call, at: datetime) -> bool:
    """A call takes what arrives before the second at which it closes."""
    return call.opens_at <= at < call.closes_at


def extensions_of(call: Call) -> list[dict[str, object]]:
    """Each time that a call was extended: until when, and why."""
    events = audit_queries.history_of(call).filter(name="call.extended")
    return [
        {
            "at": event.happened_at,
            "until": datetime.fromisoformat(event.details["after"]),
            "ground": event.details["ground"],
        }
        for event in events
    ]
