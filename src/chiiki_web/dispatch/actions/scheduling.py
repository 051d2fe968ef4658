"""The days: entered by one side, confirmed by the other; then travel and fees follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import periods
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.asking import hold
from chiiki_web.dispatch.actions.lettering import write_travel
from chiiki_web.dispatch.actions.money import follow_days
from chiiki_web.dispatch.models import Fee, Report, Request, Schedule, Visit
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal


class CannotSchedule(Refusal):
    """The days stay as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stretch of work, as it is entered."""

    starts_at: datetime
    ends_at: datetime
    is_online: bool = False
    place: str = ""


@transaction.atomic
def enter_schedule(
    request_id: int,
    stretches: Sequence[Stretch],
    *,
    form_key: UUID,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Schedule:
    """One side enters the days that were agreed; the other is asked to confirm them.

    Days that both have confirmed before stand until then.
    """
    request = hold(request_id)
    side = _side(request, by)
    if known := Schedule.objects.filter(form_key=form_key).first():
        if known.request_id != request.pk:
            raise CannotSchedule(reason("dispatch.form_of_another_request"))
        return known
    if against := list(_against(request, stretches, at)):
        raise CannotSchedule(*against)
    request.schedules.filter(ended_at=None, confirmed_at=None).update(ended_at=at)
    made = Schedule.objects.create(
        request=request,
        form_key=form_key,
        side=side,
        note=note,
        entered_by=by,
        entered_at=at,
    )
    Visit.objects.bulk_create(
        Visit(
            schedule=made,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            is_online=one.is_online,
            place=one.place,
        )
        for one in sorted(stretches, key=lambda one: one.starts_at)
    )
    log.record(
        "dispatch.schedule_entered",
        request,
        by=by,
        at=at,
        case=request.case,
        side=side,
        days=[one.starts_at for one in stretches],
    )
    tell(
        _other_side(request, side),
        "dispatch.schedule_entered",
        subject=_("Please confirm the days: request %(number)s"),
        body=_(
            "The days for “%(project)s” were entered. Please look and confirm them."
        ),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.schedule_entered:{made.pk}",
        at=at,
    )
    return made


@transaction.atomic
def confirm_schedule(schedule_id: int, *, by: Membership, at: datetime) -> Schedule:
    """The other side confirms; the travel request and the fees are written."""
    request = hold(Schedule.objects.get(pk=schedule_id).request_id)
    schedule = Schedule.objects.get(pk=schedule_id)
    side = _side(request, by)
    if schedule.confirmed_at is not None:
        return schedule
    if schedule.ended_at is not None:
        raise CannotSchedule(reason("dispatch.schedule_replaced"))
    if side == schedule.side:
        raise CannotSchedule(reason("dispatch.other_side_confirms"))
    if against := list(_against_now(request, schedule, at)):
        raise CannotSchedule(*against)
    before = request.schedules.filter(ended_at=None).exclude(pk=schedule.pk)
    before.update(ended_at=at)
    schedule.confirmed_by, schedule.confirmed_at = by, at
    schedule.save(update_fields=["confirmed_by", "confirmed_at"])
    log.record(
        "dispatch.schedule_confirmed",
        request,
        by=by,
        at=at,
        case=request.case,
        side=side,
    )
    visits = list(schedule.visits.all())
    fees = _fees_for(request, visits, by=by, at=at)
    write_travel(request, fees, visits, at=at)
    tell(
        [
            *_other_side(request, Report.Side.ADVISER),
            *_other_side(request, Report.Side.REQUESTER),
            *queries.office_of(request),
        ],
        "dispatch.schedule_confirmed",
        subject=_("The days are fixed: request %(number)s"),
        body=_(
            "The days for “%(project)s” are confirmed by both sides. The page has them as a"
            " calendar file."
        ),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.schedule_confirmed:{schedule.pk}",
        at=at,
    )
    return schedule


def _fees_for(
    request: Request, visits: Sequence[Visit], *, by: Membership, at: datetime
) -> list[Fee]:
    """What is set aside for the team, with money for every journey of these days."""
    rows = Fee.objects.filter(
        candidate__in=queries.accepted(request), given_back_at=None
    ).select_related("candidate__adviser__membership__user")
    fees = list(rows)
    days = {timezone.localdate(one.starts_at) for one in visits if not one.is_online}
    try:
        follow_days(request, fees, days, by=by, at=at)
    except funds.CannotMoveMoney as refusal:
        more = reason("dispatch.no_money_for_journeys", days=len(days))
        raise CannotSchedule(more, *refusal.reasons) from refusal
    return fees


def _side(request: Request, by: Membership) -> Report.Side:
    side = queries.side_of(request, by)
    if side is None:
        raise CannotSchedule(reason("dispatch.not_yours"))
    if request.status != Request.Status.ACCEPTED:
        raise CannotSchedule(reason("dispatch.nothing_to_schedule"))
    return side


def _other_side(request: Request, side: str) -> list[Membership]:
    if side == Report.Side.ADVISER:
        return list(accounts.holders("officer", request.organisation))
    return [one.adviser.membership for one in queries.accepted(request)]


def _against(
    request: Request, stretches: Sequence[Stretch], at: datetime
) -> Iterator[Reason]:
    if not stretches:
        yield reason("dispatch.no_days_entered")
    if queries.has_begun(request, at):
        yield reason("dispatch.visit_has_begun")
    for one in stretches:
        yield from _against_one(request, one, at)
    yield from _too_much(request, stretches)
    in_order = sorted(stretches, key=lambda one: one.starts_at)
    for before, after in zip(in_order, in_order[1:], strict=False):
        if after.starts_at < before.ends_at:
            day = timezone.localdate(after.starts_at)
            yield reason("dispatch.days_overlap", day=day)
    yield from _elsewhere(request, stretches)


def _against_now(
    request: Request, schedule: Schedule, at: datetime
) -> Iterator[Reason]:
    """What has come between entering the days and confirming them.

    The advisers are held, so that two requests do not take the same hour at once.
    """
    team = queries.accepted(request).order_by().values("adviser")
    list(Adviser.objects.select_for_update().filter(pk__in=team).order_by("pk"))
    if queries.has_begun(request, at):
        yield reason("dispatch.visit_has_begun")
    visits = list(schedule.visits.all())
    for one in visits:
        if one.starts_at <= at:
            day = timezone.localdate(one.starts_at)
            yield reason("dispatch.day_in_the_past", day=day)
    yield from _elsewhere(request, visits)


def _elsewhere(
    request: Request, stretches: Sequence[Stretch] | Sequence[Visit]
) -> Iterator[Reason]:
    for name, visit in queries.clashes(request, stretches):
        day = timezone.localdate(visit.starts_at)
        yield reason("dispatch.adviser_is_elsewhere", name=name, day=day)


def _against_one(request: Request, one: Stretch, at: datetime) -> Iterator[Reason]:
    day = timezone.localdate(one.starts_at)
    if one.ends_at <= one.starts_at:
        yield reason("dispatch.ends_before_it_starts", day=day)
    elif timezone.localdate(one.ends_at) != day:
        yield reason("dispatch.over_midnight", day=day)
    if one.starts_at <= at:
        yield reason("dispatch.day_in_the_past", day=day)
    year = periods.fiscal_year(request.wanted_until)
    if periods.fiscal_year(day) not in (request.fiscal_year, year):
        yield reason("dispatch.day_in_another_year", day=day)


def _too_much(request: Request, stretches: Sequence[Stretch]) -> Iterator[Reason]:
    """Not more days on site, and not more hours online, than the request was placed for."""
    days = {timezone.localdate(one.starts_at) for one in stretches if not one.is_online}
    online = sum(
        (one.ends_at - one.starts_at for one in stretches if one.is_online),
        timedelta(),
    )
    most_days = 0 if request.mode == Request.Mode.ONLINE else request.days
    most_hours = 0 if request.mode == Request.Mode.ON_SITE else request.hours
    if request.kind == Request.Kind.ADVISER and len(days) > most_days:
        yield reason("dispatch.too_many_days_agreed", found=len(days), most=most_days)
    if request.kind == Request.Kind.ADVISER and online > timedelta(hours=most_hours):
        yield reason("dispatch.too_many_hours_agreed", most=most_hours)
