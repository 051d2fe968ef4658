"""What a person was told, and what still waits to be mailed."""

from __future__ import annotations

from django.db.models import QuerySet

from chiiki_web.accounts.models import User
from chiiki_web.outbox.models import Message


def messages_for(user: User) -> QuerySet[Message]:
    return Message.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    return messages_for(user).filter(read_at__isnull=True).count()


def all_messages() -> QuerySet[Message]:
    return Message.objects.select_related("recipient").order_by("-pk")
