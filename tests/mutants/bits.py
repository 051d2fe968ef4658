"""Good files with bytes changed, lost or added."""

from __future__ import annotations

import struct
from random import Random

from mutants.good import GOOD, Made, letter, photograph, picture, png_chunk, workbook


def bit_flips(dice: Random) -> Made:
    name, make = dice.choice(GOOD)
    content = bytearray(make())
    for _flip in range(dice.choice([1, 2, 8, 64, 512])):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return name, bytes(content)


def bit_flips_in_workbook(dice: Random) -> Made:
    content = bytearray(workbook())
    for _flip in range(dice.choice([1, 3, 9])):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return "計画.xlsx", bytes(content)


def truncated(dice: Random) -> Made:
    name, make = dice.choice(GOOD)
    return name, make()[: dice.randrange(len(make()))]


def with_something_inside(dice: Random) -> Made:
    name, make = dice.choice(GOOD)
    content, where = make(), dice.randrange(len(make()))
    return name, content[:where] + dice.randbytes(dice.randrange(4_000)) + content[
        where:
    ]


def with_something_before_or_behind(dice: Random) -> Made:
    name, make = dice.choice(GOOD)
    junk = dice.randbytes(dice.randrange(1, 4_000))
    return name, junk + make() if dice.random() < 0.5 else make() + junk


def wrong_kind(dice: Random) -> Made:
    name, _make = dice.choice(GOOD)
    _other, make = dice.choice(GOOD)
    return name, make()


def noise(dice: Random) -> Made:
    name, make = dice.choice(GOOD)
    return name, make()[:8] + dice.randbytes(dice.choice([1, 100, 50_000]))


def odd_pictures(dice: Random) -> Made:
    if dice.random() < 0.5:
        size = dice.choice([(0, 0), (1, 2**31), (65_535, 65_535), (12_000, 12_000)])
        head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
        return "図.png", picture()[:8] + png_chunk(b"IHDR", head) + picture()[33:]
    content = bytearray(photograph())
    place = content.find(b"\xff\xc0") + 5
    struct.pack_into(">HH", content, place, *dice.choice([(0, 9), (65_535, 65_535)]))
    return "写真.jpg", bytes(
        content
    ) if dice.random() < 0.7 else b"\xff\xd8" + b"\xff" * 9_999


def odd_letters_of_law(dice: Random) -> Made:
    middle = dice.choice([b"/Launch", b"/OpenAction", b"/JavaScript", b"%%EOF"])
    return "書類.pdf", letter()[:5_000] + middle + bytes(dice.randrange(200_000))
