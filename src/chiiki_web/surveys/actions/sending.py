"""The worker sends letters to recipients: some at a time, each until it has gone once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.db import transaction
from django.db.models import Q, QuerySet

from chiiki_web.outbox.actions import tell_together
from chiiki_web.outbox.faults import fault_of
from chiiki_web.surveys.actions.saying import mail_of, notice_of
from chiiki_web.surveys.models import Letter, Recipient, Survey

State = Recipient.State
MOST_TRIES = 12
INVITING = (Letter.Kind.INVITATION, Letter.Kind.NEW_LINK)
NEEDLESS_WHEN_SENT = (
    Letter.Kind.INVITATION,
    Letter.Kind.REMINDER,
    Letter.Kind.EXTENSION,
)


def due(at: datetime) -> QuerySet[Letter]:
    """Letters to be sent now; after each failure the pause doubles."""
    ready = Q(attempts=0)
    for attempts in range(1, MOST_TRIES):
        ready |= Q(attempts=attempts, tried_at__lte=at - timedelta(minutes=2**attempts))
    running = Q(
        recipient__survey__state=Survey.State.OPEN,
        recipient__survey__opens_at__lte=at,
    ) | Q(kind__in=(Letter.Kind.CORRECTION, Letter.Kind.NEW_LINK))
    waiting = Letter.objects.filter(ready, running, sent_at=None, dropped_at=None)
    return waiting.order_by("pk")


def send_letters(at: datetime, limit: int = 50) -> int:
    """Send what is due, some at a time; where the mail server is away, the rest waits."""
    sent = 0
    for pk in list(due(at).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            letter = (
                due(at)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("recipient__survey__organisation")
                .filter(pk=pk)
                .first()
            )
            if letter is None:
                continue
            fault = _send(letter, at)
        sent += letter.sent_at is not None
        if _is_away(fault):
            break
    return sent


def _send(letter: Letter, at: datetime) -> Exception | None:
    recipient = letter.recipient
    if recipient.state == State.SUBMITTED and letter.kind in NEEDLESS_WHEN_SENT:
        letter.dropped_at = at
        letter.save(update_fields=["dropped_at"])
        return None
    fault = _mail(letter)
    letter.attempts += 1
    letter.tried_at = at
    letter.last_error = "" if fault is None else _said(fault)
    letter.fault = "" if fault is None else fault_of(fault).value
    letter.sent_at = at if fault is None else None
    letter.save(
        update_fields=["attempts", "tried_at", "last_error", "fault", "sent_at"]
    )
    if letter.attempts == 1:
        tell_together([notice_of(letter)], at=at)
    if letter.kind in INVITING and fault is None:
        Recipient.objects.filter(pk=recipient.pk, state=State.NOT_INVITED).update(
            state=State.INVITED, invited_at=at
        )
    return fault


def _mail(letter: Letter) -> Exception | None:
    """Mail it where there is an address; people with an account are told in any case."""
    if not letter.recipient.email:
        return None
    try:
        mail_of(letter).send()
    except (OSError, ValueError) as found:  # every SMTPException is an OSError
        return found
    return None


def _said(fault: Exception) -> str:
    return str(fault)[:300] or type(fault).__name__


def _is_away(fault: Exception | None) -> bool:
    if isinstance(fault, SMTPException):
        return isinstance(fault, (SMTPConnectError, SMTPServerDisconnected))
    return isinstance(fault, OSError)
