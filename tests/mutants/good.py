"""Small files as people really send them, and how zips are put together."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import openpyxl

Made = tuple[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"


@cache
def workbook() -> bytes:
    """A plain workbook like those that are given out: two sheets, a sum, a merge."""
    book = openpyxl.Workbook()
    plan = book.active
    plan.title = "計画"
    plan.append(["項目", "記入欄", "書き方"])
    for number in range(30):
        plan.append([f"項目{number}", f"答え{number} 髙橋", "書き方"])
    plan.merge_cells("A33:C34")
    costs = book.create_sheet("経費")
    costs.append(["経費区分", "内容", "金額（円）"])
    for number in range(60):
        costs.append(["人材の育成・確保", f"研修{number}", 1_000 * number + 0.0])
    costs.append(["合計", None, "=SUM(C2:C61)"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def document() -> bytes:
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<document>" + b"<p>a</p>" * 500 + b"</document>",
            "word/media/image1.png": picture(),
        }
    )


@cache
def slides() -> bytes:
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/presentation.xml": b"<presentation/>",
        }
    )


@cache
def picture() -> bytes:
    rows = b"".join(b"\x00" + b"\x80\x90\xa0" * 16 for _row in range(16))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


@cache
def photograph() -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, 16, 16, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        b"\xff\xc0" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x55\xff\xd9"
    )


@cache
def letter() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 400 + b"trailer <<>>\n%%EOF\n"


@cache
def table() -> bytes:
    rows = "".join(f"人材,研修{n},{n * 1000}\r\n" for n in range(50))
    return ("経費区分,内容,金額（円）\r\n" + rows).encode()


@cache
def _all_parts() -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def parts() -> dict[str, bytes]:
    return dict(_all_parts())


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


GOOD: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("計画.xlsx", workbook),
    ("計画.docx", document),
    ("図.png", picture),
    ("写真.jpg", photograph),
    ("書類.pdf", letter),
    ("経費.csv", table),
)
