"""Invented text in two languages."""

from __future__ import annotations

from chiiki_web.ui import formats


def say(japanese: str, english: str) -> str:
    """Sample text in the reader's language."""
    return japanese if formats.is_japanese() else english
