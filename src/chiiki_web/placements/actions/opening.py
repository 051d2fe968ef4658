"""A placement opens when a manager has accepted, and falls when the acceptance does."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.dispatch import queries as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.placements import queries
from chiiki_web.placements.actions.holding import hold, people_of, record, tell_about
from chiiki_web.placements.models import Placement, Side


def open_placements(at: datetime) -> int:
    """Open every placement that is missing, and cancel those whose acceptance was lifted.

    Run by the worker: it looks at what is, so a missed hour loses nothing.
    """
    for pk in list(queries.fallen_through().values_list("pk", flat=True)):
        with transaction.atomic():
            _cancel(pk, at=at)
    made = 0
    for pk in list(queries.to_open().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            made += _open(pk, at=at)
    return made


def last_day_of(first: date, months: int) -> date:
    """The last of so many months that begin on ``first``.

    >>> from datetime import date
    >>> last_day_of(date(2026, 12, 1), 3), last_day_of(date(2026, 11, 30), 3)
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 27))
    >>> last_day_of(date(2026, 12, 18), 3)
    datetime.date(2027, 3, 17)
    """
    count = first.year * 12 + first.month - 1 + months
    for day in range(first.day, 0, -1):
        try:
            end = date(count // 12, count % 12 + 1, day)
        except ValueError:
            continue
        return end - timedelta(days=1)
    raise AssertionError("every month has a first day")


def _open(request_id: int, *, at: datetime) -> int:
    """Hold the request, so that a second worker waits and finds the placement there."""
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=request_id)
    )
    if not queries.to_open().filter(pk=request_id).exists():
        return 0
    accepted = request.candidates.select_related("adviser__membership__user").get(
        answer="accepted"
    )
    first = max(request.wanted_from, timezone.localdate(at))
    placement = Placement.objects.create(
        request=request,
        adviser=accepted.adviser,
        starts_on=first,
        ends_on=last_day_of(first, max(request.months, 1)),
        days_a_month=queries.usual().days_a_month,
        opened_at=at,
    )
    record("placement.opened", placement, by=None, at=at, adviser=accepted.adviser_id)
    tell_about(
        placement,
        people_of(placement, Side.REGION, Side.MANAGER),
        "placement.opened",
        subject=_("Agree on the placement: %(number)s"),
        body=_(
            "%(manager)s comes to %(region)s for “%(project)s”. Please agree on the period,"
            " the milestones, and what the region is to be able to do at the end."
        ),
        at=at,
    )
    return 1


def _cancel(placement_id: int, *, at: datetime) -> None:
    placement = hold(placement_id)
    if not queries.fallen_through().filter(pk=placement_id).exists():
        return
    placement.status = Placement.Status.CANCELLED
    placement.save(update_fields=["status"])
    record("placement.cancelled", placement, by=None, at=at)
    tell_about(
        placement,
        [
            *people_of(placement, Side.REGION, Side.MANAGER),
            *dispatch.office_of(placement.request),
        ],
        "placement.cancelled",
        subject=_("The placement does not come about: %(number)s"),
        body=_("%(manager)s does not come to %(region)s for “%(project)s”."),
        at=at,
    )
