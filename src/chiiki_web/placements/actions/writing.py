"""The manager writes a log of each month; the region confirms it or returns it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki.periods import add_months
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.placements import queries
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold_as_side,
    people_of,
    record,
    refuse,
    tell_about,
)
from chiiki_web.placements.models import MonthlyLog, Placement, Side
from chiiki_web.ui import formats


@transaction.atomic
def write_log(
    log_id: int,
    *,
    days_worked: int,
    done: str,
    obstacles: str = "",
    handed_over: str = "",
    by: Membership,
    at: datetime,
) -> MonthlyLog:
    """The manager says what was done in a month; a log that was returned is sent again."""
    placement, log = _held(log_id, by, Side.MANAGER)
    if log.status not in {MonthlyLog.Status.DUE, MonthlyLog.Status.RETURNED}:
        raise CannotPlaceManager(reason("placements.log_sent_already"))
    refuse(_against(log, days_worked, done, obstacles, at))
    log.days_worked, log.done = days_worked, done
    log.obstacles, log.handed_over = obstacles, handed_over
    log.status, log.sent_at = MonthlyLog.Status.SENT, at
    log.save(
        update_fields=[
            *("days_worked", "done", "obstacles", "handed_over"),
            *("status", "sent_at"),
        ]
    )
    record(
        "placement.log_sent",
        placement,
        by=by,
        at=at,
        month=log.month,
        days_worked=days_worked,
        is_late=timezone.localdate(at) > log.due_on,
    )
    tell_about(
        placement,
        people_of(placement, Side.REGION),
        "placement.log_sent",
        subject=_("The log of %(month)s is to be confirmed: placement %(number)s"),
        body=_("%(manager)s has written what was done for “%(project)s”."),
        values={"month": lazy(formats.month, str)(log.month)},
        step=f"{log.pk}:{at:%Y%m%d%H%M%S}",
        at=at,
    )
    return log


@transaction.atomic
def confirm_log(log_id: int, *, by: Membership, at: datetime) -> MonthlyLog:
    """The region confirms that it was so."""
    placement, log = _held(log_id, by, Side.REGION)
    _demand_sent(log)
    log.status, log.confirmed_at = MonthlyLog.Status.CONFIRMED, at
    log.save(update_fields=["status", "confirmed_at"])
    record("placement.log_confirmed", placement, by=by, at=at, month=log.month)
    return log


@transaction.atomic
def return_log(log_id: int, *, ground: str, by: Membership, at: datetime) -> MonthlyLog:
    """The region says what was otherwise; the manager writes it anew."""
    placement, log = _held(log_id, by, Side.REGION)
    _demand_sent(log)
    if not ground.strip():
        raise CannotPlaceManager(reason("placements.returned_without_ground"))
    log.status, log.return_ground = MonthlyLog.Status.RETURNED, ground
    log.save(update_fields=["status", "return_ground"])
    record(
        "placement.log_returned",
        placement,
        by=by,
        at=at,
        month=log.month,
        ground=ground,
    )
    tell_about(
        placement,
        people_of(placement, Side.MANAGER),
        "placement.log_returned",
        subject=_("The log of %(month)s comes back: placement %(number)s"),
        body=_("The region says: %(ground)s"),
        values={"month": lazy(formats.month, str)(log.month), "ground": ground},
        step=f"{log.pk}:{at:%Y%m%d%H%M%S}",
        at=at,
    )
    return log


def _held(log_id: int, by: Membership, side: Side) -> tuple[Placement, MonthlyLog]:
    pk = MonthlyLog.objects.values_list("placement", flat=True).get(pk=log_id)
    placement, _side = hold_as_side(pk, by, side)
    demand(placement, Placement.Status.RUNNING)
    return placement, MonthlyLog.objects.get(pk=log_id)


def _demand_sent(log: MonthlyLog) -> None:
    if log.status != MonthlyLog.Status.SENT:
        raise CannotPlaceManager(reason("placements.log_not_sent"))


def _against(
    log: MonthlyLog, days_worked: int, done: str, obstacles: str, at: datetime
) -> Iterator[Reason]:
    first = queries.log_opens_on(log)
    if timezone.localdate(at) < first:
        yield reason("placements.month_not_over", first=first)
    most = (add_months(log.month, 1) - log.month).days
    if not 0 <= days_worked <= most:
        yield reason("placements.more_days_than_month", most=most)
    if days_worked and not done.strip():
        yield reason("placements.nothing_said")
    if not days_worked and not (obstacles + done).strip():
        yield reason("placements.no_day_without_why")
