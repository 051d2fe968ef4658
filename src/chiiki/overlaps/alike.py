"""How alike two short descriptions are, whatever their width, case and signs."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import lru_cache


def alike(one: str, other: str) -> Fraction:
    """Return the Dice coefficient of the pairs of letters: 1 same, 0 nothing shared.

    Dice, L. R. (1945), Measures of the amount of ecologic association between species.
    Signs and spaces do not count; a text of one letter is its own pair.

    >>> alike("見守りシステム 構築", "見守りシステム（構築）") == 1
    True
    >>> alike("端末の借上げ", "研修の講師")
    Fraction(0, 1)
    """
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return Fraction(0)
    return Fraction(2 * len(first & second), len(first) + len(second))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(one for one in plain if one.isalnum() or one == "ー")
    if len(letters) < 2:
        return frozenset(letters)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
