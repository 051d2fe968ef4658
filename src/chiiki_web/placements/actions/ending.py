"""The end of a placement: early, later, or as agreed; and what the region tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.placements import engine_input, queries
from chiiki_web.placements.actions.agreeing import open_logs
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold,
    hold_as_side,
    people_of,
    record,
    refuse,
    tell_about,
)
from chiiki_web.placements.models import Extension, MonthlyLog, Placement, Side
from chiiki_web.ui import formats

Running = Placement.Status.RUNNING


@transaction.atomic
def end_early(
    placement_id: int,
    *,
    ended_on: date,
    ending: str,
    ground: str,
    rest: str,
    rest_note: str = "",
    by: Membership,
    at: datetime,
) -> Placement:
    """End before the day agreed on, with a ground, and say what becomes of the rest.

    Either side or the office does it. What was not written for the months until then is
    still due; the months after are not.
    """
    placement = hold(placement_id)
    is_office = dispatch.is_of_office(by, placement.request)
    if not is_office and queries.side_of(placement, by) is None:
        raise CannotPlaceManager(reason("placements.not_yours"))
    demand(placement, Running)
    if placement.ended_on:
        raise CannotPlaceManager(reason("placements.ended_already"))
    if not ground.strip():
        raise CannotPlaceManager(reason("placements.end_without_ground"))
    if not placement.starts_on <= ended_on < placement.ends_on:
        raise CannotPlaceManager(
            reason(
                "placements.end_outside",
                first=placement.starts_on,
                last=placement.ends_on,
            )
        )
    placement.ended_on, placement.ending, placement.end_ground = (
        ended_on,
        ending,
        ground,
    )
    placement.rest, placement.rest_note = rest, rest_note
    placement.save(
        update_fields=["ended_on", "ending", "end_ground", "rest", "rest_note"]
    )
    placement.logs.filter(month__gt=ended_on, status=MonthlyLog.Status.DUE).delete()
    record(
        "placement.ended_early",
        placement,
        by=by,
        at=at,
        ended_on=ended_on,
        ending=ending,
        ground=ground,
        rest=rest,
    )
    tell_about(
        placement,
        _everybody(placement),
        "placement.ended_early",
        subject=_("The placement ends early: %(number)s"),
        body=_("Last day: %(last)s. Reason: %(ground)s. The rest: %(rest)s."),
        values={
            "last": lazy(formats.day, str)(ended_on),
            "ground": ground,
            "rest": placement.get_rest_display(),
        },
        at=at,
    )
    return placement


@transaction.atomic
def extend_placement(
    placement_id: int, *, ends_on: date, ground: str, by: Membership, at: datetime
) -> Placement:
    """The office lets it last longer, never beyond the months of the scheme."""
    placement = hold(placement_id)
    if not dispatch.is_of_office(by, placement.request):
        raise CannotPlaceManager(reason("placements.office_only"))
    demand(placement, Running)
    refuse(_against_extension(placement, ends_on, ground))
    Extension.objects.create(
        placement=placement,
        ended_before_on=placement.ends_on,
        ends_on=ends_on,
        ground=ground,
        decided_at=at,
    )
    placement.ends_on = ends_on
    placement.save(update_fields=["ends_on"])
    open_logs(placement)
    record(
        "placement.extended", placement, by=by, at=at, ends_on=ends_on, ground=ground
    )
    tell_about(
        placement,
        people_of(placement, Side.REGION, Side.MANAGER),
        "placement.extended",
        subject=_("The placement lasts longer: %(number)s"),
        body=_("New last day: %(last)s. Reason: %(ground)s"),
        values={"last": lazy(formats.day, str)(ends_on), "ground": ground},
        step=ends_on,
        at=at,
    )
    return placement


@transaction.atomic
def finish_placement(placement_id: int, *, by: Membership, at: datetime) -> Placement:
    """The region closes it: logs confirmed, milestones settled, abilities seen by both."""
    placement, _side = hold_as_side(placement_id, by, Side.REGION)
    demand(placement, Running)
    if timezone.localdate(at) < placement.last_day:
        raise CannotPlaceManager(reason("placements.not_over", last=placement.last_day))
    refuse(_still_lacking(placement))
    placement.status, placement.finished_at = Placement.Status.FINISHED, at
    placement.save(update_fields=["status", "finished_at"])
    record("placement.finished", placement, by=by, at=at)
    tell_about(
        placement,
        _everybody(placement),
        "placement.finished",
        subject=_("The placement is finished: %(number)s"),
        body=_(
            "Everything of “%(project)s” is handed over. The statement of completion can be"
            " read on the page of the placement."
        ),
        at=at,
    )
    return placement


@transaction.atomic
def publish_outcome(
    placement_id: int,
    *,
    outcome_ja: str,
    outcome_en: str = "",
    shows_milestones: bool,
    shows_abilities: bool,
    by: Membership,
    at: datetime,
) -> Placement:
    """The region says what everybody may read of a finished placement; it may do so anew."""
    placement, _side = hold_as_side(placement_id, by, Side.REGION)
    demand(placement, Placement.Status.FINISHED)
    if not outcome_ja.strip():
        raise CannotPlaceManager(reason("placements.outcome_empty"))
    placement.outcome_ja, placement.outcome_en = outcome_ja, outcome_en
    placement.shows_milestones = shows_milestones
    placement.shows_abilities = shows_abilities
    placement.published_at = at
    placement.save(
        update_fields=[
            *("outcome_ja", "outcome_en", "shows_milestones", "shows_abilities"),
            "published_at",
        ]
    )
    record(
        "placement.outcome_published",
        placement,
        by=by,
        at=at,
        outcome=outcome_ja,
        shows_milestones=shows_milestones,
        shows_abilities=shows_abilities,
    )
    return placement


def _against_extension(
    placement: Placement, ends_on: date, ground: str
) -> Iterator[Reason]:
    if placement.ended_on:
        yield reason("placements.ended_already")
    if not ground.strip():
        yield reason("placements.extension_without_ground")
    if ends_on <= placement.ends_on:
        yield reason("placements.not_longer", last=placement.ends_on)
        return
    yield from engine_input.against_length(placement, placement.starts_on, ends_on)


def _still_lacking(placement: Placement) -> Iterator[Reason]:
    lacking = queries.lacking(placement)
    if lacking.logs:
        yield reason("placements.logs_open", count=len(lacking.logs))
    if lacking.milestones:
        yield reason("placements.milestones_open", count=len(lacking.milestones))
    for side in lacking.sides:
        yield reason("placements.end_not_assessed", side=side.label)
    for one in lacking.abilities:
        yield reason("placements.no_next_step", number=one.number)


def _everybody(placement: Placement) -> list[Membership]:
    return [
        *people_of(placement, Side.REGION, Side.MANAGER),
        *dispatch.office_of(placement.request),
    ]
