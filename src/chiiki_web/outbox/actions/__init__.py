"""Telling people: what is said, how it is mailed, and how a person wants it."""

from chiiki_web.outbox.actions.choosing import CannotChoose, choose_mail
from chiiki_web.outbox.actions.mailing import send_digests, send_waiting
from chiiki_web.outbox.actions.retrying import (
    CannotTryAgain,
    try_again,
    try_all_again,
)
from chiiki_web.outbox.actions.telling import (
    Notice,
    enclose,
    mark_read,
    tell,
    tell_together,
)

__all__ = [
    "CannotChoose",
    "CannotTryAgain",
    "Notice",
    "choose_mail",
    "enclose",
    "mark_read",
    "send_digests",
    "send_waiting",
    "tell",
    "tell_together",
    "try_again",
    "try_all_again",
]
