"""Look at a file before it is stored: whole, not locked, nothing that runs by itself.

Office files are unpacked once in a child with limits. Of a PDF or a picture only bytes
are compared, nothing is decoded, so that this needs no process of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import PurePath

from chiiki.reasons import reason
from chiiki_web.sheets.model import CannotRead
from chiiki_web.sheets.reading import Source, look_into

OFFICE = {"xlsx", "docx", "pptx"}
CHUNK = 1 << 20
SHORT = 4_096  # bytes; a PDF below this is not judged by its end
ENDING = 65_536
MOST_PIXELS = 150_000_000
STARTS_PROGRAMS = (b"/Launch",)  # forms of offices carry scripts; they may stay
PNG_HEAD = 26
JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCF}
JPEG_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}


def inspect(file: Source, name: str) -> None:
    """Refuse, in the reader's words, a file that should not be kept. Raises CannotRead."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix in OFFICE:
        look_into(file, name, suffix)
    elif look := LOOKS.get(suffix):
        file.seek(0)
        look(file, name)
        file.seek(0)


def _look_at_pdf(file: Source, name: str) -> None:
    tail, size = b"", 0
    longest = max(map(len, STARTS_PROGRAMS))
    while chunk := file.read(CHUNK):
        size += len(chunk)
        seen = tail[-longest:] + chunk
        if any(word in seen for word in STARTS_PROGRAMS):
            raise CannotRead(reason("sheets.runs_programs", name=name))
        tail = (tail + chunk)[-ENDING:]
    if size > SHORT and b"%%EOF" not in tail:
        raise CannotRead(reason("sheets.broken", name=name))


def _look_at_png(file: Source, name: str) -> None:
    head = file.read(PNG_HEAD)
    if len(head) < PNG_HEAD or head[12:16] != b"IHDR":
        raise CannotRead(reason("sheets.broken", name=name))
    width, height = struct.unpack(">II", head[16:24])
    _refuse_huge(width, height, name)


def _look_at_jpeg(file: Source, name: str) -> None:
    """Walk over the segments to the frame, which says how large the picture is."""
    file.seek(2)
    for _segment in range(1_000):
        head = file.read(2)
        if len(head) < 2 or head[0] != 0xFF:
            break
        marker = head[1]
        if marker == 0xFF or marker in JPEG_WITHOUT_LENGTH:
            file.seek(-1 if marker == 0xFF else 0, 1)
            continue
        body = file.read(7)
        if len(body) < 7:
            break
        length, _bits, height, width = struct.unpack(">HBHH", body)
        if marker in JPEG_FRAMES:
            _refuse_huge(width, height, name)
            return
        if length < 2:
            break
        file.seek(length - 7, 1)
    raise CannotRead(reason("sheets.broken", name=name))


def _refuse_huge(width: int, height: int, name: str) -> None:
    if not width or not height:
        raise CannotRead(reason("sheets.broken", name=name))
    if width * height > MOST_PIXELS:
        limit = MOST_PIXELS // 1_000_000
        raise CannotRead(reason("sheets.picture_too_large", name=name, limit=limit))


LOOKS: dict[str, Callable[[Source, str], None]] = {
    "pdf": _look_at_pdf,
    "png": _look_at_png,
    "jpg": _look_at_jpeg,
    "jpeg": _look_at_jpeg,
}
