"""額の確定: the office returns the report or fixes the amount, and pays it once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards.models import Award
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.settlements import queries
from chiiki_web.settlements.actions import held
from chiiki_web.settlements.models import Payment, PerformanceReport, Settlement


class CannotSettle(Refusal):
    """No amount was fixed and nothing was paid."""


@transaction.atomic
def return_report(
    award_id: int, *, note: str, by: Membership, at: datetime
) -> PerformanceReport:
    """Give the report back with what has to be put right; the same sent twice is one."""
    award = _hold_as_office(award_id, by)
    known = held.report_of(award)
    if known and (known.status, known.return_note) == (
        PerformanceReport.Status.RETURNED,
        note,
    ):
        return known
    report = _received(award)
    if not note.strip():
        raise CannotSettle(reason("settlements.returned_without_note"))
    report.status, report.return_note = PerformanceReport.Status.RETURNED, note
    report.save(update_fields=["status", "return_note"])
    log.record(
        "performance_report.returned", report, by=by, at=at, case=award.case, note=note
    )
    _tell(
        award,
        "performance_report.returned",
        subject=_("Please correct the performance report: %(number)s"),
        body=_("The office writes: %(note)s"),
        note=note,
        at=at,
    )
    return report


@transaction.atomic
def fix_amount(award_id: int, *, note: str, by: Membership, at: datetime) -> Settlement:
    """Fix the smaller of award and eligible spending; the rest goes back to the budget.

    The same sent twice is one.
    """
    award = _hold_as_office(award_id, by)
    if known := Settlement.objects.filter(award=award, note=note).first():
        return known
    report = _received(award)
    found = queries.proposal(award)
    settlement = Settlement.objects.create(
        award=award,
        eligible=found.eligible,
        fixed_amount=found.fixed_amount,
        steps=[{"code": one.code, "values": dict(one.values)} for one in found.steps],
        note=note,
        fixed_at=at,
    )
    report.status = PerformanceReport.Status.ACCEPTED
    report.save(update_fields=["status"])
    log.record(
        "settlement.fixed",
        settlement,
        by=by,
        at=at,
        case=award.case,
        amount=found.fixed_amount,
    )
    if found.fixed_amount < award.amount:
        funds.give_back(
            award.application.call_id,
            award.amount - found.fixed_amount,
            subject=settlement,
            by=by,
            at=at,
            case=award.case,
            round_id=award.application.round_id,
        )
    _tell(
        award,
        "settlement.fixed",
        subject=_("The amount is fixed: %(number)s"),
        body=_("“%(title)s”: ¥%(amount)s. The letter stands on the page."),
        amount=f"{found.fixed_amount:,}",
        at=at,
    )
    return settlement


@transaction.atomic
def record_payment(
    award_id: int, *, paid_on: date, by: Membership, at: datetime
) -> Payment:
    """Write down that the fixed amount was paid; a second time is no change."""
    award = _hold_as_office(award_id, by)
    settlement = Settlement.objects.filter(award=award).first()
    if settlement is None:
        raise CannotSettle(reason("settlements.not_fixed"))
    paid = Payment.objects.filter(settlement=settlement).first()
    if paid:
        return paid
    if settlement.fixed_amount == 0:
        raise CannotSettle(reason("settlements.nothing_to_pay"))
    if paid_on > timezone.localdate(at):
        raise CannotSettle(reason("settlements.paid_in_future", on=paid_on))
    if paid_on < timezone.localdate(settlement.fixed_at):
        raise CannotSettle(reason("settlements.paid_before_fixed", on=paid_on))
    payment = Payment.objects.create(
        settlement=settlement,
        amount=settlement.fixed_amount,
        paid_on=paid_on,
        recorded_at=at,
    )
    funds.pay(
        award.application.call_id,
        settlement.fixed_amount,
        subject=payment,
        by=by,
        at=at,
        case=award.case,
    )
    log.record(
        "payment.recorded",
        payment,
        by=by,
        at=at,
        case=award.case,
        amount=payment.amount,
        on=paid_on,
    )
    _tell(
        award,
        "payment.recorded",
        subject=_("Paid: %(number)s"),
        body=_(
            "¥%(amount)s was paid. Next: register the service that the money made,"
            " so that its use can be seen."
        ),
        amount=f"{payment.amount:,}",
        at=at,
    )
    return payment


def _hold_as_office(award_id: int, by: Membership) -> Award:
    award = held.hold_award(award_id)
    if not held.is_its_office(award, by):
        raise CannotSettle(reason("settlements.office_only"))
    return award


def _received(award: Award) -> PerformanceReport:
    """The report that waits for the office; there is none once the award has ended."""
    if award.status != Award.Status.DECIDED:
        raise CannotSettle(reason("settlements.not_decided"))
    report = held.report_of(award)
    if report and report.status == PerformanceReport.Status.ACCEPTED:
        raise CannotSettle(reason("settlements.fixed_already"))
    if report is None or report.status != PerformanceReport.Status.SUBMITTED:
        raise CannotSettle(reason("settlements.no_report"))
    return report


def _tell(
    award: Award,
    event: str,
    *,
    subject: Promise,
    body: Promise,
    at: datetime,
    **values: str,
) -> None:
    tell(
        accounts.holders("officer", award.application.organisation),
        event,
        subject=subject,
        body=body,
        values={
            "number": award.number,
            "title": award.application.plan.title,
            **values,
        },
        path=f"/settlements/{award.pk}/",
        key=f"{event}:{award.pk}:{at.isoformat()}",
        at=at,
    )
