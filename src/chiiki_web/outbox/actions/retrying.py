"""A mail that failed is tried again because somebody says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox import queries
from chiiki_web.outbox.models import Message
from chiiki_web.refusals import Refusal


class CannotTryAgain(Refusal):
    """The mail stays as it is."""


@transaction.atomic
def try_again(message_id: int, *, by: Membership, at: datetime) -> None:
    """Let the worker try a failed mail anew, with all its attempts before it."""
    rows = Message.objects.select_for_update(of=("self",), skip_locked=True)
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise CannotTryAgain(reason("outbox.in_hand"))
    if message.sent_at is not None:
        raise CannotTryAgain(reason("outbox.already_sent"))
    if not message.has_failed:
        raise CannotTryAgain(reason("outbox.has_not_failed"))
    log.record(
        "message.tried_again",
        message,
        by=by,
        at=at,
        kind=message.kind,
        attempts=message.attempts,
        fault=message.fault,
    )
    message.attempts, message.tried_at = 0, None
    message.last_error = message.fault = ""
    message.save(update_fields=["attempts", "tried_at", "last_error", "fault"])


def try_all_again(*, by: Membership, at: datetime) -> int:
    """Every failed mail, each by itself; how many. What went in the meantime stays."""
    done = 0
    for pk in list(queries.failed().values_list("pk", flat=True)):
        try:
            try_again(pk, by=by, at=at)
        except CannotTryAgain:
            continue
        done += 1
    return done
