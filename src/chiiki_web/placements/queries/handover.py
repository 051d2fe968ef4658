"""What the region can do by itself, and what is still lacking before the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from chiiki.periods import add_years
from chiiki_web.placements.models import (
    Ability,
    Assessment,
    Milestone,
    MonthlyLog,
    Placement,
    Side,
)
from chiiki_web.placements.queries.settings import Suggestion, suggested, usual

Moment: TypeAlias = Assessment.Moment
Level: TypeAlias = Assessment.Level
Levels = Mapping[tuple[int, str, str], str]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What stands between a placement and its end."""

    logs: tuple[MonthlyLog, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sides: tuple[Side, ...] = ()
    abilities: tuple[Ability, ...] = ()

    def __bool__(self) -> bool:
        return any((self.logs, self.milestones, self.sides, self.abilities))


def levels(placement: Placement) -> dict[tuple[int, str, str], str]:
    """(ability, side, moment) → level, as far as it was said."""
    rows = Assessment.objects.filter(ability__placement=placement)
    return {(one.ability_id, one.side, one.moment): one.level for one in rows}


def assessed_by(found: Levels) -> set[tuple[str, str]]:
    """The (side, moment) pairs that were assessed."""
    return {(side, moment) for _ability, side, moment in found}


def year_after_on(placement: Placement) -> date:
    """The day from which the region is asked again."""
    return add_years(placement.last_day, usual().asked_again_years)


def moment_open(placement: Placement, side: Side, today: date) -> Moment | None:
    """What this side can say on a day: each moment in its own time, never afterwards.

    The start until half of the time is over, the middle until two weeks before the last
    day, then the end; a year later the region alone.
    """
    if placement.status == Placement.Status.FINISHED:
        is_asked = side == Side.REGION and today >= year_after_on(placement)
        return Moment.YEAR_AFTER if is_asked else None
    if placement.status != Placement.Status.RUNNING:
        return None
    if today >= placement.last_day - usual().assess_within:
        return Moment.END
    return Moment.MIDDLE if today >= half_on(placement) else Moment.START


def half_on(placement: Placement) -> date:
    """The day on which half of the time is over."""
    return placement.starts_on + (placement.last_day - placement.starts_on) / 2


def due_on(placement: Placement, moment: str) -> date:
    """Until when both sides should have said how things stand."""
    return {
        Moment.START.value: placement.starts_on + usual().assess_within,
        Moment.MIDDLE.value: half_on(placement) + usual().assess_within,
        Moment.END.value: placement.last_day + usual().assess_within,
        Moment.YEAR_AFTER.value: year_after_on(placement) + usual().asked_again,
    }[moment]


def lacking(placement: Placement) -> Lacking:
    """What must be done before the placement can be finished."""
    found, abilities = levels(placement), list(placement.abilities.all())
    said = assessed_by(found)
    return Lacking(
        logs=tuple(placement.logs.exclude(status=MonthlyLog.Status.CONFIRMED)),
        milestones=tuple(placement.milestones.filter(settled_on__isnull=True)),
        sides=tuple(side for side in Side if (side, Moment.END) not in said),
        abilities=tuple(without_next_step(abilities, found)),
    )


def without_next_step(abilities: Iterable[Ability], found: Levels) -> Iterable[Ability]:
    """Abilities that somebody sees as “not yet” at the end, with no next step named."""
    for one in abilities:
        said = {found.get((one.pk, side, Moment.END)) for side in Side}
        if Level.NOT_YET in said and not one.next_step.strip():
            yield one


def suggestions(taken: Iterable[str]) -> list[Suggestion]:
    """Suggested abilities that the placement does not have yet."""
    known = set(taken)
    return [one for one in suggested() if one.code not in known]
