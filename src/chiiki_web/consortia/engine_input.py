"""A recommendation as the plain texts of its letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from chiiki.periods import format_date, format_fiscal_year
from chiiki_web.consortia.models import Recommendation


def letter_data(held: Recommendation, at: datetime) -> dict[str, Any]:
    """What the letter says, in Japanese, as it stood when the word was given."""
    call, recommender, plan = held.call, held.recommender, held.plan
    assert held.content is not None
    partners = [one["name_ja"] for one in held.content["partners"]]
    return {
        "number": held.own_number or held.number,
        "date": format_date(timezone.localdate(at), "ja"),
        "addressee": call.office.name_ja,
        "addressee_title": call.office.head_title or "代表者",
        "sender": recommender.name_ja,
        "sender_title": recommender.head_title or "代表者",
        "fiscal_year": format_fiscal_year(call.fiscal_year, "ja"),
        "programme": call.programme.name_ja,
        "call": call.name_ja,
        "applicant": plan.organisation.name_ja,
        "partners": "、".join(partners),
        "title": held.content["title"],
        "place": held.content["municipality"]["name_ja"],
        "goal": held.content["goal"],
        "ground": held.ground,
        "issue": held.number,
        "digest": held.digest,
        "is_sample": call.is_sample,
    }
