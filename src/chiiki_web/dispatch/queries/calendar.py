"""The agreed days as a calendar file for both sides."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils import timezone
from icalendar import Calendar, Event

from chiiki.plain import printable
from chiiki_web.dispatch.models import Request, Schedule


def visits(request: Request, schedule: Schedule, address: str) -> bytes:
    """One entry a visit; a new schedule has a higher SEQUENCE under the same UIDs."""
    calendar = Calendar()
    calendar.add("prodid", "-//chiiki//dispatch//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    host = urlsplit(address).hostname
    sequence = request.schedules.filter(pk__lt=schedule.pk).count()
    page = f"{address}/dispatch/{request.pk}/"
    for number, one in enumerate(schedule.visits.all(), start=1):
        entry = Event()
        entry.add("uid", f"dispatch-{request.pk}-{number}@{host}")
        entry.add("dtstamp", schedule.confirmed_at or schedule.entered_at)
        entry.add("dtstart", timezone.localtime(one.starts_at))
        entry.add("dtend", timezone.localtime(one.ends_at))
        entry.add("summary", printable(f"派遣：{request.project}"))
        entry.add("location", printable("オンライン" if one.is_online else one.place))
        entry.add("description", f"{request.number}\n{page}")
        entry.add("url", page)
        entry.add("sequence", sequence)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
