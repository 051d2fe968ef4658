"""A slip in a call is put right: an earlier closing time, or no call at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries
from chiiki_web.schemes.models import Call


class CannotCorrectCall(Refusal):
    """The call stays as it was."""


@transaction.atomic
def correct_closing(
    call_id: int,
    *,
    closes_at: datetime,
    ground: str,
    seen: str = "",
    by: Membership,
    at: datetime,
) -> Call:
    """Let a call close earlier than was published by mistake, and never in the past.

    Everybody can read it with its ground; who has a draft is told. ``seen`` is
    ``queries.seen_closing`` of the call whose page was read.
    """
    call = _hold(call_id, ground, by, at)
    if seen and seen != queries.seen_closing(call):
        raise CannotCorrectCall(reason("schemes.hours_changed"))
    if closes_at >= call.closes_at:
        raise CannotCorrectCall(reason("schemes.not_earlier"))
    if closes_at <= max(at, call.opens_at):
        raise CannotCorrectCall(reason("schemes.closes_in_the_past"))
    if beyond := call.rounds.filter(closes_at__gt=closes_at).order_by("number").first():
        raise CannotCorrectCall(
            reason("schemes.round_beyond", number=beyond.number, limit=beyond.closes_at)
        )
    before, call.closes_at = call.closes_at, closes_at
    call.save(update_fields=["closes_at"])
    log.record(
        "call.closing_corrected",
        call,
        by=by,
        at=at,
        before=before,
        after=closes_at,
        ground=ground,
    )
    _tell(
        call,
        "call.closing_corrected",
        _("A call closes earlier: %(name)s"),
        _(
            "You have begun an application. The closing time was corrected; please"
            " look at the page of the call. The reason: %(ground)s"
        ),
        ground,
        at,
    )
    return call


@transaction.atomic
def cancel_call(call_id: int, *, ground: str, by: Membership, at: datetime) -> Call:
    """Take a call back as long as nothing was sent in; who has a draft is told."""
    call = _hold(call_id, ground, by, at)
    if queries.has_applications(call):
        raise CannotCorrectCall(reason("schemes.has_applications"))
    call.cancelled_at = at
    if call.opens_at < at:
        call.closes_at = at
    call.save(update_fields=["cancelled_at", "closes_at"])
    log.record("call.cancelled", call, by=by, at=at, ground=ground)
    _tell(
        call,
        "call.cancelled",
        _("A call was cancelled: %(name)s"),
        _(
            "You have begun an application. It is kept, and its plan can be sent to"
            " another call. The reason: %(ground)s"
        ),
        ground,
        at,
    )
    return call


def _hold(call_id: int, ground: str, by: Membership, at: datetime) -> Call:
    """Lock a call that has not closed yet, for the office that runs it."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if by.role != Membership.Role.OFFICE or by.organisation_id != call.office_id:
        raise CannotCorrectCall(reason("schemes.not_your_call"))
    if call.cancelled_at is not None or call.closes_at <= at:
        raise CannotCorrectCall(reason("schemes.ended_already"))
    if not ground.strip():
        raise CannotCorrectCall(reason("schemes.ground_missing"))
    return call


def _tell(
    call: Call, kind: str, subject: Promise, body: Promise, ground: str, at: datetime
) -> None:
    tell(
        queries.waiting_people(call),
        kind,
        subject=subject,
        body=body,
        values={"name": call, "ground": ground},
        path=f"/programmes/calls/{call.pk}/",
        key=f"{kind}:{call.pk}:{at.isoformat()}",
        at=at,
    )
