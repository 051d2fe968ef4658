"""What was set aside for somebody who does not come is given back."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Candidate
from chiiki_web.funds import actions as funds


def give_back(candidate: Candidate, *, by: Membership | None, at: datetime) -> int:
    """Give back what was set aside for somebody and not paid; the yen that came back."""
    fee = candidate.fees.filter(given_back_at__isnull=True, paid_on=None).first()
    if fee is None:
        return 0
    assert fee.call_id is not None
    fee.given_back_at = at
    fee.save(update_fields=["given_back_at"])
    funds.give_back(
        fee.call_id,
        fee.total,
        subject=fee,
        by=by,
        at=at,
        case=candidate.request.case,
        round_id=fee.round_id,
    )
    return fee.total
