"""What a person was told, and what still waits to be mailed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import User
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message


def messages_for(user: User) -> QuerySet[Message]:
    return Message.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    return messages_for(user).filter(read_at__isnull=True).count()


def all_messages() -> QuerySet[Message]:
    return Message.objects.select_related("recipient").order_by("-pk")


def due(at: datetime) -> QuerySet[Message]:
    """What is to be mailed now, oldest first: after each failure the pause doubles."""
    ready = Q(attempts=0)
    for attempts in range(1, MAX_ATTEMPTS):
        ready |= Q(attempts=attempts, tried_at__lte=at - timedelta(minutes=2**attempts))
    return Message.objects.filter(ready, sent_at__isnull=True).order_by("pk")
