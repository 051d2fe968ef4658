"""Rounds of a call: opened, changed, deleted, stopped and opened again by its office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries
from chiiki_web.schemes.actions.fitting import (
    Wanted,
    is_used,
    misfit,
    misplaced,
    no_more,
    received_outside,
    unpayable,
)
from chiiki_web.schemes.models import Call, Round


class CannotChangeRound(Refusal):
    """The rounds of the call stay as they were."""


@transaction.atomic
def open_rounds(
    call_id: int, wanted: Iterable[Wanted], *, by: Membership, at: datetime
) -> list[Round]:
    """Add rounds to a call, one after the other; all of them or none.

    The same round sent twice is one.
    """
    call = _hold(call_id, by)
    made = []
    for one in wanted:
        rounds = list(call.rounds.all())
        if known := _same(rounds, one):
            made.append(known)
            continue
        _refuse(misfit(call, one, at))
        _refuse(no_more(call, rounds, one))
        added = Round.objects.create(
            call=call,
            number=len(rounds) + 1,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            share=one.share,
        )
        _record("round.opened", added, by, at, **_said(added))
        made.append(added)
    return made


@transaction.atomic
def change_round(
    round_id: int,
    wanted: Wanted,
    *,
    ground: str,
    seen: str = "",
    by: Membership,
    at: datetime,
) -> Round:
    """Give a round other hours or another share; who has a draft is told why.

    ``seen`` is ``queries.seen_round`` of the round whose page was read.
    """
    held = _hold_round(round_id, by)
    call = held.call
    rounds = list(call.rounds.all())
    if _same([held], wanted):
        return held
    if held.stopped_at or held.closes_at <= at:
        raise CannotChangeRound(reason("schemes.round_ended", number=held.number))
    if seen and seen != queries.seen_round(held):
        raise CannotChangeRound(reason("schemes.hours_changed"))
    _must_say(ground)
    _refuse(misfit(call, wanted, at))
    _refuse(misplaced(held, rounds, wanted))
    _refuse(received_outside(held, wanted))
    _refuse(unpayable(call, [one for one in rounds if one != held], wanted, held))
    held.opens_at, held.closes_at = wanted.opens_at, wanted.closes_at
    held.share = wanted.share
    held.save(update_fields=["opens_at", "closes_at", "share"])
    _record("round.changed", held, by, at, ground=ground, **_said(held))
    _tell(
        held,
        "round.changed",
        _("Round %(number)s has other dates: %(name)s"),
        _("Please look at the page of the call. The reason: %(ground)s"),
        ground,
        at,
    )
    return held


@transaction.atomic
def delete_round(round_id: int, *, by: Membership, at: datetime) -> None:
    """Take the last round away, as long as nothing was received in it."""
    held = _hold_round(round_id, by)
    if held.applications.exists() or held.dispatch_requests.exists():
        raise CannotChangeRound(
            reason("schemes.round_has_applications", number=held.number)
        )
    if held.call.rounds.filter(number__gt=held.number).exists():
        raise CannotChangeRound(reason("schemes.round_not_last", number=held.number))
    _record("round.deleted", held, by, at, **_said(held))
    held.delete()


@transaction.atomic
def stop_round(round_id: int, *, ground: str, by: Membership, at: datetime) -> Round:
    """The office ends a round before its time, with a ground that everybody can read."""
    held = _hold_round(round_id, by)
    if held.stopped_at is not None:
        return held
    if held.closes_at <= at:
        raise CannotChangeRound(reason("schemes.round_ended", number=held.number))
    _must_say(ground)
    _stop(held, Round.Stop.OFFICE, ground, by, at)
    return held


@transaction.atomic
def reopen_round(round_id: int, *, ground: str, by: Membership, at: datetime) -> Round:
    """Let a stopped round run to its closing time, if there is money for it again."""
    held = _hold_round(round_id, by)
    call = held.call
    if held.stopped_at is None:
        return held
    if held.closes_at <= at or call.cancelled_at is not None:
        raise CannotChangeRound(reason("schemes.round_ended", number=held.number))
    _must_say(ground)
    if is_used(held, list(call.rounds.all()), call):
        raise CannotChangeRound(reason("schemes.round_nothing_left"))
    held.stopped_at, held.stopped_for, held.stop_ground = None, "", ""
    held.save(update_fields=["stopped_at", "stopped_for", "stop_ground"])
    _record("round.reopened", held, by, at, ground=ground)
    _tell(
        held,
        "round.reopened",
        _("Round %(number)s takes applications again: %(name)s"),
        _("The round was opened again. The reason: %(ground)s"),
        ground,
        at,
    )
    return held


def stop_used_rounds(
    call_id: int, *, free: int, by: Membership | None, at: datetime
) -> None:
    """Stop every round for which the budget has nothing left, open or still to come.

    Called in the transaction that set the money aside; the row of the call is held, so a
    submission at the same moment comes before the stop or is refused.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    rounds = list(call.rounds.all())
    if not rounds or not queries.stops_when_used(call):
        return
    least = queries.least_award(call)
    for one in rounds:
        ended = one.stopped_at is not None or one.closes_at <= at
        if not ended and queries.left_for(one, rounds, free) < least:
            _stop(one, Round.Stop.BUDGET, "", by, at)


