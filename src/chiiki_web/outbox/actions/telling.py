"""Tell people something: in the site at once, by mail as each of them has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from chiiki_web.accounts.models import Membership, User
from chiiki_web.documents.models import StoredFile
from chiiki_web.outbox import queries
from chiiki_web.outbox.groups import Group, group_of
from chiiki_web.outbox.models import Message
from chiiki_web.rows import Rows
from chiiki_web.ui import formats

LONGEST_SUBJECT = 200
MESSAGE = Rows(Message)
_Said = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to some people, once per ``key``.

    ``subject`` and ``body`` are lazy translations with %(name)s places for ``values``; a
    body or a call among them is named in the language of the reader. A
    mail whose file is still to be made waits for ``enclose``, but not longer than
    ``held_until``. ``signed_path`` ends in the nonce of a link that opens without signing
    in: it goes by mail alone.
    """

    recipients: Iterable[Membership]
    kind: str
    subject: str | Promise
    body: str | Promise
    values: Mapping[str, object]
    path: str
    key: str
    held_until: datetime | None = None
    signed_path: str = ""


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
    signed_path: str = "",
) -> None:
    """Put one message a person into the outbox, as a ``Notice`` says."""
    notice = Notice(
        recipients, kind, subject, body, values, path, key, held_until, signed_path
    )
    tell_together([notice], at=at)


def tell_together(
    notices: Iterable[Notice],
    *,
    at: datetime,
    wanted: Mapping[tuple[int, Group], str] | None = None,
) -> None:
    """Put the messages of several notices into the outbox at once.

    What is mailed is in the language of the person; the site has it in every language.
    Called inside the transaction of the deed that it tells of. ``wanted`` is what
    ``deliveries_of`` or ``holders_with_choices`` gave, where it was asked before.
    """
    told = [
        (one, {member.user_id: member.user for member in one.recipients})
        for one in notices
    ]
    if wanted is None:
        wanted = queries.deliveries_of(
            {(pk, group_of(one.kind)) for one, people in told for pk in people}
        )
    said = _said([one for one, _people in told])
    messages = [
        _message(one, words, user, wanted[user.pk, group_of(one.kind)], at)
        for (one, people), words in zip(told, said, strict=True)
        for user in people.values()
    ]
    MESSAGE.insert(messages, "ON CONFLICT DO NOTHING")


def _message(
    notice: Notice, said: _Said, user: User, delivery: str, at: datetime
) -> Message:
    return Message(
        recipient=user,
        kind=notice.kind,
        **said.get(user.language, said[settings.LANGUAGE_CODE]),
        translations=said,
        path=notice.path,
        signed_path=notice.signed_path,
        dedupe_key=f"{notice.key}:{user.pk}",
        delivery=delivery,
        created_at=at,
        held_until=notice.held_until,
    )


def enclose(key: str, file: StoredFile, name: str) -> None:
    """Put a file that is made now into what was told with this key, and let it go.

    Called inside the transaction that says that the file is made.
    """
    Message.objects.filter(dedupe_key__startswith=f"{key}:").update(
        enclosure=file, enclosure_name=name, held_until=None
    )


def _said(notices: Sequence[Notice]) -> list[_Said]:
    """Subject and body of each notice by language."""
    found: list[_Said] = [{} for _ in notices]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for one, said in zip(notices, found, strict=True):
                values = {name: _named(value) for name, value in one.values.items()}
                said[language] = {
                    "subject": _one_line(str(one.subject) % values),
                    "body": str(one.body) % values,
                }
    return found


def _named(value: object) -> object:
    """A row that has a name in two languages is named in that of the reader."""
    return formats.local(value, "name") if hasattr(value, "name_ja") else value


def _one_line(subject: str) -> str:
    """What a mail takes as its subject, whatever stands in a title."""
    line = " ".join(subject.split())
    short = line[: LONGEST_SUBJECT - 1] + "…"
    return line if len(line) <= LONGEST_SUBJECT else short


def mark_read(user: User, message_id: int, *, at: datetime) -> None:
    Message.objects.filter(recipient=user, pk=message_id, read_at=None).update(
        read_at=at
    )
