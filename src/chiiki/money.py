"""Whole yen. Fractions are rounded once, by name, at the edge of a rule."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import NewType

from chiiki.errors import EngineError

Yen = NewType("Yen", int)

UNITS = {
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "億": 100_000_000,
}
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
PART = re.compile(rf"({NUMBER}(?:\.[0-9]+)?)([百千]万|[千万億])?")
AMOUNT = re.compile(
    # Atomic: digits that were read as one number are never tried as several.
    rf"(?P<sign>[-−▲△]?)[¥\\]?(?P<parts>(?:(?>{PART.pattern}))+)(?P<yen>円?)"
)
WHOLE = re.compile(rf"({NUMBER})(?:[人回件日月名校]|時間|[かヶケカ]月)?")
UNIT = "(?:[百千]万|[千万億])"
NAMED = re.compile(  # from the first digit on only, so that long ones are read once
    rf"(?<![0-9,.])(?:{NUMBER}(?:\.[0-9]+)?{UNIT}){{0,4}}{NUMBER}(?:\.[0-9]+)?{UNIT}?円"
)
NAMED_IN_ENGLISH = re.compile(
    rf"(?:[¥\\]({NUMBER}(?:\.[0-9]+)?)(?: (thousand|million|billion)\b)?"
    rf"|(?<![0-9,.])({NUMBER}(?:\.[0-9]+)?)(?: (thousand|million|billion))? yen\b)"
)
ENGLISH_UNITS = {"": 1, "thousand": 1_000, "million": 10**6, "billion": 10**9}
LONGEST = 30  # characters; a longer text is no amount, and slow to reckon with
LARGEST = 10**15


def parse_yen(text: str, unit: int = 1) -> Yen:
    """Read an amount as offices write it; a bare number counts in ``unit`` yen.

    Raises EngineError money.not_a_number, money.negative or money.not_whole_yen. Commas
    and spaces between digits must stand at the thousands: 1,2億円 may mean 1.2 or 12, and
    12 34 two numbers, so they are refused.

    >>> parse_yen("１２０万円"), parse_yen("1,200千円"), parse_yen("￥1,200,000")
    (1200000, 1200000, 1200000)
    >>> parse_yen("1.5億円"), parse_yen("1億2,000万円")
    (150000000, 120000000)
    >>> parse_yen("1,200", unit=1_000), parse_yen("1,200円", unit=1_000)
    (1200000, 1200)
    >>> parse_yen("1 200 000 円"), parse_yen("120 万円")
    (1200000, 1200000)
    """
    found = _match(AMOUNT, text)
    if found is None:
        raise EngineError("money.not_a_number", found=text)
    parts = PART.findall(found["parts"])
    bare = 1 if found["yen"] else unit
    scales = [UNITS.get(name, bare) for _number, name in parts]
    falling = all(high > low for high, low in zip(scales, scales[1:], strict=False))
    complete = len(parts) == 1 or parts[-1][1] or found["yen"]
    if not (falling and complete):
        raise EngineError("money.not_a_number", found=text)
    amount = sum(
        Fraction(number.replace(",", "")) * scale
        for (number, _name), scale in zip(parts, scales, strict=True)
    )
    return _checked(amount, found["sign"], text)


def amounts_in(text: str) -> dict[str, Yen]:
    """Every amount that a sentence names, as it is written there → whole yen.

    >>> amounts_in("上限額（3億円。町は１億2,000万円）以内であること。")
    {'3億円': 300000000, '1億2,000万円': 120000000}
    >>> amounts_in("at most ¥300 million, at least 5,000,000 yen")
    {'¥300 million': 300000000, '5,000,000 yen': 5000000}
    """
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, Yen] = {}
    for one in NAMED.finditer(plain):
        with suppress(EngineError):  # 1千5百万円 is read by people only
            found[one[0]] = parse_yen(one[0])
    for one in NAMED_IN_ENGLISH.finditer(plain):
        number, unit = one[1] or one[3], one[2] or one[4] or ""
        amount = Fraction(number.replace(",", "")) * ENGLISH_UNITS[unit]
        found[one[0]] = Yen(int(amount))
    return found


def parse_whole_number(text: str) -> int:
    """Read a count of people, uses or days, in half or full width.

    >>> parse_whole_number("１，２００人")
    1200
    """
    found = _match(WHOLE, text)
    if found is None:
        raise EngineError("number.not_a_whole_number", found=text)
    return int(found[1].replace(",", ""))


def floor_to(amount: Decimal, unit: int) -> Yen:
    """Round down to a multiple of ``unit`` yen, as most schemes require.

    >>> floor_to(Decimal("1234567.8"), 1000)
    1234000
    """
    steps = (amount / unit).to_integral_value(rounding=ROUND_FLOOR)
    return Yen(int(steps) * unit)


def format_yen(amount: int, lang: str) -> str:
    """Write an amount for reading.

    >>> format_yen(1_200_000, "ja"), format_yen(1_200_000, "en")
    ('1,200,000円', '¥1,200,000')
    """
    return (
        f"{amount:,}円" if lang.startswith("ja") else f"{_sign(amount)}¥{abs(amount):,}"
    )


def format_thousands(amount: int, lang: str) -> str:
    """Write an amount in thousands of yen; what is below a thousand is left out.

    >>> format_thousands(1_234_567, "ja")
    '1,234千円'
    """
    thousands = abs(amount) // 1_000 * (1 if amount >= 0 else -1)
    if lang.startswith("ja"):
        return f"{thousands:,}千円"
    return f"{_sign(thousands)}¥{abs(thousands):,} thousand"


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Match a text of reasonable length; with its blanks it may be some times as long."""
    if len(text) > 10 * LONGEST:
        return None
    plain = _plain(text)
    return pattern.fullmatch(plain) if len(plain) <= LONGEST else None


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("、", ",")
    return re.sub(r"\s", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", ",", plain))


def _checked(amount: Fraction | int, sign: str, text: str) -> Yen:
    if amount >= LARGEST:
        raise EngineError("money.not_a_number", found=text)
    if sign and amount:
        raise EngineError("money.negative", found=text)
    if amount.denominator != 1:
        raise EngineError("money.not_whole_yen", found=text)
    return Yen(int(amount))


def _sign(amount: int) -> str:
    return "-" if amount < 0 else ""
