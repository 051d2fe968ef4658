"""Which kinds of file are taken, how they are told apart, and where they lie."""

from __future__ import annotations

from pathlib import Path, PurePath

from django.conf import settings

SNIFFED = 512
ALLOWED = "PDF, XLSX, DOCX, PPTX, JPEG, PNG, CSV, TXT"
ZIP = b"PK\x03\x04"
LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"  # let through, so that the inspection can say which
OFFICE_STARTS = (ZIP, LOCKED_OR_OLD)
OFFICE = "application/vnd.openxmlformats-officedocument."
MEGABYTE = 1 << 20
BESIDE_A_FILE = 10 * MEGABYTE  # the other fields of its form
BY_SUFFIX: dict[str, tuple[str, bytes | tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".xlsx": (OFFICE + "spreadsheetml.sheet", OFFICE_STARTS),
    ".docx": (OFFICE + "wordprocessingml.document", OFFICE_STARTS),
    ".pptx": (OFFICE + "presentationml.presentation", OFFICE_STARTS),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".csv": ("text/csv", b""),
    ".txt": ("text/plain", b""),
}


def is_known(name: str) -> bool:
    """Whether a file of this name may be taken at all."""
    return PurePath(name).suffix.lower() in BY_SUFFIX


def most_megabytes() -> int:
    """How large a file may be, for the sentences that say so."""
    return int(settings.CHIIKI_ATTACHMENT_MAX_BYTES) // MEGABYTE


def media_type_of(name: str, beginning: bytes) -> str | None:
    """The media type by name and first bytes, or None where they disagree."""
    media_type, magic = BY_SUFFIX.get(PurePath(name).suffix.lower(), (None, b""))
    if media_type is None or not beginning.startswith(magic):
        return None
    if not magic and b"\x00" in beginning:
        return None
    return media_type


def media_type_by_name(name: str) -> str | None:
    """The media type that an allowed ending stands for."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower(), (None, b""))[0]


def is_text(media_type: str) -> bool:
    return media_type.startswith("text/")


def path_of(sha256: str) -> Path:
    return Path(settings.CHIIKI_FILES) / sha256[:2] / sha256
