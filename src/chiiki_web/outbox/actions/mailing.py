"""Mail what waits: at once, or together once a day, as each person has chosen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki.periods import format_date
from chiiki_web.documents import kinds
from chiiki_web.outbox import links, queries
from chiiki_web.outbox.faults import fault_of
from chiiki_web.outbox.groups import Group, group_of
from chiiki_web.outbox.models import Message

logger = logging.getLogger(__name__)


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
                .select_related("recipient", "enclosure")
                .first()
            )
            if message is None:
                continue
            fault = _try(_mail_of(message), [message], at)
        sent += fault is None
        if _is_away(fault):
            break
    return sent


def send_digests(at: datetime, limit: int = 100) -> int:
    """Mail to each person what was gathered until the hour of the day; return how many.

    One mail a person and day: what could not go, or was written later, waits for the next.
    """
    sent = 0
    people = queries.for_digest(at).order_by("recipient").values_list("recipient")
    for (user_id,) in list(people.distinct()[:limit]):
        with transaction.atomic():
            messages = list(
                queries.for_digest(at)
                .filter(recipient=user_id)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("recipient", "enclosure")
            )
            if not messages:
                continue
            fault = _try(_digest_of(messages, at), messages, at)
        sent += fault is None
        if _is_away(fault):
            break
    return sent


def _try(
    mail: EmailMessage, messages: Sequence[Message], at: datetime
) -> Exception | None:
    fault: Exception | None = None
    try:
        mail.send()
    except (OSError, ValueError) as found:  # every SMTPException is an OSError
        fault = found
    said = "" if fault is None else str(fault)[:300] or type(fault).__name__
    for message in messages:
        message.last_error = said
        message.fault = "" if fault is None else fault_of(fault).value
        message.sent_at = at if fault is None else None
        message.attempts += 1
        message.tried_at = at
    Message.objects.bulk_update(
        messages, ["attempts", "tried_at", "last_error", "fault", "sent_at"]
    )
    return fault


def _is_away(fault: Exception | None) -> bool:
    if isinstance(fault, SMTPException):
        return isinstance(fault, (SMTPConnectError, SMTPServerDisconnected))
    return isinstance(fault, OSError)


def _mail_of(message: Message) -> EmailMessage:
    """The words and where to go; who comes by a signed link may have no password yet."""
    with translation.override(message.recipient.language):
        footer = "" if message.signed_path else _footer()
    parts = (message.body, _link(message), footer)
    mail = EmailMessage(
        subject=message.subject,
        body="\n\n".join(part for part in parts if part),
        to=[message.recipient.email],
        headers={"Message-ID": f"<outbox-{message.pk}@chiiki>"},
    )
    _enclose(mail, message)
    return mail


def _digest_of(messages: Sequence[Message], at: datetime) -> EmailMessage:
    """All in one mail, by group and in the order in which it was written."""
    user, hour = messages[0].recipient, queries.last_digest_hour(at)
    order = list(Group)
    by_group = sorted(messages, key=lambda one: order.index(group_of(one.kind)))
    with translation.override(user.language):
        subject = ngettext(
            "%(count)s message of the day, %(day)s",
            "%(count)s messages of the day, %(day)s",
            len(messages),
        ) % {"count": len(messages), "day": format_date(hour.date(), user.language)}
        parts = [
            "\n\n".join([f"■ {group.label}", *(_entry(one) for one in found)])
            for group, found in groupby(by_group, key=lambda one: group_of(one.kind))
        ]
        settings_link = f"{settings.CHIIKI_ADDRESS}/messages/settings/"
        change = _("You can change how you are told here:") + f"\n{settings_link}"
        body = "\n\n\n".join([*parts, f"{change}\n\n{_footer()}"])
    mail = EmailMessage(
        subject=subject,
        body=body,
        to=[user.email],
        headers={"Message-ID": f"<digest-{user.pk}-{hour:%Y%m%d}@chiiki>"},
    )
    for message in messages:
        _enclose(mail, message)
    return mail


def _enclose(mail: EmailMessage, message: Message) -> None:
    """Attach the file; if the disk does not give it, the mail goes with its link alone."""
    if message.enclosure is None:
        return
    try:
        content = kinds.path_of(message.enclosure.sha256).read_bytes()
    except OSError:
        logger.exception("the file of message %s cannot be read", message.pk)
    else:
        mail.attach(message.enclosure_name, content, message.enclosure.media_type)


def _entry(message: Message) -> str:
    said = f"● {message.subject}\n{message.body}"
    return "\n".join(part for part in (said, _link(message)) if part)


def _link(message: Message) -> str:
    if message.signed_path:
        start, _slash, nonce = message.signed_path.rpartition("/")
        return f"{settings.CHIIKI_ADDRESS}{start}/{links.token_of(nonce)}/"
    return f"{settings.CHIIKI_ADDRESS}{message.path}" if message.path else ""


def _footer() -> str:
    return _("This message can also be read after signing in to chiiki.")
