"""Which kinds of file are taken, how they are told apart, and where they lie."""

from __future__ import annotations

from pathlib import Path, PurePath

from django.conf import settings

SNIFFED = 512
ALLOWED = "PDF, XLSX, DOCX, PPTX, JPEG, PNG, CSV, TXT"
ZIP = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument."
BY_SUFFIX: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".xlsx": (OFFICE + "spreadsheetml.sheet", ZIP),
    ".docx": (OFFICE + "wordprocessingml.document", ZIP),
    ".pptx": (OFFICE + "presentationml.presentation", ZIP),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".csv": ("text/csv", b""),
    ".txt": ("text/plain", b""),
}


def media_type_of(name: str, beginning: bytes) -> str | None:
    """The media type by name and first bytes, or None where they disagree."""
    media_type, magic = BY_SUFFIX.get(PurePath(name).suffix.lower(), (None, b""))
    if media_type is None or not beginning.startswith(magic):
        return None
    if not magic and b"\x00" in beginning:
        return None
    return media_type


def path_of(sha256: str) -> Path:
    return Path(settings.CHIIKI_FILES) / sha256[:2] / sha256
