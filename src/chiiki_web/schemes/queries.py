"""What can be read about programmes and calls: which are open, under which rules."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chiiki import reference
from chiiki.rules import Scheme, load_scheme, scheme_version
from chiiki_web.accounts.models import Organisation
from chiiki_web.audit import queries as audit_queries
from chiiki_web.schemes.models import Call, Field, Programme


def fields() -> QuerySet[Field]:
    """The eleven fields in the order of the survey."""
    return Field.objects.order_by("order")


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


def scheme_of(call: Call) -> Scheme:
    """Return the rules that a call was opened under, whatever was published later."""
    return scheme_version(call.scheme_code, call.scheme_version)


def rules_are_unchanged(call: Call) -> bool:
    """Whether the stored text of the rules is still the one the call was opened under."""
    return scheme_of(call).digest == call.scheme_digest


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


def published(programme: Programme) -> reference.Programme | None:
    """What the packaged reference says of a programme: its budgets and sources."""
    found = (one for one in reference.load_programmes() if one.code == programme.code)
    return next(found, None)


def published_calls(programme: Programme) -> list[reference.PublishedCall]:
    """The calls of the past with how many applied and how many were chosen."""
    return [one for one in reference.load_calls() if one.programme == programme.code]


def rules_of(programme: Programme) -> Scheme | None:
    """The newest published rules of a programme, if this system has them."""
    return load_scheme(programme.scheme_code) if programme.scheme_code else None


def programmes_that_call() -> QuerySet[Programme]:
    """Programmes for which a call can be opened: those with rules that a plan meets."""
    return Programme.objects.exclude(scheme_code="").exclude(
        instrument=Programme.Instrument.DISPATCH
    )
