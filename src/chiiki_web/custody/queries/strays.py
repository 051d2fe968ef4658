"""What lies in the storage and belongs to nothing: parts of uploads, files without a row."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Submission
from chiiki_web.custody.queries.belongings import without_owner
from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile

RESTS = timedelta(days=1)  # what is younger may belong to an upload that goes on
TEMPORARY, UNKNOWN, UNOWNED = "temporary", "unknown", "unowned"
ASIDE = "removed-"  # what a removal was about to remove when it ended
DIGEST_LENGTH = 64
PER_BATCH = 500


@dataclass(frozen=True, slots=True)
class Stray:
    """One file that nothing needs; ``file_id`` where a row without owner stands for it."""

    kind: str
    path: Path
    size: int
    file_id: int | None = None


def strays(at: datetime) -> Iterator[Stray]:
    """Everything that has rested for a day and belongs to nothing."""
    yield from _on_disk_alone(at)
    yield from _rows_without_owner(at)


def is_rested(path: Path, at: datetime) -> bool:
    """Whether nobody has written a file for a day."""
    try:
        return path.stat().st_mtime < (at - RESTS).timestamp()
    except OSError:
        return False


def _on_disk_alone(at: datetime) -> Iterator[Stray]:
    root = Path(settings.CHIIKI_FILES)
    parts = [*root.glob("incoming-*"), *root.glob(f"**/{ASIDE}*")]
    for path in sorted(parts):
        if path.is_file() and is_rested(path, at):
            yield Stray(TEMPORARY, path, path.stat().st_size)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and _is_hexadecimal(folder.name, 2):
            yield from _without_row(folder, at)


def _without_row(folder: Path, at: datetime) -> Iterator[Stray]:
    """Files under a digest that no row has; other files are not ours to judge."""
    found = {
        path.name: path
        for path in sorted(folder.iterdir())
        if path.is_file() and _is_hexadecimal(path.name, DIGEST_LENGTH)
    }
    rows = StoredFile.objects.filter(sha256__startswith=folder.name)
    known = set(rows.values_list("sha256", flat=True))
    for name, path in found.items():
        if name not in known and is_rested(path, at):
            yield Stray(UNKNOWN, path, path.stat().st_size)


def _rows_without_owner(at: datetime) -> Iterator[Stray]:
    rows = list(without_owner().filter(stored_at__lt=at - RESTS))
    named = promised() if rows else set()
    for stored in rows:
        path = kinds.path_of(stored.sha256)
        if stored.sha256 not in named and (not path.exists() or is_rested(path, at)):
            yield Stray(UNOWNED, path, stored.size, stored.pk)


def promised() -> set[str]:
    """Every digest that anything that was sent names, whatever its rows say today."""
    rows = Submission.objects.only("files", "snapshot")
    return {
        sha256
        for one in rows.iterator(PER_BATCH)
        for sha256 in applications.promised_files(one)
    }


def _is_hexadecimal(name: str, length: int) -> bool:
    return len(name) == length and set(name) <= set(string.hexdigits.lower())
