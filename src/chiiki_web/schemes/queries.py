"""What can be read about programmes and calls: which are open, under which rules."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chiiki.rules import Scheme, scheme_version
from chiiki_web.accounts.models import Organisation
from chiiki_web.schemes.models import Call, Field, Programme


def fields() -> QuerySet[Field]:
    """The eleven fields in the order of the survey."""
    return Field.objects.order_by("order")


def calls() -> QuerySet[Call]:
    """Every call, the one that closes last first."""
    return Call.objects.select_related("programme", "office").order_by(
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


def programmes_that_call() -> QuerySet[Programme]:
    """Programmes for which a call can be opened: those with rules that a plan meets."""
    return Programme.objects.exclude(scheme_code="").exclude(
        instrument=Programme.Instrument.DISPATCH
    )
