"""Whole yen. Fractions are rounded once, by name, at the edge of a rule."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_FLOOR, Decimal
from typing import NewType

from chiiki.errors import EngineError

Yen = NewType("Yen", int)

UNITS = {
    "": 1,
    "円": 1,
    "千円": 1_000,
    "万円": 10_000,
    "百万円": 1_000_000,
    "億円": 100_000_000,
    "千": 1_000,
    "万": 10_000,
    "億": 100_000_000,
}
AMOUNT = re.compile(r"(?P<sign>[-−▲△]?)¥?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)")
WHOLE = re.compile(r"\d[\d,]*")


def parse_yen(text: str, unit: int = 1) -> Yen:
    """Read an amount as offices write it; a bare number counts in ``unit`` yen.

    Raises EngineError money.not_a_number, money.negative or money.not_whole_yen.

    >>> parse_yen("１２０万円"), parse_yen("1,200千円"), parse_yen("¥1,200,000")
    (1200000, 1200000, 1200000)
    >>> parse_yen("1.5億円")
    150000000
    >>> parse_yen("1,200", unit=1_000)
    1200000
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("，", ",")
    found = AMOUNT.fullmatch(plain)
    if found is None or found["unit"] not in UNITS:
        raise EngineError("money.not_a_number", found=text)
    scale = unit if found["unit"] == "" else UNITS[found["unit"]]
    amount = Decimal(found["number"].replace(",", "")) * scale
    if found["sign"] and amount:
        raise EngineError("money.negative", found=text)
    if amount != amount.to_integral_value():
        raise EngineError("money.not_whole_yen", found=text)
    return Yen(int(amount))


def parse_whole_number(text: str) -> int:
    """Read a count of people, uses or days, in half or full width.

    >>> parse_whole_number("１，２００人")
    1200
    """
    plain = re.sub(r"[\s人回件日時間か月名校]", "", unicodedata.normalize("NFKC", text))
    if WHOLE.fullmatch(plain) is None:
        raise EngineError("number.not_a_whole_number", found=text)
    return int(plain.replace(",", ""))


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
    return f"{amount:,}円" if lang.startswith("ja") else f"¥{amount:,}"


def format_thousands(amount: int, lang: str) -> str:
    """Write an amount in thousands of yen, rounded down.

    >>> format_thousands(1_234_567, "ja")
    '1,234千円'
    """
    thousands = amount // 1_000
    return f"{thousands:,}千円" if lang.startswith("ja") else f"¥{thousands:,} thousand"
