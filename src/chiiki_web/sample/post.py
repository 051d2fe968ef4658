"""The mail of the sample year: sent long ago, but for one that shows how a failure looks."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.outbox.faults import Fault
from chiiki_web.outbox.groups import Delivery
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message
from chiiki_web.sample.calendar import days

READ_AFTER = days(14)


def clear(at: datetime) -> None:
    """Old messages were mailed and read long ago; nothing is mailed to sample people.

    One could not go and was given up, so that the list of sent messages shows such a one.
    """
    mailed = Message.objects.exclude(delivery=Delivery.NONE)
    mailed.update(sent_at=at)
    last = mailed.filter(delivery=Delivery.IMMEDIATE, enclosure=None).latest("pk")
    last.sent_at, last.tried_at, last.attempts = None, at, MAX_ATTEMPTS
    last.fault, last.last_error = Fault.ADDRESS, "550 見本：宛先が見つかりません"
    last.save(update_fields=["sent_at", "tried_at", "attempts", "fault", "last_error"])
    Message.objects.filter(created_at__lt=at - READ_AFTER).update(read_at=at)
