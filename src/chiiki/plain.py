"""Text as people type it, without the signs that no page, feed or database can hold."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls but tab, line feed and carriage return; halves of a surrogate pair; and
# what Unicode calls no character. XML 1.0 (2.2) allows none of them.
_UNSEEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("[\x0b\x0c\x85]")
# What Unicode calls a letter, a mark or a symbol and no font draws: fillers of Hangul,
# the joiner of graphemes, vowels of Khmer, the empty pattern of Braille, variation selectors.
_BLANK = re.compile(
    "[\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800\u180b-\u180f\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)


def without_unseen(text: str) -> str:
    """Return the text without unseen signs; a break as word processors write it is a line.

    A text in which nothing at all can be seen is empty. NUL stays: whoever reads a form
    says so to the person who sent it.

    >>> without_unseen("予算の\\x0b都合\\x07\\ud800")
    '予算の\\n都合'
    >>> without_unseen("\\u200b \\u3164")
    ''
    """
    plain = _UNSEEN.sub("", _BREAK.sub("\n", text))
    return "" if _is_invisible(plain) else plain


def printable(text: str) -> str:
    """The same for what goes out, without NUL.

    >>> printable("a\\x00b\\x0bc")
    'ab\\nc'
    """
    return without_unseen(text.replace("\x00", ""))


def _is_invisible(text: str) -> bool:
    """Whether nothing but spaces and signs of no width stands here, and one of the latter."""
    rest = text.strip()
    return bool(rest) and all(
        one.isspace() or unicodedata.category(one) == "Cf" or _BLANK.match(one)
        for one in rest
    )
