"""A milestone is changed only with a ground and the other side's agreement, and settled."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold_as_side,
    other,
    people_of,
    record,
    tell_about,
)
from chiiki_web.placements.models import Milestone, MilestoneChange, Placement, Side


@transaction.atomic
def propose_change(
    milestone_id: int,
    *,
    what: str,
    due_on: date,
    seen_by: str,
    ground: str,
    by: Membership,
    at: datetime,
) -> MilestoneChange:
    """One side wishes a milestone to be otherwise; it stands until the other agrees."""
    placement, side, found = _held(milestone_id, by)
    if not ground.strip():
        raise CannotPlaceManager(reason("placements.change_without_ground"))
    if found.settled_on:
        raise CannotPlaceManager(reason("placements.milestone_settled"))
    if found.changes.filter(answer="").exists():
        raise CannotPlaceManager(reason("placements.change_open"))
    if (what, due_on, seen_by) == (found.what, found.due_on, found.seen_by):
        raise CannotPlaceManager(reason("placements.nothing_changed"))
    if not placement.starts_on <= due_on <= placement.last_day:
        raise CannotPlaceManager(
            reason(
                "placements.due_outside",
                first=placement.starts_on,
                last=placement.last_day,
            )
        )
    change = MilestoneChange.objects.create(
        milestone=found,
        what_before=found.what,
        due_on_before=found.due_on,
        seen_by_before=found.seen_by,
        what=what,
        due_on=due_on,
        seen_by=seen_by,
        ground=ground,
        side=side,
        proposed_at=at,
    )
    record(
        "placement.change_proposed",
        placement,
        by=by,
        at=at,
        number=found.number,
        what=what,
        ground=ground,
    )
    tell_about(
        placement,
        people_of(placement, other(side)),
        "placement.change_proposed",
        subject=_("A milestone is to be changed: placement %(number)s"),
        body=_("“%(before)s” is to be “%(what)s”. Reason: %(ground)s"),
        values={"before": change.what_before, "what": what, "ground": ground},
        step=change.pk,
        at=at,
    )
    return change


@transaction.atomic
def answer_change(
    change_id: int, *, agrees: bool, note: str = "", by: Membership, at: datetime
) -> MilestoneChange:
    """The other side agrees, and the milestone is changed; or says why it does not."""
    change = MilestoneChange.objects.get(pk=change_id)
    placement, side, found = _held(change.milestone_id, by)
    change.refresh_from_db()
    if side == change.side:
        raise CannotPlaceManager(reason("placements.own_change"))
    if change.answer:
        raise CannotPlaceManager(reason("placements.change_answered"))
    if not agrees and not note.strip():
        raise CannotPlaceManager(reason("placements.declined_without_ground"))
    answers = MilestoneChange.Answer
    change.answer = answers.AGREED if agrees else answers.DECLINED
    change.answer_note, change.answered_at = note, at
    change.save(update_fields=["answer", "answer_note", "answered_at"])
    if agrees:
        found.what, found.due_on, found.seen_by = (
            change.what,
            change.due_on,
            change.seen_by,
        )
        found.save(update_fields=["what", "due_on", "seen_by"])
    name = "placement.change_agreed" if agrees else "placement.change_declined"
    record(
        name,
        placement,
        by=by,
        at=at,
        number=found.number,
        what_before=change.what_before,
        what=change.what,
        note=note,
    )
    tell_about(
        placement,
        people_of(placement, other(side)),
        "placement.change_answered",
        subject=_("The wish to change a milestone was answered: placement %(number)s"),
        body=_("“%(what)s”: %(answer)s. %(note)s"),
        values={
            "what": change.what,
            "answer": change.get_answer_display(),
            "note": note,
        },
        step=change.pk,
        at=at,
    )
    return change


@transaction.atomic
def settle_milestone(
    milestone_id: int,
    *,
    is_reached: bool,
    settled_on: date,
    note: str,
    by: Membership,
    at: datetime,
) -> Milestone:
    """The region says whether a milestone is reached, and by what it sees that."""
    placement, side, found = _held(milestone_id, by)
    if side != Side.REGION:
        raise CannotPlaceManager(reason("placements.region_only"))
    if found.settled_on:
        raise CannotPlaceManager(reason("placements.milestone_settled"))
    if found.changes.filter(answer="").exists():
        raise CannotPlaceManager(reason("placements.change_open"))
    if not note.strip():
        raise CannotPlaceManager(reason("placements.settled_without_ground"))
    if not placement.starts_on <= settled_on <= timezone.localdate(at):
        raise CannotPlaceManager(
            reason("placements.settled_outside", first=placement.starts_on)
        )
    found.is_reached, found.settled_on, found.settled_note = (
        is_reached,
        settled_on,
        note,
    )
    found.save(update_fields=["is_reached", "settled_on", "settled_note"])
    record(
        "placement.milestone_settled",
        placement,
        by=by,
        at=at,
        number=found.number,
        is_reached=is_reached,
        note=note,
    )
    tell_about(
        placement,
        people_of(placement, Side.MANAGER),
        "placement.milestone_settled",
        subject=_("A milestone was settled: placement %(number)s"),
        body=_("“%(what)s”: %(note)s"),
        values={"what": found.what, "note": note},
        step=found.pk,
        at=at,
    )
    return found


def _held(milestone_id: int, by: Membership) -> tuple[Placement, Side, Milestone]:
    """A milestone of a placement that is under way, read after its placement is locked."""
    pk = Milestone.objects.values_list("placement", flat=True).get(pk=milestone_id)
    placement, side = hold_as_side(pk, by)
    demand(placement, Placement.Status.RUNNING)
    return placement, side, Milestone.objects.get(pk=milestone_id)
