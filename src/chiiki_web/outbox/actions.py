"""Tell people something: in the site at once, by mail from the worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiiki_web.accounts.models import Membership, User
from chiiki_web.outbox import queries
from chiiki_web.outbox.models import Message

LONGEST_SUBJECT = 200


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
                    subject=_one_line(str(subject) % values),
                    body=str(body) % values,
                    path=path,
                    dedupe_key=f"{key}:{user.pk}",
                    created_at=at,
                )
            )
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def _one_line(subject: str) -> str:
    """What a mail takes as its subject, whatever stands in a title."""
    line = " ".join(subject.split())
    short = line[: LONGEST_SUBJECT - 1] + "…"
    return line if len(line) <= LONGEST_SUBJECT else short


def send_waiting(at: datetime, limit: int = 100) -> int:
    """Mail what is due; a failure is kept and tried again later. Return how many went.

    Where the mail server is away, the rest waits: trying each would hold up the worker.
    """
    sent = 0
    for pk in list(queries.due(at).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            message = (
                queries.due(at)
                .select_for_update(skip_locked=True, of=("self",))
                .filter(pk=pk)
                .select_related("recipient")
                .first()
            )
            if message is None:
                continue
            fault = _try(message, at)
        sent += fault is None
        if _is_away(fault):
            break
    return sent


def _try(message: Message, at: datetime) -> Exception | None:
    fault: Exception | None = None
    try:
        _mail(message)
    except (OSError, ValueError) as found:  # every SMTPException is an OSError
        fault = found
        message.last_error = str(found)[:300] or type(found).__name__
    else:
        message.sent_at, message.last_error = at, ""
    message.attempts += 1
    message.tried_at = at
    message.save(update_fields=["attempts", "tried_at", "last_error", "sent_at"])
    return fault


def _is_away(fault: Exception | None) -> bool:
    if isinstance(fault, SMTPException):
        return isinstance(fault, (SMTPConnectError, SMTPServerDisconnected))
    return isinstance(fault, OSError)


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
