"""Reviewed applications become proposals for the selection; awards become letters."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from chiiki import selection
from chiiki.money import Yen, format_yen
from chiiki.periods import format_date, format_fiscal_year
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.reviews.queries import Standing, submission_of


def to_proposal(standing: Standing) -> selection.Proposal:
    application = standing.application
    return selection.Proposal(
        id=str(application.pk).zfill(12),
        points=standing.mean,
        amount=Yen(application.requested or 0),
        reviews=standing.done,
        expected_reviews=standing.expected,
    )


def title_of(application: Application) -> str:
    """The title as it was sent: a letter speaks of that, whatever the plan says now."""
    sent = submission_of(application)
    return str(sent.snapshot["title"]) if sent else application.plan.title


def letter_data(award: Award, *, days_to_decline: int) -> dict[str, Any]:
    """What the decision letter says: plain texts in Japanese, the language of the law."""
    application, call = award.application, award.application.call
    decided = timezone.localdate(award.decided_at or award.selected_at)
    return {
        "number": award.number or application.number,
        "date": format_date(decided, "ja"),
        "addressee": application.organisation.name_ja,
        "addressee_title": application.organisation.head_title or "代表者",
        "sender": call.office.name_ja,
        "sender_title": call.office.head_title,
        "programme": call.programme.name_ja,
        "fiscal_year": format_fiscal_year(call.fiscal_year, "ja"),
        "instrument": call.programme.instrument,
        "application_number": application.number,
        "applied_on": format_date(timezone.localdate(application.submitted_at), "ja"),
        "title": title_of(application),
        "amount": format_yen(award.amount, "ja"),
        "requested": format_yen(application.requested or 0, "ja"),
        "starts_on": format_date(call.project_starts_on, "ja"),
        "ends_on": format_date(call.project_ends_on, "ja"),
        "conditions": [one for one in award.conditions.splitlines() if one.strip()],
        "ground": award.ground,
        "days_to_decline": str(days_to_decline),
        "last_day_to_decline": format_date(award.decline_by or decided, "ja"),
        "is_sample": call.is_sample,
    }
