"""Everything that can happen to the budget of a call. One guarded statement decides."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import F

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.funds.models import Entry, Fund
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call


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
) -> Entry:
    """Reserve money for a subject; refuses when the budget has less left.

    The guard is one UPDATE that only matches while the money is there, so two decisions
    at the same moment cannot both take the last yen; a constraint stands behind it.
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
    return _enter(fund, Entry.Kind.RESERVE, amount, subject, by=by, at=at, case=case)


@transaction.atomic
def give_back(
    call_id: int,
    amount: int,
    *,
    subject: models.Model,
    by: Membership | None,
    at: datetime,
    case: str = "",
) -> Entry:
    """Release money that was reserved and not paid."""
    fund = _fund(call_id, amount)
    moved = Fund.objects.filter(pk=fund.pk, reserved__gte=F("paid") + amount).update(
        reserved=F("reserved") - amount
    )
    if not moved:
        raise CannotMoveMoney(reason("funds.not_reserved"))
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
