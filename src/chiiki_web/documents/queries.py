"""Compare what was promised with what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile


def lost_files() -> Iterator[tuple[StoredFile, str]]:
    """Each stored file that is missing or changed on disk: ``missing`` or ``changed``."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        path = kinds.path_of(stored.sha256)
        if not path.exists():
            yield stored, "missing"
        else:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != stored.sha256:
                yield stored, "changed"
