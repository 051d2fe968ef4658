"""How a source is cited in each language; the data files name it in Japanese."""

from __future__ import annotations

from functools import cache

from chiiki.reference.files import read_toml, words_of


def cite(source: str, lang: str) -> str:
    """Name a source in a language; one that is not listed stays as it is.

    >>> cite("会計検査院（アドレスの記録なし）", "en")
    'Board of Audit of Japan (address not recorded)'
    """
    return _bibliography(lang).get(source, source)


@cache
def _bibliography(lang: str) -> dict[str, str]:
    rows = map(words_of, read_toml("sources.toml")["sources"])
    return {words.ja: words.text(lang) for words in rows}
