"""What a reading found becomes a fault, or the end of one, with its events."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.custody import queries
from chiiki_web.documents.models import FileFault, StoredFile
from chiiki_web.documents.reading import Reading
from chiiki_web.outbox.actions import tell

TOLD_EVERY = queries.LOOK_AGAIN
MOST_NAMED = 10
FOUND = {
    FileFault.Kind.LOST: "file.lost",
    FileFault.Kind.DAMAGED: "file.damaged",
    FileFault.Kind.UNREADABLE: "file.unreadable",
}


@transaction.atomic
def note_reading(
    file_id: int, reading: Reading, *, at: datetime, by: Membership | None = None
) -> None:
    """Keep when a file was read; a new fault, another kind of it or its end is news."""
    stored = StoredFile.objects.select_for_update().get(pk=file_id)
    stored.read_at = at
    stored.save(update_fields=["read_at"])
    fault = stored.faults.filter(mended_at=None).first()
    if reading.fault is None:
        if fault:
            mend(fault, by=by, at=at)
    elif fault is None:
        stored.faults.create(kind=reading.fault, found_at=at)
        _record(FOUND[reading.fault], stored, reading, by=by, at=at)
    elif fault.kind != reading.fault:
        fault.kind = reading.fault
        fault.save(update_fields=["kind"])
        _record(FOUND[reading.fault], stored, reading, by=by, at=at)


def mend(fault: FileFault, *, by: Membership | None, at: datetime) -> None:
    """The file gives its bytes back again; called with its row held."""
    fault.mended_at = at
    fault.save(update_fields=["mended_at"])
    _record("file.restored", fault.file, None, by=by, at=at)


def _record(
    name: str,
    stored: StoredFile,
    reading: Reading | None,
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    """One event in each case that the file belongs to, or one without a case."""
    details: dict[str, object] = {"sha256": stored.sha256, "size": stored.size}
    if reading and reading.sha256:
        details |= {"found_sha256": reading.sha256, "found_size": reading.size}
    for case in queries.cases_of(stored.pk) or [""]:
        log.record(name, stored, by=by, at=at, case=case, **details)


@transaction.atomic
def tell_of_faults(at: datetime) -> int:
    """Tell administrators of what is new, in one message an hour at most; how many.

    A volume that is gone would else be a message for each of its files.
    """
    told = FileFault.objects.filter(told_at__gt=at - TOLD_EVERY)
    fresh = list(
        queries.open_faults().filter(told_at=None).select_for_update(of=("self",))
    )
    if not fresh or told.exists():
        return 0
    FileFault.objects.filter(pk__in=[one.pk for one in fresh]).update(told_at=at)
    log.record("file.faults_told", fresh[0], by=None, at=at, count=len(fresh))
    kept = queries.belongings_of([one.file_id for one in fresh[:MOST_NAMED]])
    names = [
        next((one.name for one in found if one.name), "—") for found in kept.values()
    ]
    tell(
        accounts.holders("administrator"),
        "file.faults_found",
        subject=_("Stored files cannot be read: %(count)s"),
        body=_(
            "Found while stored files were read again: %(names)s. The page “Stored"
            " files” says to which applications and receipts they belong. Put them back"
            " from a backup, or send the same file again."
        ),
        values={
            "count": len(fresh),
            "names": ", ".join(names) + ("…" if len(fresh) > MOST_NAMED else ""),
        },
        path="/files/",
        key=f"file.faults_found:{fresh[0].pk}",
        at=at,
    )
    return len(fresh)
