"""Tell people something: in the site at once, by mail as each of them has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from chiiki_web.accounts.models import Membership, User
from chiiki_web.documents.models import StoredFile
from chiiki_web.outbox import queries
from chiiki_web.outbox.groups import group_of
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
    held_until: datetime | None = None,
) -> None:
    """Put one message a person into the outbox, once per ``key``.

    ``subject`` and ``body`` are lazy translations with %(name)s places for ``values``.
    What is mailed is in the language of the person; the site has it in every language.
    Called inside the transaction of the deed that it tells of. A mail whose file is still
    to be made waits for ``enclose``, but not longer than ``held_until``.
    """
    people: dict[int, User] = {one.user_id: one.user for one in recipients}
    wanted = queries.deliveries(people, group_of(kind))
    said = {
        language: _say(language, subject, body, values)
        for language, _name in settings.LANGUAGES
    }
    messages = [
        Message(
            recipient=user,
            kind=kind,
            **said.get(user.language, said[settings.LANGUAGE_CODE]),
            translations=said,
            path=path,
            dedupe_key=f"{key}:{user.pk}",
            delivery=wanted[user.pk],
            created_at=at,
            held_until=held_until,
        )
        for user in people.values()
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def enclose(key: str, file: StoredFile, name: str) -> None:
    """Put a file that is made now into what was told with this key, and let it go.

    Called inside the transaction that says that the file is made.
    """
    Message.objects.filter(dedupe_key__startswith=f"{key}:").update(
        enclosure=file, enclosure_name=name, held_until=None
    )


def _say(
    language: str,
    subject: str | Promise,
    body: str | Promise,
    values: Mapping[str, object],
) -> dict[str, str]:
    with translation.override(language):
        return {
            "subject": _one_line(str(subject) % values),
            "body": str(body) % values,
        }


def _one_line(subject: str) -> str:
    """What a mail takes as its subject, whatever stands in a title."""
    line = " ".join(subject.split())
    short = line[: LONGEST_SUBJECT - 1] + "…"
    return line if len(line) <= LONGEST_SUBJECT else short


def mark_read(user: User, message_id: int, *, at: datetime) -> None:
    Message.objects.filter(recipient=user, pk=message_id, read_at=None).update(
        read_at=at
    )
