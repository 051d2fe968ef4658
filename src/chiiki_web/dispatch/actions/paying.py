"""The office marks what was paid to an adviser; what is not needed is given back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.asking import hold
from chiiki_web.dispatch.models import Fee, Request
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal


class CannotPay(Refusal):
    """Nothing was marked as paid."""


@transaction.atomic
def mark_paid(
    fee_id: int,
    *,
    half_days: int,
    travel: int,
    on: date,
    by: Membership,
    at: datetime,
) -> Fee:
    """Mark a fee as paid for the half-days that took place; once, after the report."""
    known = Fee.objects.select_related("candidate__adviser__membership__user").get(
        pk=fee_id
    )
    request = hold(known.candidate.request_id)
    fee = Fee.objects.get(pk=fee_id)
    if not queries.is_of_office(by, request):
        raise CannotPay(reason("dispatch.office_only"))
    if fee.paid_on is not None or fee.given_back_at is not None:
        raise CannotPay(reason("dispatch.paid_already"))
    if request.status not in (Request.Status.ACCEPTED, Request.Status.REPORTED):
        raise CannotPay(reason("dispatch.nothing_to_pay"))
    report = request.reports.filter(side="adviser").first()
    if report is None:
        raise CannotPay(reason("dispatch.pay_after_report"))
    if half_days > fee.half_days or travel > fee.travel:
        raise CannotPay(
            reason("dispatch.pays_too_much", half_days=fee.half_days, travel=fee.travel)
        )
    if on > timezone.localdate(at):
        raise CannotPay(reason("dispatch.paid_in_future"))
    if on < report.held_on:
        raise CannotPay(reason("dispatch.paid_before_visit", day=report.held_on))
    fee.paid_half_days, fee.paid_travel = half_days, travel
    fee.paid_on, fee.paid_by = on, by
    fee.save(update_fields=["paid_half_days", "paid_travel", "paid_on", "paid_by"])
    _move_money(request, fee, by=by, at=at)
    log.record(
        "dispatch.paid",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=fee.candidate.adviser_id,
        amount=fee.paid,
    )
    tell(
        [known.candidate.adviser.membership],
        "dispatch.paid",
        subject=_("Your fee is paid: request %(number)s"),
        body=_("%(amount)s yen for “%(project)s”."),
        values={
            "number": request.number,
            "project": request.project,
            "amount": f"{fee.paid:,}",
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.paid:{fee.pk}",
        at=at,
    )
    return fee


def _move_money(request: Request, fee: Fee, *, by: Membership, at: datetime) -> None:
    assert fee.call_id is not None
    if fee.paid:
        funds.pay(fee.call_id, fee.paid, subject=fee, by=by, at=at, case=request.case)
    if rest := fee.total - fee.paid:
        funds.give_back(
            fee.call_id,
            rest,
            subject=fee,
            by=by,
            at=at,
            case=request.case,
            round_id=fee.round_id,
        )
