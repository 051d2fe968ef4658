"""Zips that lie, hide or explode."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache
from random import Random

from mutants.good import SHEET, Made, parts, workbook, zipped


def parts_lost(dice: Random) -> Made:
    found = parts()
    for name in dice.sample(sorted(found), dice.randrange(1, 4)):
        del found[name]
    return "計画.xlsx", zipped(found)


def zip_bomb(dice: Random) -> Made:
    name = dice.choice([SHEET, "xl/sharedStrings.xml", "xl/media/image1.bin"])
    return dice.choice(["計画.xlsx", "計画.xlsx", "計画.docx"]), zip_of_zeros(
        name, dice.choice([61, 201])
    )


def lying_sizes(dice: Random) -> Made:
    """The list of parts promises few bytes, the part itself has many."""
    content = bytearray(zip_of_zeros(SHEET, 61))
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        struct.pack_into("<I", content, start + 24, dice.choice([10, 0, 1_000]))
        start = content.find(b"PK\x01\x02", start + 4)
    return "計画.xlsx", bytes(content)


def overlapping_parts(dice: Random) -> Made:
    content = bytearray(workbook())
    first = content.find(b"PK\x01\x02")
    starts, start = [], first
    while start >= 0:
        starts.append(start)
        start = content.find(b"PK\x01\x02", start + 4)
    one, other = dice.sample(starts, 2)
    content[one + 42 : one + 46] = content[other + 42 : other + 46]
    return "計画.xlsx", bytes(content)


def very_many_parts(dice: Random) -> Made:
    number = dice.choice([1_990, 2_001, 20_000])
    extra = {f"xl/media/{n}.bin": b"" for n in range(number)}
    return dice.choice(["計画.xlsx", "計画.docx"]), zipped(parts() | extra)


def locked(dice: Random) -> Made:
    """Locked parts of a zip, and the container that Excel makes for a password."""
    if dice.random() < 0.5:
        package = "EncryptedPackage".encode("utf-16-le") if dice.random() < 0.7 else b""
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000) + package + bytes(900)
        return dice.choice(["計画.xlsx", "計画.docx"]), ole
    content = bytearray(workbook())
    start = content.find(b"PK\x01\x02")
    content[start + 8] |= 1
    return "計画.xlsx", bytes(content)


def macros(dice: Random) -> Made:
    name = dice.choice(
        ["xl/vbaProject.bin", "word/VBAProject.bin", "xl/macrosheets/a.xml"]
    )
    found = parts() | {"word/document.xml": b"<d/>", name: b"x"}
    return dice.choice(["計画.xlsx", "計画.docx"]), zipped(found)


def names_that_lead_out(dice: Random) -> Made:
    name = dice.choice(
        ["../../x", "/etc/x", "xl\\..\\..\\x", "a\x00b", "\u202e", "C:/x"]
    )
    return "計画.xlsx", zipped(parts() | {name: b"x"})


def nested_archives(dice: Random) -> Made:
    content = workbook()
    for depth in range(dice.choice([1, 5, 40])):
        content = zipped(parts() | {f"xl/embeddings/{depth}.xlsx": content})
    return "計画.xlsx", content


def other_compression(dice: Random) -> Made:
    method = dice.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
    return "計画.xlsx", zipped(parts(), method)


def odd_method(dice: Random) -> Made:
    content = bytearray(workbook())
    start = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, start + 10, dice.choice([1, 9, 93, 98, 65_535]))
    return "計画.xlsx", bytes(content)


@cache
def zip_of_zeros(name: str, megabytes: int) -> bytes:
    """A workbook with one part of very many zeros."""
    found = parts() | {"word/document.xml": b"<d/>"}
    found.pop(name, None)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in found.items():
            archive.writestr(other, content)
        archive.writestr(name, bytes(megabytes << 20))
    return file.getvalue()
