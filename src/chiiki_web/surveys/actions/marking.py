"""How far a recipient has come, said by the app in which they answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki_web.surveys.models import Recipient

State = Recipient.State
ORDER = list(State)


@transaction.atomic
def mark(recipient_id: int, state: str, at: datetime) -> None:
    """Move a recipient on; nobody goes back, and the first moment of each step is kept.

    Called inside the transaction of the deed, whose event ``answers`` records.
    """
    row = Recipient.objects.select_for_update().get(pk=recipient_id)
    wanted = State(state)
    changed = []
    if ORDER.index(wanted) > ORDER.index(State(row.state)):
        row.state = wanted
        changed.append("state")
    if wanted in ORDER[ORDER.index(State.OPENED) :] and row.first_opened_at is None:
        row.first_opened_at = at
        changed.append("first_opened_at")
    if wanted == State.SUBMITTED and row.submitted_at is None:
        row.submitted_at = at
        changed.append("submitted_at")
    if changed:
        row.save(update_fields=changed)
