"""Read a stored file again, from its disk, and say whether it is what was stored."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from chiiki_web.documents import kinds
from chiiki_web.documents.models import FileFault, StoredFile

Kind = FileFault.Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What the disk gave: ``fault`` is None when every byte is there."""

    fault: Kind | None
    sha256: str = ""
    size: int = 0


def read_again(stored: StoredFile) -> Reading:
    """Read every byte; without the folder of all files nothing is called lost."""
    if not Path(settings.CHIIKI_FILES).is_dir():
        return Reading(Kind.UNREADABLE)
    try:
        with kinds.path_of(stored.sha256).open("rb") as file:
            _past_the_cache(file)
            found = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        return Reading(Kind.LOST)
    except OSError:
        return Reading(Kind.UNREADABLE)
    is_whole = (found, size) == (stored.sha256, stored.size)
    return Reading(None if is_whole else Kind.DAMAGED, found, size)


def _past_the_cache(file: BinaryIO) -> None:
    """Ask the system to read from the disk itself where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def is_at_hand(sha256: str, size: int) -> bool:
    """Whether a file of the right size lies there and may be read; reads no byte of it."""
    path = kinds.path_of(sha256)
    try:
        return path.stat().st_size == size and os.access(path, os.R_OK)
    except OSError:
        return False
