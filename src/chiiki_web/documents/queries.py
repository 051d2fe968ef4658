"""Compare what was promised with what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef

from chiiki_web.documents.models import FileFault, StoredFile
from chiiki_web.documents.reading import is_at_hand, read_again


def lost_files() -> Iterator[tuple[StoredFile, FileFault.Kind]]:
    """Each stored file that does not give its bytes back, and how."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        if fault := read_again(stored).fault:
            yield stored, fault


def has_fault() -> Exists:
    """Whether the file of a row was found lost, damaged or unreadable, for an annotation."""
    return Exists(FileFault.objects.filter(mended_at=None, file=OuterRef("file")))


def not_readable(sizes: Mapping[str, int]) -> set[str]:
    """Which of these digests, with their sizes, cannot be read at present.

    What was found damaged, and what is not there by a look at the disk that reads nothing.
    """
    known = FileFault.objects.filter(mended_at=None, file__sha256__in=list(sizes))
    found = set(known.values_list("file__sha256", flat=True))
    return found | {one for one, size in sizes.items() if not is_at_hand(one, size)}
