"""An operator removes what belongs to nothing; each removal is kept in the history."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import ProtectedError

from chiiki_web.audit import log
from chiiki_web.custody import queries
from chiiki_web.custody.models import Clearing
from chiiki_web.custody.queries import Stray
from chiiki_web.documents.models import StoredFile


class InUse(Exception):
    """Somebody has sent the same file in this moment: it stays."""


def clear(found: Sequence[Stray], at: datetime) -> list[Stray]:
    """Remove these strays; what has found an owner in the meantime stays. Return the rest."""
    removed = []
    for one in found:
        try:
            _remove(one, at)
        except (InUse, ProtectedError):
            continue
        removed.append(one)
    return removed


def _remove(one: Stray, at: datetime) -> None:
    """Under another name first: who stores the same bytes now writes a file of its own."""
    aside = _put_aside(one.path, at)
    try:
        _forget(one, at)
    except BaseException:
        if aside:
            os.replace(aside, one.path)
        raise
    if aside:
        aside.unlink()


def _put_aside(path: Path, at: datetime) -> Path | None:
    """Take the file that has rested; None where a row has none any more."""
    aside = path.with_name(f"{queries.ASIDE}{path.name}")
    try:
        os.replace(path, aside)
    except FileNotFoundError:
        return None
    if not queries.is_rested(aside, at):
        os.replace(aside, path)
        raise InUse
    return aside


@transaction.atomic
def _forget(one: Stray, at: datetime) -> None:
    """The row goes, and the history says what was removed."""
    if one.file_id is not None:
        rows = StoredFile.objects.select_for_update().filter(pk=one.file_id)
        if not queries.without_owner().filter(pk=one.file_id).exists():
            raise InUse
        rows.delete()
    elif StoredFile.objects.filter(sha256=one.path.name).exists():
        raise InUse
    clearing = Clearing.objects.create(cleared_at=at, kind=one.kind, size=one.size)
    log.record(
        "file.cleared",
        clearing,
        by=None,
        at=at,
        kind=one.kind,
        name=one.path.name,
        size=one.size,
    )
