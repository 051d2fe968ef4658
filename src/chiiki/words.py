"""One text in Japanese and English as a data file holds it, so that no engine holds prose."""

from __future__ import annotations

from dataclasses import dataclass

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; Japanese is the answer for every other language.

    >>> Words("補助金", "grant").text("en-gb")
    'grant'
    >>> Words("補助金", "grant").text("ja")
    '補助金'
    """

    ja: str
    en: str

    def text(self, lang: str) -> str:
        return self.en if lang.split("-")[0] == ENGLISH else self.ja
