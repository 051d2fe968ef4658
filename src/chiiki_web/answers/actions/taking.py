"""Keep what an Excel sheet would change, and take it over once somebody says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.answers.actions.writing import (
    CannotAnswer,
    OpenPart,
    Writer,
    hold,
    mark,
    write,
)
from chiiki_web.answers.models import LONGEST_NAME, SheetUpload
from chiiki_web.audit import log


class CannotTake(CannotAnswer):
    """The answers stay as they were."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What reading a sheet brought; ``base`` marks what was given out."""

    name: str
    sha256: str
    version: int
    findings: Sequence[Mapping[str, Any]]
    values: Mapping[str, Any]
    base: Mapping[str, str]

    @property
    def state(self) -> SheetUpload.State:
        if any(one["blocks"] for one in self.findings):
            return SheetUpload.State.PROBLEMS
        if self.values:
            return SheetUpload.State.READY
        return SheetUpload.State.UNCHANGED


@transaction.atomic
def keep_dry_run(
    recipient_id: int, found: DryRun, *, form_key: UUID, by: Writer, at: datetime
) -> SheetUpload:
    """Keep what was found; the same form keeps it once. Raises CannotAnswer."""
    answer, _asked = hold(recipient_id, at)
    known = SheetUpload.objects.filter(form_key=form_key).first()
    if known is not None:
        if known.answer_id != answer.pk:
            raise CannotTake(reason("answers.other_form"))
        return known
    return SheetUpload.objects.create(
        answer=answer,
        form_key=form_key,
        file_name=found.name[:LONGEST_NAME],
        sha256=found.sha256,
        version=found.version,
        findings=list(found.findings),
        values=dict(found.values),
        base=dict(found.base),
        state=found.state,
        uploaded_at=at,
        uploaded_by=by.name,
    )


@transaction.atomic
def take_sheet(
    recipient_id: int,
    upload_id: int,
    *,
    kept: Mapping[str, str],
    by: Writer,
    at: datetime,
) -> SheetUpload:
    """Write what the sheet says; a second time changes nothing.

    ``kept`` names the keys that were changed on both sides and for which what stands on
    the site shall hold, with the mark of what the person saw there. Raises CannotTake
    where something else stands there now, or a choice is missing.
    """
    answer, _asked = hold(recipient_id, at)
    rows = SheetUpload.objects.select_for_update()
    upload = rows.get(pk=upload_id, answer=answer)
    if upload.state == SheetUpload.State.TAKEN:
        return upload
    if upload.state != SheetUpload.State.READY:
        raise CannotTake(reason("answers.sheet_not_ready"))
    changed = dict(upload.values)
    for key in clashing(upload, answer.values):
        choice = kept.get(key, "")
        side, _colon, seen = choice.partition(":")
        if seen != mark(answer.values.get(key)):
            raise CannotTake(reason("answers.choose_side"))
        if side == "site":
            del changed[key]
    form = OpenPart(str(upload.form_key))
    write(answer, changed, page=form.page, by=by, at=at)
    upload.state, upload.taken_at = SheetUpload.State.TAKEN, at
    upload.save(update_fields=["state", "taken_at"])
    log.record(
        "answer.sheet_taken",
        answer,
        by=by.member,
        at=at,
        name=upload.file_name,
        sha256=upload.sha256,
        answers=len(changed),
    )
    return upload


def clashing(upload: SheetUpload, stored: Mapping[str, Any]) -> list[str]:
    """Keys that the sheet changed and that were changed on the site to something else."""
    return [
        key
        for key, value in upload.values.items()
        if mark(stored.get(key)) not in (upload.base.get(key), mark(value))
    ]
