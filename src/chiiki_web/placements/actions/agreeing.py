"""Both sides write down what they agree on; a change asks both for their agreement anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.periods import add_months
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.placements import engine_input, queries
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold_as_side,
    other,
    people_of,
    record,
    refuse,
    tell_about,
)
from chiiki_web.placements.models import (
    Ability,
    Milestone,
    MonthlyLog,
    Placement,
    Side,
)

MOST_ROWS = 20


@transaction.atomic
def change_terms(
    placement_id: int,
    *,
    starts_on: date,
    ends_on: date,
    days_a_month: int,
    by: Membership,
    at: datetime,
) -> Placement:
    """Write down the period and the days a month, as long as it is not agreed on."""
    placement = _to_agree(placement_id, by)
    refuse(_against_period(placement, starts_on, ends_on, at))
    if not 1 <= days_a_month <= queries.usual().most_days_a_month:
        raise CannotPlaceManager(
            reason(
                "placements.days_out_of_range", most=queries.usual().most_days_a_month
            )
        )
    placement.starts_on, placement.ends_on = starts_on, ends_on
    placement.days_a_month = days_a_month
    placement.save(update_fields=["starts_on", "ends_on", "days_a_month"])
    _changed(
        placement,
        "placement.terms_changed",
        by=by,
        at=at,
        starts_on=starts_on,
        ends_on=ends_on,
        days_a_month=days_a_month,
    )
    return placement


@transaction.atomic
def add_milestone(
    placement_id: int,
    *,
    what: str,
    due_on: date,
    seen_by: str,
    by: Membership,
    at: datetime,
) -> Milestone:
    """Write down one thing that is to be reached."""
    placement = _to_agree(placement_id, by)
    refuse(_against_milestone(placement, due_on))
    made = Milestone.objects.create(
        placement=placement,
        number=_next_number(placement.milestones.all()),
        what=what,
        due_on=due_on,
        seen_by=seen_by,
    )
    _changed(placement, "placement.milestone_added", by=by, at=at, what=what)
    return made


@transaction.atomic
def change_milestone(
    milestone_id: int,
    *,
    what: str,
    due_on: date,
    seen_by: str,
    by: Membership,
    at: datetime,
) -> Milestone:
    """Word a milestone otherwise before both have agreed; afterwards see ``propose_change``."""
    found = Milestone.objects.get(pk=milestone_id)
    placement = _to_agree(found.placement_id, by)
    refuse(_against_milestone(placement, due_on, is_new=False))
    found.what, found.due_on, found.seen_by = what, due_on, seen_by
    found.save(update_fields=["what", "due_on", "seen_by"])
    _changed(placement, "placement.milestone_worded", by=by, at=at, what=what)
    return found


@transaction.atomic
def remove_milestone(milestone_id: int, *, by: Membership, at: datetime) -> Placement:
    found = Milestone.objects.get(pk=milestone_id)
    placement = _to_agree(found.placement_id, by)
    found.delete()
    _changed(placement, "placement.milestone_removed", by=by, at=at, what=found.what)
    return placement


@transaction.atomic
def add_ability(
    placement_id: int,
    *,
    text_ja: str,
    text_en: str = "",
    code: str = "",
    by: Membership,
    at: datetime,
) -> Ability:
    """Write down one thing that the region is to be able to do at the end."""
    placement = _to_agree(placement_id, by)
    rows = placement.abilities.all()
    if code and (known := rows.filter(code=code).first()):
        return known
    if rows.count() >= MOST_ROWS:
        raise CannotPlaceManager(reason("placements.too_many_rows", most=MOST_ROWS))
    made = Ability.objects.create(
        placement=placement,
        number=_next_number(rows),
        code=code,
        text_ja=text_ja,
        text_en=text_en,
    )
    _changed(placement, "placement.ability_added", by=by, at=at, what=text_ja)
    return made


@transaction.atomic
def remove_ability(ability_id: int, *, by: Membership, at: datetime) -> Placement:
    found = Ability.objects.get(pk=ability_id)
    placement = _to_agree(found.placement_id, by)
    found.delete()
    _changed(placement, "placement.ability_removed", by=by, at=at, what=found.text_ja)
    return placement


@transaction.atomic
def agree(placement_id: int, *, seen: str, by: Membership, at: datetime) -> Placement:
    """One side agrees to what it saw; with both, the placement is under way.

    ``seen`` is the digest of what the page showed: nobody agrees to what was changed
    meanwhile.
    """
    placement, side = hold_as_side(placement_id, by)
    demand(placement, Placement.Status.PREPARING)
    if seen != engine_input.digest_of(placement):
        raise CannotPlaceManager(reason("placements.changed_meanwhile"))
    refuse(_not_ready(placement))
    name = f"{side}_agreed_at"
    if getattr(placement, name) is None:
        setattr(placement, name, at)
        placement.save(update_fields=[name])
        record("placement.agreed", placement, by=by, at=at, side=side, digest=seen)
    if placement.region_agreed_at and placement.manager_agreed_at:
        _begin(placement, at=at)
    else:
        tell_about(
            placement,
            people_of(placement, other(side)),
            "placement.agreed",
            subject=_("Your agreement is asked for: %(number)s"),
            body=_("The other side has agreed to the placement for “%(project)s”."),
            step=seen,
            at=at,
        )
    return placement


def open_logs(placement: Placement) -> None:
    """A log for each month of the period that has none."""
    known = set(placement.logs.values_list("month", flat=True))
    month, day = placement.starts_on.replace(day=1), queries.usual().log_due_day
    rows = []
    while month <= placement.last_day:
        if month not in known:
            due_on = add_months(month, 1).replace(day=day)
            rows.append(MonthlyLog(placement=placement, month=month, due_on=due_on))
        month = add_months(month, 1)
    MonthlyLog.objects.bulk_create(rows)


def _begin(placement: Placement, *, at: datetime) -> None:
    placement.status, placement.began_at = Placement.Status.RUNNING, at
    placement.save(update_fields=["status", "began_at"])
    open_logs(placement)
    record(
        "placement.began",
        placement,
        by=None,
        at=at,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
    )
    tell_about(
        placement,
        [
            *people_of(placement, Side.REGION, Side.MANAGER),
            *dispatch.office_of(placement.request),
        ],
        "placement.began",
        subject=_("Both sides have agreed: placement %(number)s"),
        body=_(
            "%(manager)s works with %(region)s on “%(project)s”. The notice can be read on"
            " the page of the placement."
        ),
        at=at,
    )


def _to_agree(placement_id: int, by: Membership) -> Placement:
    placement, _side = hold_as_side(placement_id, by)
    demand(placement, Placement.Status.PREPARING)
    return placement


def _changed(
    placement: Placement,
    name: str,
    *,
    by: Membership,
    at: datetime,
    **details: object,
) -> None:
    """Whoever had agreed before agrees anew to what stands there now."""
    placement.region_agreed_at = placement.manager_agreed_at = None
    placement.save(update_fields=["region_agreed_at", "manager_agreed_at"])
    record(name, placement, by=by, at=at, **details)


def _against_period(
    placement: Placement, starts_on: date, ends_on: date, at: datetime
) -> Iterator[Reason]:
    if starts_on > ends_on:
        yield reason("placements.period_reversed")
        return
    if ends_on < timezone.localdate(at):
        yield reason("placements.period_over")
    yield from engine_input.against_length(placement, starts_on, ends_on)
    for one in placement.milestones.all():
        if not starts_on <= one.due_on <= ends_on:
            yield reason("placements.milestone_outside", number=one.number)


def _against_milestone(
    placement: Placement, due_on: date, *, is_new: bool = True
) -> Iterator[Reason]:
    if not placement.starts_on <= due_on <= placement.ends_on:
        yield reason(
            "placements.due_outside",
            first=placement.starts_on,
            last=placement.ends_on,
        )
    if is_new and placement.milestones.count() >= MOST_ROWS:
        yield reason("placements.too_many_rows", most=MOST_ROWS)


def _not_ready(placement: Placement) -> Iterator[Reason]:
    if not placement.milestones.exists():
        yield reason("placements.no_milestone")
    if not placement.abilities.exists():
        yield reason("placements.no_ability")


def _next_number(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
