"""The one next step of whoever looks at a placement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chiiki_web.accounts.models import Membership
from chiiki_web.placements import queries
from chiiki_web.placements.models import Assessment, MonthlyLog, Placement, Side
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, and where; ``deed`` names a form of the page itself."""

    text: str
    url: str = ""
    label: str = ""
    deed: str = ""
    is_late: bool = False
    lacking: queries.Lacking = field(default_factory=queries.Lacking)


def next_for(
    found: Placement,
    member: Membership,
    today: date,
    logs: Sequence[MonthlyLog],
    milestones: Sequence[Any],
    levels: dict[tuple[int, str, str], str],
) -> Step | None:
    """The first thing that waits for this person, or None."""
    side = queries.side_of(found, member)
    if side is None:
        return None
    if found.status == Placement.Status.PREPARING:
        return _to_agree(found, side, milestones)
    steps = (
        *_wishes(side, milestones),
        *(_logs_of_manager(logs, today) if side == Side.MANAGER else ()),
        *(_logs_of_region(logs) if side == Side.REGION else ()),
        *_to_assess(found, side, today, levels),
        *_to_finish(found, side, today),
        *_to_publish(found, side),
    )
    return next(iter(steps), None)


def _to_agree(found: Placement, side: Side, milestones: Sequence[Any]) -> Step:
    if not milestones:
        return Step(
            _("Write down what is to be reached, by when, and how one sees it."),
            reverse("placements:milestone_add", args=[found.pk]),
            _("Add a milestone"),
        )
    if not found.abilities.exists():
        return Step(
            _("Write down what the region is to be able to do by itself at the end."),
            reverse("placements:ability_add", args=[found.pk]),
            _("Add an ability"),
        )
    own = found.region_agreed_at if side == Side.REGION else found.manager_agreed_at
    if own:
        return Step(_("You have agreed. The other side has not answered yet."))
    return Step(
        _("Read period, milestones and abilities below. If all is right, agree."),
        deed="agree",
    )


def _wishes(side: Side, milestones: Sequence[Any]) -> Iterator[Step]:
    for row in milestones:
        if row.waiting and row.waiting.side != side:
            yield Step(
                _("The other side wishes to change milestone %(number)s.")
                % {"number": row.milestone.number},
                reverse("placements:change_answer", args=[row.waiting.pk]),
                _("Read and answer"),
            )


def _logs_of_manager(logs: Sequence[MonthlyLog], today: date) -> Iterator[Step]:
    for one in logs:
        if one.status in queries.TO_WRITE and queries.log_opens_on(one) <= today:
            yield Step(
                _("Write the log of %(month)s, due on %(due)s.")
                % {
                    "month": formats.month(one.month),
                    "due": formats.day(one.due_on),
                },
                reverse("placements:log", args=[one.pk]),
                _("Write the log"),
                is_late=one.due_on < today,
            )


def _logs_of_region(logs: Sequence[MonthlyLog]) -> Iterator[Step]:
    for one in logs:
        if one.status == MonthlyLog.Status.SENT:
            yield Step(
                _("Read and confirm the log of %(month)s.")
                % {"month": formats.month(one.month)},
                reverse("placements:log", args=[one.pk]),
                _("Open the log"),
            )


def _to_assess(
    found: Placement,
    side: Side,
    today: date,
    levels: dict[tuple[int, str, str], str],
) -> Iterator[Step]:
    moment = queries.moment_open(found, side, today)
    if moment is None or (side, moment) in queries.assessed_by(levels):
        return
    text = (
        _("A year has passed. Say what the region can do by itself today.")
        if moment == Assessment.Moment.YEAR_AFTER
        else _("Say what the region can do by itself %(moment)s, until %(due)s.")
        % {
            "moment": moment.label,
            "due": formats.day(queries.due_on(found, moment)),
        }
    )
    yield Step(
        text,
        reverse("placements:assess", args=[found.pk]),
        _("Say how it stands"),
        is_late=queries.due_on(found, moment) < today,
    )


def _to_finish(found: Placement, side: Side, today: date) -> Iterator[Step]:
    if found.status != Placement.Status.RUNNING or today < found.last_day:
        return
    lacking = queries.lacking(found)
    if lacking:
        yield Step(_("Before the placement can be finished:"), lacking=lacking)
    elif side == Side.REGION:
        yield Step(
            _("Everything is reported and handed over. Finish the placement."),
            deed="finish",
        )
    else:
        yield Step(_("Everything is written. The region finishes the placement."))


def _to_publish(found: Placement, side: Side) -> Iterator[Step]:
    is_finished = found.status == Placement.Status.FINISHED
    if is_finished and side == Side.REGION and not found.published_at:
        yield Step(
            _("Say what everybody may read of it. Other regions learn from it."),
            reverse("placements:outcome", args=[found.pk]),
            _("Publish what came of it"),
        )
