"""What must hold of every submission, whatever was killed: asked of database and disk.

Each question is a function that yields a sentence for every broken promise.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.db import connection, transaction
from django.db.models import Count

from chiiki_web.accounts.models import FailedSignIn
from chiiki_web.applications.models import Application, Attachment, Submission
from chiiki_web.audit import chain
from chiiki_web.audit import queries as audit
from chiiki_web.documents import kinds
from chiiki_web.outbox.models import Message
from crowd import Draft


class Books:
    """Looks again and again, and reads each receipt's files once."""

    def __init__(self, people_told: Mapping[str, int]) -> None:
        self.people_told = people_told
        self.read: set[int] = set()
        self.received: set[int] = set()  # applications, as of the last look

    def broken(self, known: Iterable[Draft]) -> list[str]:
        """Everything that does not hold now, in one view of the database."""
        drafts = {one.pk: one for one in known}
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            rows = list(Submission.objects.values_list("pk", "application_id", "key"))
            found = [
                *_nothing_acknowledged_is_lost(drafts, rows),
                *_none_twice(rows),
                *_receipt_event_and_messages_agree(rows, self.people_told),
                *_numbers_have_no_gap(rows),
                *_attachments_are_there(drafts),
            ]
        self.received = {application for _pk, application, _key in rows}
        fresh = {pk for pk, _application, _key in rows} - self.read
        found += _every_byte_is_there(drafts, fresh)
        self.read |= fresh
        return found

    def forget_tries(self) -> None:
        """A sign-in that was killed counts as a wrong one: on a slow machine they add up."""
        FailedSignIn.objects.all().delete()

    def chain_is_whole(self) -> list[str]:
        broken = chain.verify_history().broken
        return [f"history: {broken}"] if broken else []


Row = tuple[int, int, object]  # receipt, application, key


def _nothing_acknowledged_is_lost(
    drafts: Mapping[int, Draft], rows: list[Row]
) -> Iterator[str]:
    kept = {application: key for _pk, application, key in rows}
    for one in drafts.values():
        if one.is_received and kept.get(one.pk) != one.key:
            yield f"application {one.pk}: acknowledged, and lost"


def _none_twice(rows: list[Row]) -> Iterator[str]:
    times = Counter(application for _pk, application, _key in rows)
    for application, count in times.items():
        if count > 1:
            yield f"application {application}: received {count} times"


def _receipt_event_and_messages_agree(
    rows: list[Row], people_told: Mapping[str, int]
) -> Iterator[str]:
    events = audit.recent_events().filter(name="application.submitted")
    counted = Counter(events.order_by().values_list("subject", flat=True))
    wanted = Counter(f"applications.application:{row[1]}" for row in rows)
    if counted != wanted:
        odd = sorted((counted - wanted) + (wanted - counted))[:3]
        yield f"receipts {len(rows)}, events {counted.total()}: {', '.join(odd)}"
    told = Message.objects.order_by().values("kind").annotate(count=Count("pk"))
    counts = {one["kind"]: one["count"] for one in told}
    for kind, each in people_told.items():
        if counts.get(kind, 0) != each * len(rows):
            yield f"receipts {len(rows)}, messages {kind} {counts.get(kind, 0)}"


def _numbers_have_no_gap(rows: list[Row]) -> Iterator[str]:
    numbered = Application.objects.filter(number__isnull=False)
    ends: dict[str, list[int]] = {}
    for number in numbered.values_list("number", flat=True):
        call, _, end = str(number).rpartition("-")
        ends.setdefault(call, []).append(int(end))
    for call, found in ends.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"numbers of {call}: {len(found)} up to {max(found)}"
    if sum(len(found) for found in ends.values()) != len(rows):
        yield f"numbers {len(ends)}, receipts {len(rows)}"


def _attachments_are_there(drafts: Mapping[int, Draft]) -> Iterator[str]:
    rows = Attachment.objects.values_list("application_id", "file__sha256")
    kept = set(rows)
    for one in drafts.values():
        if one.is_attached and (one.pk, one.sha256) not in kept:
            yield f"application {one.pk}: file acknowledged, and lost"


def _every_byte_is_there(drafts: Mapping[int, Draft], fresh: set[int]) -> Iterator[str]:
    rows = Submission.objects.filter(pk__in=fresh)
    for application, files in rows.values_list("application_id", "files"):
        draft = drafts.get(application)
        sent = {draft.sha256} if draft else set()
        if {one["sha256"] for one in files} != sent:
            yield f"application {application}: the receipt lists other files"
        for one in files:
            path = kinds.path_of(str(one["sha256"]))
            content = path.read_bytes() if path.exists() else b""
            if hashlib.sha256(content).hexdigest() != one["sha256"]:
                yield f"application {application}: received without its bytes"
