"""Spending and reports for tests: after the project, which runs until 2028-03-31."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.accounts.models import Membership
from chiiki_web.awards.models import Award
from chiiki_web.settlements import actions
from chiiki_web.settlements.models import PerformanceReport, Settlement, SpendingLine

AFTER = datetime(2028, 4, 10, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
PAID_ON = date(2027, 9, 1)
FINISHED_ON = date(2028, 3, 20)


def paper(name: str = "請求書.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 invoice")


def spend(award: Award, by: Membership, amount: int, **values: object) -> SpendingLine:
    """One payment for the system, with its invoice, within the project."""
    wanted = {
        "form_key": uuid4(),
        "head": "system",
        "description": "見守りシステム",
        "payee": "見本システム株式会社",
        "paid_on": PAID_ON,
        "evidence": paper(),
    }
    return actions.add_spending_line(
        award.pk, amount=amount, by=by, at=AFTER, **wanted | values
    )


def draft(award: Award, by: Membership, **values: object) -> PerformanceReport:
    """A report that says everything, kept."""
    said = {
        "done": "仕組みを整え、研修を6回行った。",
        "outcome": "目標の6割の利用があった。",
        "difficulties": "機器の納期が遅れた。",
        "finished_on": FINISHED_ON,
    }
    return actions.save_report(award.pk, by=by, at=AFTER, **said | values)


def submitted(award: Award, by: Membership, spent: int = 10_000_000) -> None:
    """One payment and the report, sent."""
    spend(award, by, spent)
    draft(award, by)
    actions.submit_report(award.pk, by=by, at=AFTER)


def fixed(
    award: Award, by: Membership, office: Membership, spent: int = 10_000_000
) -> Settlement:
    """The same, the amount fixed."""
    submitted(award, by, spent)
    return actions.fix_amount(award.pk, note="", by=office, at=AFTER)