def _stop(
    one: Round, kind: Round.Stop, ground: str, by: Membership | None, at: datetime
) -> None:
    one.stopped_at, one.stopped_for, one.stop_ground = at, kind, ground
    one.save(update_fields=["stopped_at", "stopped_for", "stop_ground"])
    _record("round.stopped", one, by, at, stopped_for=kind.value, ground=ground)
    if kind == Round.Stop.BUDGET:
        body = _("The budget of the call is used, so this round takes nothing more.")
    else:
        body = _("The office has ended this round. The reason: %(ground)s")
    _tell(
        one,
        "round.stopped",
        _("Round %(number)s has ended: %(name)s"),
        body,
        ground,
        at,
    )


def _hold(call_id: int, by: Membership) -> Call:
    """Lock a call for the office that runs it."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if by.role != "office" or by.organisation_id != call.office_id:
        raise CannotChangeRound(reason("schemes.not_your_call"))
    return call


def _hold_round(round_id: int, by: Membership) -> Round:
    """Lock the call of a round, then read the round as it stands."""
    call = _hold(Round.objects.get(pk=round_id).call_id, by)
    held = Round.objects.get(pk=round_id)
    held.call = call
    return held


def _same(rounds: Sequence[Round], wanted: Wanted) -> Round | None:
    return next(
        (
            one
            for one in rounds
            if (one.opens_at, one.closes_at, one.share)
            == (wanted.opens_at, wanted.closes_at, wanted.share)
        ),
        None,
    )


def _refuse(problems: Iterable[Reason]) -> None:
    if found := list(problems):
        raise CannotChangeRound(*found)


def _must_say(ground: str) -> None:
    if not ground.strip():
        raise CannotChangeRound(reason("schemes.ground_missing"))


def _said(one: Round) -> dict[str, object]:
    return {"opens_at": one.opens_at, "closes_at": one.closes_at, "share": one.share}


def _record(
    name: str, one: Round, by: Membership | None, at: datetime, **details: object
) -> None:
    """An event of the call: its rounds are read in its history, deleted ones too."""
    details["number"] = one.number
    log.record(name, one.call, by=by, at=at, case="", **details)


def _tell(
    one: Round, kind: str, subject: Promise, body: Promise, ground: str, at: datetime
) -> None:
    call = one.call
    tell(
        queries.waiting_people(call),
        kind,
        subject=subject,
        body=body,
        values={"number": one.number, "name": call, "ground": ground},
        path=f"/programmes/calls/{call.pk}/",
        key=f"{kind}:{call.pk}:{one.number}:{at.isoformat()}",
        at=at,
    )
