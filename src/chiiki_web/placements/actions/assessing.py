"""Each side says apart what the region can do alone; what it cannot yet gets a next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.placements import queries
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold_as_side,
    record,
    tell_about,
)
from chiiki_web.placements.models import Ability, Assessment, Placement


@transaction.atomic
def assess(
    placement_id: int,
    *,
    moment: str,
    said: Mapping[int, str],
    by: Membership,
    at: datetime,
) -> Placement:
    """One side assesses every ability at one moment, once; ``said`` is ability id → level."""
    placement, side = hold_as_side(placement_id, by)
    if queries.moment_open(placement, side, timezone.localdate(at)) != moment:
        raise CannotPlaceManager(reason("placements.moment_not_open"))
    if (side, moment) in queries.assessed_by(queries.levels(placement)):
        raise CannotPlaceManager(reason("placements.assessed_already"))
    abilities = list(placement.abilities.all())
    if {one.pk for one in abilities} != set(said) or not set(said.values()) <= set(
        Assessment.Level.values
    ):
        raise CannotPlaceManager(reason("placements.assess_all"))
    Assessment.objects.bulk_create(
        Assessment(
            ability=one,
            side=side,
            moment=moment,
            level=said[one.pk],
            assessed_at=at,
        )
        for one in abilities
    )
    record(
        "placement.assessed",
        placement,
        by=by,
        at=at,
        side=side,
        moment=moment,
        levels={one.number: said[one.pk] for one in abilities},
    )
    if moment == Assessment.Moment.YEAR_AFTER:
        tell_about(
            placement,
            dispatch.office_of(placement.request),
            "placement.asked_again",
            subject=_("A year later: the region has answered on placement %(number)s"),
            body=_("%(region)s says what it can do by itself since “%(project)s”."),
            at=at,
        )
    return placement


@transaction.atomic
def name_next_step(
    ability_id: int, *, next_step: str, by: Membership, at: datetime
) -> Ability:
    """Say who does what next where the region cannot do it yet."""
    found = Ability.objects.get(pk=ability_id)
    placement, _side = hold_as_side(found.placement_id, by)
    demand(placement, Placement.Status.RUNNING)
    if not next_step.strip():
        raise CannotPlaceManager(reason("placements.next_step_empty"))
    found.next_step = next_step
    found.save(update_fields=["next_step"])
    record(
        "placement.next_step_named",
        placement,
        by=by,
        at=at,
        number=found.number,
        next_step=next_step,
    )
    return found
