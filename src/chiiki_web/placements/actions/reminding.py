"""Whoever still has to write, to confirm or to say something is reminded, a step once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.placements import queries
from chiiki_web.placements.actions.holding import people_of, tell_about
from chiiki_web.placements.models import Assessment, MonthlyLog, Placement, Side
from chiiki_web.ui import formats

Moment = Assessment.Moment
UNCONFIRMED = timedelta(days=7)


def remind(at: datetime) -> None:
    """Remind of logs, of assessments, and a year later of what can be done alone.

    Run by the worker each hour; after a pause only the step that is reached is told.
    """
    today = timezone.localdate(at)
    for log in _logs_to_remind(today):
        with transaction.atomic():
            _remind_of_log(log, today, at=at)
    for log in _unconfirmed(at):
        with transaction.atomic():
            _remind_to_confirm(log, today, at=at)
    for placement in _to_ask(today):
        with transaction.atomic():
            _remind_to_assess(placement, today, at=at)


def step(due_on: date, today: date, again: timedelta) -> str:
    """The step that is reached: open, due today, or late for so many times ``again``.

    >>> due = date(2026, 12, 10)
    >>> [step(due, due + timedelta(days=n), timedelta(days=7)) for n in (-9, 0, 6, 7, 15)]
    ['open', 'due', 'due', 'late-1', 'late-2']
    """
    if today < due_on:
        return "open"
    late = (today - due_on) // again
    return f"late-{late}" if late else "due"


def _logs_to_remind(today: date) -> Iterable[MonthlyLog]:
    rows = MonthlyLog.objects.filter(
        status__in=queries.TO_WRITE,
        placement__status=Placement.Status.RUNNING,
        month__lte=today,
    ).select_related("placement")
    return [one for one in rows if queries.log_opens_on(one) <= today]


def _unconfirmed(at: datetime) -> Iterable[MonthlyLog]:
    return MonthlyLog.objects.filter(
        status=MonthlyLog.Status.SENT, sent_at__lte=at - UNCONFIRMED
    )


def _to_ask(today: date) -> Iterable[Placement]:
    """Placements under way, and finished ones whose year is over and not answered."""
    running = queries.with_all().filter(status=Placement.Status.RUNNING)
    over = queries.with_all().filter(
        status=Placement.Status.FINISHED, ends_on__lte=today
    )
    answered = Assessment.objects.filter(moment=Moment.YEAR_AFTER).values(
        "ability__placement"
    )
    return [*running, *over.exclude(pk__in=answered)]


def _remind_of_log(log: MonthlyLog, today: date, *, at: datetime) -> None:
    placement = queries.with_all().get(pk=log.placement_id)
    tell_about(
        placement,
        people_of(placement, Side.MANAGER),
        "placement.log_reminder",
        subject=_("The log of %(month)s is due on %(due)s: placement %(number)s"),
        body=_(
            "Please write how many days you worked, what was done, what stood in the way"
            " and what was handed over for “%(project)s”."
        ),
        values={
            "month": lazy(formats.month, str)(log.month),
            "due": lazy(formats.day, str)(log.due_on),
        },
        step=f"{log.pk}:{step(log.due_on, today, queries.usual().log_again)}",
        at=at,
    )


def _remind_to_confirm(log: MonthlyLog, today: date, *, at: datetime) -> None:
    placement = queries.with_all().get(pk=log.placement_id)
    assert log.sent_at is not None
    sent_on = timezone.localdate(log.sent_at)
    tell_about(
        placement,
        people_of(placement, Side.REGION),
        "placement.confirm_reminder",
        subject=_("The log of %(month)s waits for you: placement %(number)s"),
        body=_("Please confirm it, or return it and say what was otherwise."),
        values={"month": lazy(formats.month, str)(log.month)},
        step=f"{log.pk}:{sent_on}:{step(sent_on, today, UNCONFIRMED)}",
        at=at,
    )


def _remind_to_assess(placement: Placement, today: date, *, at: datetime) -> None:
    said = queries.assessed_by(queries.levels(placement))
    for side in Side:
        moment = queries.moment_open(placement, side, today)
        if moment is None or (side, moment) in said:
            continue
        is_year_after = moment == Moment.YEAR_AFTER
        due_on = queries.due_on(placement, moment)
        usual = queries.usual()
        again = usual.asked_again if is_year_after else usual.assess_within
        tell_about(
            placement,
            people_of(placement, side),
            "placement.assess_reminder",
            subject=_("What can the region do by itself? Placement %(number)s"),
            body=_(
                "Please say for each ability how it stands %(moment)s, by %(due)s. The"
                " other side answers separately."
            )
            if not is_year_after
            else _(
                "A year has passed since %(manager)s left. Please say for each ability how"
                " it stands today, by %(due)s."
            ),
            values={
                "moment": moment.label,
                "due": lazy(formats.day, str)(due_on),
            },
            step=f"{side}:{moment}:{step(due_on, today, again)}",
            at=at,
        )
