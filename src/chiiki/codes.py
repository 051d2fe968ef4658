"""Codes of local governments and corporations, with their check digits."""

from __future__ import annotations

import re
import unicodedata

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.jp import cn

from chiiki.errors import EngineError

WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> int:
    """The sixth digit of a municipality code, from its first five.

    Source: 全国地方公共団体コード, check = (11 − (6a+5b+4c+3d+2e) mod 11) mod 10.

    >>> check_digit("20215"), check_digit("01100")
    (1, 2)
    """
    weighted = sum(
        weight * int(digit) for weight, digit in zip(WEIGHTS, five, strict=True)
    )
    return (11 - weighted % 11) % 10


def parse_municipality_code(text: str) -> str:
    """Read a code of six digits, in half or full width; its check digit must fit.

    Raises EngineError codes.not_six_digits, codes.five_digits or codes.wrong_check_digit.

    >>> parse_municipality_code("２０２１５１")
    '202151'
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"[0-9]{5}", plain):
        raise EngineError(
            "codes.five_digits", found=text, meant=f"{plain}{check_digit(plain)}"
        )
    if not re.fullmatch(r"[0-9]{6}", plain):
        raise EngineError("codes.not_six_digits", found=text)
    expected = check_digit(plain[:5])
    if int(plain[5]) != expected:
        raise EngineError("codes.wrong_check_digit", found=text, expected=expected)
    return plain


def parse_corporate_number(text: str) -> str:
    """Read a 法人番号 of 13 digits; its check digit stands first.

    Raises EngineError codes.not_a_corporate_number or codes.wrong_corporate_check_digit
    (``expected``). The check digit cannot tell 0 from 9.

    >>> parse_corporate_number("７０００-０１２０-５０００２")
    '7000012050002'
    """
    plain = cn.compact(unicodedata.normalize("NFKC", text))
    try:
        return str(cn.validate(plain))
    except InvalidChecksum as fault:
        raise EngineError(
            "codes.wrong_corporate_check_digit",
            found=text,
            expected=int(cn.calc_check_digit(plain[1:])),
        ) from fault
    except ValidationError as fault:
        raise EngineError("codes.not_a_corporate_number", found=text) from fault
