"""A placement is held for one deed, by somebody who takes part in it, and others are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.functional import Promise

from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.placements import queries
from chiiki_web.placements.models import Placement, Side
from chiiki_web.refusals import Refusal


class CannotPlaceManager(Refusal):
    """The placement stays as it was."""


def hold(placement_id: int) -> Placement:
    """Lock a placement for one deed."""
    return queries.with_all().select_for_update(of=("self",)).get(pk=placement_id)


def hold_as_side(
    placement_id: int, by: Membership, *sides: Side
) -> tuple[Placement, Side]:
    """Lock a placement for a deed of one of these sides (of either, if none is named)."""
    placement = hold(placement_id)
    side = queries.side_of(placement, by)
    if side is None or (sides and side not in sides):
        raise CannotPlaceManager(reason("placements.not_yours"))
    return placement, side


def demand(placement: Placement, *statuses: Placement.Status) -> None:
    """Refuse what cannot be done in the state in which the placement is."""
    if placement.status not in statuses:
        raise CannotPlaceManager(
            reason("placements.not_now", state=str(placement.get_status_display()))
        )


def refuse(against: Iterable[Reason]) -> None:
    if found := list(against):
        raise CannotPlaceManager(*found)


def record(
    name: str,
    placement: Placement,
    *,
    by: Membership | None,
    at: datetime,
    **details: object,
) -> None:
    log.record(name, placement, by=by, at=at, case=placement.case, **details)


def people_of(placement: Placement, *sides: Side) -> list[Membership]:
    """Who stands for these sides today."""
    found: list[Membership] = []
    if Side.REGION in sides:
        found += accounts.holders("officer", placement.request.organisation)
    if Side.MANAGER in sides:
        found.append(placement.adviser.membership)
    return found


def tell_about(
    placement: Placement,
    people: Iterable[Membership],
    kind: str,
    *,
    subject: str | Promise,
    body: str | Promise,
    at: datetime,
    step: object = "",
    values: Mapping[str, object] | None = None,
) -> None:
    """Tell people of a placement; ``step`` tells one message of a kind from the next."""
    request = placement.request
    tell(
        people,
        kind,
        subject=subject,
        body=body,
        values={
            "number": request.number,
            "project": request.project,
            "region": request.organisation,
            "manager": placement.adviser.membership.user.name,
            **(values or {}),
        },
        path=f"/placements/{placement.pk}/",
        key=f"{kind}:{placement.pk}:{step}",
        at=at,
    )


def other(side: Side) -> Side:
    return Side.MANAGER if side == Side.REGION else Side.REGION
