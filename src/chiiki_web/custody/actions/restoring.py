"""A file that was lost comes back: from a backup, or sent again with the same bytes."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.custody.actions.noting import mend, note_reading
from chiiki_web.documents.actions import put_back
from chiiki_web.documents.models import FileFault, StoredFile
from chiiki_web.documents.reading import read_again
from chiiki_web.refusals import Refusal

STILL = {
    FileFault.Kind.LOST: "custody.still_lost",
    FileFault.Kind.DAMAGED: "custody.still_damaged",
    FileFault.Kind.UNREADABLE: "custody.still_unreadable",
}


class CannotRestore(Refusal):
    """The file is as it was; the storage was not touched."""


def look_again(file_id: int, *, by: Membership, at: datetime) -> None:
    """Read one file now: whole again, or refused with what is still wrong with it."""
    stored = StoredFile.objects.get(pk=file_id)
    reading = read_again(stored)
    note_reading(file_id, reading, at=at, by=by)
    if reading.fault:
        raise CannotRestore(reason(STILL[reading.fault]))


@transaction.atomic
def restore_file(
    file_id: int, upload: UploadedFile[bytes], *, by: Membership, at: datetime
) -> None:
    """Take a file in the place of one that cannot be read, if it has the same digest."""
    stored = StoredFile.objects.select_for_update().get(pk=file_id)
    fault = FileFault.objects.filter(file=stored, mended_at=None).first()
    if fault is None:
        raise CannotRestore(reason("custody.nothing_to_restore"))
    if not put_back(stored, upload):
        raise CannotRestore(
            reason(
                "custody.other_file",
                name=upload.name or "",
                sha256=stored.sha256[:16],
            )
        )
    reading = read_again(stored)
    if reading.fault:
        raise CannotRestore(reason(STILL[reading.fault]))
    stored.read_at = at
    stored.save(update_fields=["read_at"])
    mend(fault, by=by, at=at)
