"""The grantee writes down each payment with its evidence; a mistake is struck through."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards.models import Award
from chiiki_web.documents.actions import CannotStore, store_upload
from chiiki_web.refusals import Refusal
from chiiki_web.settlements.actions import held
from chiiki_web.settlements.models import SpendingLine

LONGEST_NAME = 200


class CannotSpend(Refusal):
    """The list of spending stays as it was."""


@transaction.atomic
def add_spending_line(
    award_id: int,
    *,
    form_key: UUID,
    head: str,
    description: str,
    payee: str,
    amount: int,
    paid_on: date,
    evidence: UploadedFile[bytes] | None,
    by: Membership,
    at: datetime,
) -> SpendingLine:
    """Enter one payment in whole yen; the same form sent twice is one line."""
    award = held.hold_award(award_id)
    _check(award, by)
    if entered := SpendingLine.objects.filter(form_key=form_key).first():
        if entered.award_id != award.pk:
            raise CannotSpend(reason("settlements.form_of_another_award"))
        return entered
    if amount <= 0:
        raise CannotSpend(reason("settlements.not_positive"))
    if paid_on > timezone.localdate(at):
        raise CannotSpend(reason("settlements.paid_in_future", on=paid_on))
    try:
        stored = store_upload(evidence, at=at) if evidence else None
    except CannotStore as refusal:
        raise CannotSpend(*refusal.reasons) from refusal
    line = SpendingLine.objects.create(
        award=award,
        form_key=form_key,
        head=head,
        description=description,
        payee=payee,
        amount=amount,
        paid_on=paid_on,
        evidence=stored,
        evidence_name=_short(evidence.name or "") if evidence else "",
        entered_at=at,
    )
    log.record(
        "spending.entered",
        line,
        by=by,
        at=at,
        case=award.case,
        amount=amount,
        on=paid_on,
        sha256=stored.sha256 if stored else "",
    )
    return line


@transaction.atomic
def strike_line(line_id: int, *, by: Membership, at: datetime) -> SpendingLine:
    """Strike a line through; it stays readable and counts no more."""
    award_id = SpendingLine.objects.values_list("award_id", flat=True).get(pk=line_id)
    award = held.hold_award(award_id)
    _check(award, by)
    line = SpendingLine.objects.get(pk=line_id)
    if line.struck_at is None:
        line.struck_at = at
        line.save(update_fields=["struck_at"])
        log.record(
            "spending.struck", line, by=by, at=at, case=award.case, amount=line.amount
        )
    return line


def _short(name: str) -> str:
    """A name that fits into its column and keeps its ending."""
    if len(name) <= LONGEST_NAME:
        return name
    path = PurePath(name)
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


def _check(award: Award, by: Membership) -> None:
    if not held.is_own(award, by):
        raise CannotSpend(reason("settlements.not_yours"))
    if award.status != Award.Status.DECIDED:
        raise CannotSpend(reason("settlements.not_decided"))
    if held.is_closed(award):
        raise CannotSpend(reason("settlements.report_sent"))
