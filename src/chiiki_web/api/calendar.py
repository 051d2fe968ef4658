"""Deadlines as an iCalendar file (RFC 5545): one entry a call, or one for each round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from chiiki.plain import printable
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round

NAME = "公募の締切 (chiiki)"


def deadlines(
    calls: Sequence[Call],
    extended: Mapping[int, Sequence[datetime]],
    moved: Mapping[tuple[int, int], Sequence[datetime]],
    address: str,
) -> bytes:
    """Return the calendar; ``extended`` gives the moments at which each call moved.

    ``moved`` gives the same of each round, by call and number; a stopped round is
    cancelled in the calendar, and stands there again once it is opened again.

    The UID of a call never changes and its SEQUENCE counts the extensions, so that a
    calendar that has the entry moves it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//chiiki//calls//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    for call in calls:
        rounds = schemes.rounds_of(call)
        for one in rounds:
            changes = moved.get((call.pk, one.number), ())
            calendar.add_component(_entry_of_round(call, one, changes, address))
        if not rounds:
            changes = extended.get(call.pk, ())
            calendar.add_component(_entry(call, changes, address))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(call: Call, extended: Sequence[datetime], address: str) -> Event:
    page = address + reverse("schemes:call", args=[call.pk])
    entry = Event()
    entry.add("uid", f"call-{call.pk}@{urlsplit(address).hostname}")
    entry.add("dtstamp", (extended[-1] if extended else call.opens_at))
    entry.add("dtstart", timezone.localtime(call.closes_at))
    entry.add("summary", printable(f"締切：{call.name_ja}"))
    entry.add(
        "description",
        printable(f"{call.programme.name_ja}\n{call.office.name_ja}\n")
        + "この時刻以降に届いたものは受け付けません（日本時間）。\n"
        + page,
    )
    entry.add("url", page)
    entry.add("sequence", len(extended))
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry_of_round(
    call: Call, one: Round, changes: Sequence[datetime], address: str
) -> Event:
    entry = _entry(call, changes, address)
    host = urlsplit(address).hostname
    for name, value in (
        ("uid", f"call-{call.pk}-round-{one.number}@{host}"),
        ("dtstart", timezone.localtime(one.closes_at)),
        ("summary", printable(f"締切：{call.name_ja}（第{one.number}回）")),
    ):
        del entry[name]
        entry.add(name, value)
    entry.add("status", "CANCELLED" if one.stopped_at else "CONFIRMED")
    return entry
