"""Tell people something: in the site at once, by mail from the worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiiki_web.accounts.models import Membership, User
from chiiki_web.outbox.models import Message

MAX_ATTEMPTS = 10


def tell(
    recipients: Iterable[Membership],
    kind: str,
    *,
    subject: str | Promise,
    body: str | Promise,
    values: Mapping[str, object],
    path: str,
    key: str,
    at: datetime,
) -> None:
    """Put one message a person into the outbox, in their language, once per ``key``.

    ``subject`` and ``body`` are lazy translations with %(name)s places for ``values``.
    Called inside the transaction of the deed that it tells of.
    """
    people: dict[int, User] = {one.user_id: one.user for one in recipients}
    messages = []
    for user in people.values():
        with translation.override(user.language):
            messages.append(
                Message(
                    recipient=user,
                    kind=kind,
                    subject=str(subject) % values,
                    body=str(body) % values,
                    path=path,
                    dedupe_key=f"{key}:{user.pk}",
                    created_at=at,
                )
            )
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def send_waiting(at: datetime, limit: int = 100) -> int:
    """Mail what waits, oldest first; a failure is kept and tried again. Return how many."""
    sent = 0
    waiting = Message.objects.filter(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(pk=pk, sent_at__isnull=True)
                .select_related("recipient")
                .first()
            )
            if message is None:
                continue
            message.attempts += 1
            try:
                _mail(message)
            except (OSError, SMTPException) as fault:
                message.last_error = str(fault)[:300]
            else:
                message.sent_at, message.last_error = at, ""
                sent += 1
            message.save(update_fields=["attempts", "last_error", "sent_at"])
    return sent


def mark_read(user: User, message_id: int, *, at: datetime) -> None:
    Message.objects.filter(recipient=user, pk=message_id, read_at=None).update(
        read_at=at
    )


def _mail(message: Message) -> None:
    with translation.override(message.recipient.language):
        footer = _("This message can also be read after signing in to chiiki.")
    link = f"{settings.CHIIKI_ADDRESS}{message.path}" if message.path else ""
    EmailMessage(
        subject=message.subject,
        body="\n\n".join(part for part in (message.body, link, footer) if part),
        to=[message.recipient.email],
        headers={"Message-ID": f"<outbox-{message.pk}@chiiki>"},
    ).send()
