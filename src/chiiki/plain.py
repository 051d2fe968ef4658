"""Text as people type it, without the signs that no page, feed or database can hold."""

from __future__ import annotations

import re

# C0 and C1 controls but tab, line feed and carriage return; halves of a surrogate pair; and
# what Unicode calls no character. XML 1.0 (2.2) allows none of them.
_UNSEEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("[\x0b\x0c\x85]")


def without_unseen(text: str) -> str:
    """Return the text without unseen signs; a break as word processors write it is a line.

    NUL stays: whoever reads a form says so to the person who sent it.

    >>> without_unseen("予算の\\x0b都合\\x07\\ud800")
    '予算の\\n都合'
    """
    return _UNSEEN.sub("", _BREAK.sub("\n", text))


def printable(text: str) -> str:
    """The same for what goes out, without NUL.

    >>> printable("a\\x00b\\x0bc")
    'ab\\nc'
    """
    return without_unseen(text.replace("\x00", ""))
