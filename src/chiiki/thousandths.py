"""An index such as that of fiscal strength: up to three decimals, kept as whole thousandths."""

from __future__ import annotations

import re
import unicodedata

from chiiki.errors import EngineError

INDEX = re.compile(r"(?P<whole>[0-9]{1,2})(?:\.(?P<part>[0-9]{1,3}))?")


def parse_thousandths(text: str) -> int:
    """Read an index, in half or full width, as thousandths.

    Raises EngineError thousandths.not_an_index. Nothing is rounded: a fourth decimal is
    refused, and so is a comma, which may stand for a point or for thousands.

    >>> parse_thousandths("0.53"), parse_thousandths("１．０４"), parse_thousandths("1")
    (530, 1040, 1000)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = INDEX.fullmatch(plain)
    if found is None:
        raise EngineError("thousandths.not_an_index", found=text)
    return int(found["whole"]) * 1000 + int((found["part"] or "").ljust(3, "0"))


def format_thousandths(thousandths: int) -> str:
    """Write an index with two decimals, or with three where it has them.

    >>> format_thousandths(530), format_thousandths(1043)
    ('0.53', '1.043')
    """
    whole, part = divmod(thousandths, 1000)
    decimals = f"{part:03}"
    return f"{whole}.{decimals if decimals[-1] != '0' else decimals[:2]}"
