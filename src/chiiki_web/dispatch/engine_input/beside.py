"""What dispatch knows of an adviser, for the pages of the register below it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from chiiki_web.advisers.models import Adviser
from chiiki_web.advisers.queries.beside import PastDispatch, Promised
from chiiki_web.dispatch.models import Report, Visit
from chiiki_web.ui import formats


def past_of(adviser: Adviser) -> Iterator[PastDispatch]:
    """What requesters who share their case wrote of dispatches that are reported."""
    rows = Report.objects.filter(
        side=Report.Side.REQUESTER,
        request__shares_case=True,
        request__status="reported",
        request__candidates__adviser=adviser,
        request__candidates__answer="accepted",
    )
    for one in rows.select_related("request__organisation").distinct():
        request = one.request
        yield PastDispatch(
            one.held_on,
            request.project,
            formats.local(request.organisation, "name"),
            one.outcome,
        )


def promised_of(adviser: Adviser, first: date, last: date) -> Iterator[Promised]:
    """Days of schedules in force that this adviser goes to."""
    rows = Visit.objects.filter(
        schedule__ended_at=None,
        schedule__request__candidates__adviser=adviser,
        schedule__request__candidates__answer="accepted",
        starts_at__date__gte=first,
        starts_at__date__lte=last,
    )
    for one in rows.select_related("schedule__request__organisation").distinct():
        request = one.schedule.request
        yield Promised(
            timezone.localdate(one.starts_at),
            formats.local(request.organisation, "name"),
            reverse("dispatch:detail", args=[request.pk]),
        )
