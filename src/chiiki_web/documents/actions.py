"""Store a file so that it is still there when the receipt says so."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, TypeAlias

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile
from chiiki_web.refusals import Refusal
from chiiki_web.sheets.inspecting import inspect
from chiiki_web.sheets.model import CannotRead

CHUNK = 1 << 20

Source: TypeAlias = "IO[bytes] | UploadedFile[bytes] | ContentFile[bytes]"


class CannotStore(Refusal):
    """No file was stored."""


def store_upload(upload: UploadedFile[bytes], *, at: datetime) -> StoredFile:
    """Check what a person sent and store it; refuses what is empty, huge, unknown,
    broken, locked or dangerous.
    """
    name, size = upload.name or "", upload.size or 0
    if size == 0:
        raise CannotStore(reason("documents.empty", name=name))
    if size > settings.CHIIKI_ATTACHMENT_MAX_BYTES:
        raise CannotStore(
            reason(
                "documents.too_large",
                name=name,
                size=-(
                    -size // kinds.MEGABYTE
                ),  # rounded up, so that it is above the limit
                limit=kinds.most_megabytes(),
            )
        )
    upload.seek(0)
    media_type = kinds.media_type_of(name, upload.read(kinds.SNIFFED))
    if media_type is None or (kinds.is_text(media_type) and _has_nul(upload)):
        raise CannotStore(
            reason("documents.kind_not_allowed", name=name, allowed=kinds.ALLOWED)
        )
    try:
        inspect(upload, name)
    except CannotRead as refusal:
        raise CannotStore(*refusal.reasons) from refusal
    upload.seek(0)
    return _store(upload, media_type, at)


def _has_nul(upload: UploadedFile[bytes]) -> bool:
    """Whether what calls itself text holds, anywhere, a byte that no text has."""
    upload.seek(0)
    return any(b"\x00" in chunk for chunk in iter(lambda: upload.read(CHUNK), b""))


def store_bytes(content: bytes, media_type: str, *, at: datetime) -> StoredFile:
    """Store what the system itself made, such as a letter."""
    return _store(ContentFile(content), media_type, at)


def put_back(stored: StoredFile, upload: UploadedFile[bytes]) -> bool:
    """Write a stored file anew; nothing is written unless the bytes are the same ones."""
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: upload.read(CHUNK), b""):
        digest.update(chunk)
    if digest.hexdigest() != stored.sha256:
        return False
    upload.seek(0)
    _write_durably(upload)
    return True


def _store(source: Source, media_type: str, at: datetime) -> StoredFile:
    sha256, size = _write_durably(source)
    with transaction.atomic():
        stored, _made = StoredFile.objects.get_or_create(
            sha256=sha256,
            defaults={"size": size, "media_type": media_type, "stored_at": at},
        )
    return stored


def _write_durably(source: Source) -> tuple[str, int]:
    """Write to a temporary file, force it to disk, give it its name, force the folder."""
    root = Path(settings.CHIIKI_FILES)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, temporary = tempfile.mkstemp(dir=root, prefix="incoming-")
    try:
        with os.fdopen(descriptor, "wb") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        path = kinds.path_of(digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, root):
        _force(folder)
    return digest.hexdigest(), size


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
