"""Spending becomes what the ledger reads; a settlement becomes its letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from chiiki.ledger import SpendingItem
from chiiki.money import Yen, format_yen
from chiiki.periods import Period, format_date, format_fiscal_year
from chiiki_web.awards.engine_input import title_of
from chiiki_web.awards.models import Award
from chiiki_web.reviews.queries import submission_of
from chiiki_web.settlements.models import Settlement, SpendingLine


def items_of(lines: Iterable[SpendingLine]) -> list[SpendingItem]:
    """Lines that were not struck through."""
    return [
        SpendingItem(
            id=str(one.pk),
            head=one.head,
            amount=Yen(one.amount),
            paid_on=one.paid_on,
            has_evidence=one.evidence_id is not None,
        )
        for one in lines
        if one.struck_at is None
    ]


def heads_of(award: Award) -> set[str]:
    """The cost heads that were applied for: as sent, whatever the plan says now."""
    sent = submission_of(award.application)
    return {line["head"] for line in sent.snapshot["cost_lines"]} if sent else set()


def period_of(award: Award) -> Period:
    """The period of the project: from its first day to the day after its last."""
    call = award.application.call
    return Period(call.project_starts_on, call.project_ends_on + timedelta(days=1))


def letter_data(settlement: Settlement) -> dict[str, Any]:
    """What the letter says: plain texts in Japanese, the language of the law."""
    award = settlement.award
    application, call = award.application, award.application.call
    assert award.decided_at is not None
    return {
        "number": f"{award.number}の2",
        "date": format_date(timezone.localdate(settlement.fixed_at), "ja"),
        "addressee": application.organisation.name_ja,
        "addressee_title": application.organisation.head_title or "代表者",
        "sender": call.office.name_ja,
        "sender_title": call.office.head_title,
        "programme": call.programme.name_ja,
        "fiscal_year": format_fiscal_year(call.fiscal_year, "ja"),
        "award_number": award.number,
        "decided_on": format_date(timezone.localdate(award.decided_at), "ja"),
        "title": title_of(application),
        "granted": format_yen(award.amount, "ja"),
        "eligible": format_yen(settlement.eligible, "ja"),
        "fixed": format_yen(settlement.fixed_amount, "ja"),
        "note": settlement.note or "なし",
        "is_sample": call.is_sample,
    }
