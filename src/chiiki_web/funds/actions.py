"""Everything that can happen to the budget of a call. One guarded statement decides."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.funds.models import Entry, Fund
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.actions import stop_used_rounds
from chiiki_web.schemes.models import Call, Round


class CannotMoveMoney(Refusal):
    """No yen was moved."""


@transaction.atomic
def open_fund(call_id: int, total: int, *, by: Membership | None, at: datetime) -> Fund:
    """Give a call its budget, in whole yen, once."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if Fund.objects.filter(call=call).exists():
        raise CannotMoveMoney(reason("funds.already_open"))
    if total <= 0:
        raise CannotMoveMoney(reason("funds.not_positive"))
    fund = Fund.objects.create(call=call, total=total)
    log.record("fund.opened", fund, by=by, at=at, amount=total)
    return fund


@transaction.atomic
def set_aside(
    call_id: int,
    amount: int,
    *,
    subject: models.Model,
    by: Membership | None,
    at: datetime,
    case: str = "",
    round_id: int | None = None,
) -> Entry:
    """Reserve money for a subject; refuses when the budget or its round has less left.

    The guard is one UPDATE that only matches while the money is there, so two decisions
    at the same moment cannot both take the last yen; a constraint stands behind it. With
    the last yen the rounds of the call stop; who calls holds the row of the call first.
    """
    fund = _fund(call_id, amount)
    taken = Fund.objects.filter(pk=fund.pk, reserved__lte=F("total") - amount).update(
        reserved=F("reserved") + amount
    )
    if not taken:
        fund.refresh_from_db()
        raise CannotMoveMoney(
            reason("funds.overdrawn", free=fund.free, short_by=amount - fund.free)
        )
    if round_id is not None:
        _take_from_round(round_id, amount)
    entry = _enter(fund, Entry.Kind.RESERVE, amount, subject, by=by, at=at, case=case)
    fund.refresh_from_db()
    stop_used_rounds(call_id, free=fund.free, by=by, at=at)
    return entry


@transaction.atomic
def give_back(
    call_id: int,
    amount: int,
    *,
    subject: models.Model,
    by: Membership | None,
    at: datetime,
    case: str = "",
    round_id: int | None = None,
) -> Entry:
    """Release money that was reserved and not paid; it opens no round by itself."""
    fund = _fund(call_id, amount)
    moved = Fund.objects.filter(pk=fund.pk, reserved__gte=F("paid") + amount).update(
        reserved=F("reserved") - amount
    )
    if not moved:
        raise CannotMoveMoney(reason("funds.not_reserved"))
    if round_id is not None:
        Round.objects.filter(pk=round_id).update(reserved=F("reserved") - amount)
    return _enter(fund, Entry.Kind.RELEASE, amount, subject, by=by, at=at, case=case)


@transaction.atomic
def pay(
    call_id: int,
    amount: int,
    *,
    subject: models.Model,
    by: Membership | None,
    at: datetime,
    case: str = "",
) -> Entry:
    """Pay out of what was reserved."""
    fund = _fund(call_id, amount)
    moved = Fund.objects.filter(pk=fund.pk, paid__lte=F("reserved") - amount).update(
        paid=F("paid") + amount
    )
    if not moved:
        raise CannotMoveMoney(reason("funds.not_reserved"))
    return _enter(fund, Entry.Kind.PAY, amount, subject, by=by, at=at, case=case)


def _take_from_round(round_id: int, amount: int) -> None:
    """The same guard for the share of a round, if it has one."""
    has_room = Q(share__isnull=True) | Q(reserved__lte=F("share") - amount)
    rows = Round.objects.filter(pk=round_id)
    if not rows.filter(has_room).update(reserved=F("reserved") + amount):
        one = rows.get()
        free = (one.share or 0) - one.reserved
        raise CannotMoveMoney(
            reason(
                "funds.round_overdrawn",
                number=one.number,
                free=free,
                short_by=amount - free,
            )
        )


def _fund(call_id: int, amount: int) -> Fund:
    if amount <= 0:
        raise CannotMoveMoney(reason("funds.not_positive"))
    fund = Fund.objects.filter(call=call_id).first()
    if fund is None:
        raise CannotMoveMoney(reason("funds.no_fund"))
    return fund


def _enter(
    fund: Fund,
    kind: Entry.Kind,
    amount: int,
    subject: models.Model,
    *,
    by: Membership | None,
    at: datetime,
    case: str,
) -> Entry:
    entry = Entry.objects.create(
        fund=fund,
        kind=kind,
        amount=amount,
        subject=log.subject_key(subject),
        happened_at=at,
    )
    log.record(f"fund.{EVENT[kind]}", fund, by=by, at=at, case=case, amount=amount)
    return entry


EVENT = {
    Entry.Kind.RESERVE: "reserved",
    Entry.Kind.RELEASE: "released",
    Entry.Kind.PAY: "paid",
}
