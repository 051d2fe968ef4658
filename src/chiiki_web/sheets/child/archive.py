"""Look at a zip from outside: its list of parts before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO

from chiiki_web.sheets.child.limits import MEGABYTE, MOST_PARTS, Unreadable

CHUNK = 1 << 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
SEARCHED = MEGABYTE  # where a container of old lists its parts
MACROS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("xl/macrosheets/", "xl/dialogsheets/")
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "xlsx": "xl/workbook.xml",
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
}
LOCAL_HEADER = 30
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(ValueError, NotImplementedError, RuntimeError),
)
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
WIDE = tuple(
    word.decode().encode(code)
    for word in DECLARED
    for code in ("utf-16-le", "utf-16-be")
)
LONGEST_WORD = max(map(len, WIDE))


def open_archive(file: IO[bytes], kind: str, most: int) -> zipfile.ZipFile:
    """Open an Office file (xlsx, docx, pptx) whose parts fit into ``most`` bytes.

    Every part is unpacked once, counted and thrown away, because sizes that a zip
    declares may be lies. Raises Unreadable.
    """
    _refuse_container_of_old(file)
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
    except BROKEN as fault:
        raise Unreadable("sheets.broken") from fault
    _check_list(parts, most, _size(file))
    _check_names({part.filename for part in parts}, kind)
    _count(archive, parts, most)
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part that was counted before."""
    try:
        return archive.read(name)
    except (KeyError, *BROKEN) as fault:
        raise Unreadable("sheets.broken") from fault


def _refuse_container_of_old(file: IO[bytes]) -> None:
    file.seek(0)
    beginning = file.read(len(OLE))
    if beginning == OLE:
        found = ENCRYPTED_PACKAGE in _ends(file)
        raise Unreadable("sheets.encrypted" if found else "sheets.old_format")
    file.seek(0)


def _ends(file: IO[bytes]) -> bytes:
    """The first and the last part of a file; all of a small one."""
    size = _size(file)
    file.seek(0)
    beginning = file.read(SEARCHED)
    file.seek(max(size - SEARCHED, 0))
    return beginning + file.read(SEARCHED)


def _size(file: IO[bytes]) -> int:
    file.seek(0, 2)
    return file.tell()


def _check_list(parts: list[zipfile.ZipInfo], most: int, size: int) -> None:
    if len(parts) > MOST_PARTS:
        raise Unreadable("sheets.too_many_parts", limit=MOST_PARTS)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("sheets.encrypted")
    if sum(part.file_size for part in parts) > most:
        raise Unreadable("sheets.too_large_inside", limit=most // MEGABYTE)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise Unreadable("sheets.broken")
    _refuse_overlaps(parts, size)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _refuse_overlaps(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Parts that share bytes are how a small file holds a huge content."""
    end = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.header_offset < end:
            raise Unreadable("sheets.broken")
        end = part.header_offset + LOCAL_HEADER + part.compress_size
    if end > size:
        raise Unreadable("sheets.broken")


def _check_names(names: set[str], kind: str) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith(MACROS) or name.startswith(MACRO_FOLDERS) for name in lower):
        raise Unreadable("sheets.macros")
    if CONTENT_TYPES not in names or MAIN_PARTS[kind] not in names:
        raise Unreadable("sheets.not_this_kind", kind=kind)


def _count(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], most: int) -> None:
    left = most
    for part in parts:
        is_text = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        try:
            left -= _unpack(archive, part, left, is_text)
        except BROKEN as fault:
            raise Unreadable("sheets.broken") from fault
        if left < 0:
            raise Unreadable("sheets.too_large_inside", limit=most // MEGABYTE)


def _unpack(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, is_text: bool
) -> int:
    """Return how many bytes a part has; an Office file declares no entities."""
    count, tail = 0, b""
    with archive.open(part) as opened:
        while chunk := opened.read(CHUNK):
            count += len(chunk)
            if count > left:
                break
            if is_text:
                seen = tail + chunk
                if any(word in seen for word in (*DECLARED, *WIDE)):
                    raise Unreadable("sheets.broken")
                tail = seen[-LONGEST_WORD:]
    return count
