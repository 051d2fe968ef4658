"""Texts that a browser must treat apart, marked in every page on its way out.

Titles, names and sources are Japanese whatever the reader's language; on an English page
they need their own fonts, line breaks and voice. A number of a case, a day and the
name of a place stay in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chiiki.periods import MONTHS
from chiiki_web.ui import formats

Handler = Callable[[HttpRequest], HttpResponse]
_SIGN = "[々〆ヶ\u3040-\u30ff\u4e00-\u9fff]"
# Up to the last Japanese sign before an English word; capitals (ICT) may stand between.
_JAPANESE = re.compile(
    f"[「『（【]{{0,3}}{_SIGN}(?:[^a-z<>&]*{_SIGN})?\\d*[」』）】。]*"
)
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_/.@-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]{1,8}){0,2}-\d{1,6}(?![A-Za-z0-9_-])"
)
_MONTHS = "|".join(MONTHS)
_DAY = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b(?: \d{{4}}\b)?")
_PLACE = re.compile(r"\b[A-Z][a-zōū']+-(?:shi|ku|cho|machi|son|mura|gun|ken|fu)\b")
_WHOLE = re.compile(r"\s*<span [^>]+>[^<]*</span>\s*")
# Tags, and what holds no marks: scripts, plain text, drawings, what is typed by machines.
_CLOSED = ("script", "style", "textarea", "title", "option", "svg", "code", "pre")
_TAG = "|".join(
    [
        *(rf"<{name}\b.*?</{name}>" for name in _CLOSED),
        r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<",
    ]
)


def _texts(signs: str) -> re.Pattern[str]:
    """The texts with one of these signs; what lies between them is passed in one go."""
    return re.compile(rf"(?:{_TAG}|[^<{signs}]+(?=<|\Z))+|(?P<text>[^<]+)", re.DOTALL)


_ON_JAPANESE_PAGE = _texts("A-Z")
_ELSEWHERE = _texts("A-Z々〆ヶ\u3040-\u30ff\u4e00-\u9fff")


class MarkedTextMiddleware:
    """Mark the texts of every page that is sent as HTML."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.get("Content-Type", "")
        if kind.startswith("text/html") and not response.streaming:
            response.content = mark_html(response.text, formats.is_japanese())
        return response


def mark_html(html: str, is_japanese: bool = False) -> str:
    """Mark reference numbers, and on a page that is not Japanese what is.

    >>> mark_html("<b>見本市 ICT の活用 of R8-WAC15-0003</b>")
    '<b><span><span lang="ja">見本市 ICT の活用</span> of <span class="ref">R8-WAC15-0003</span></span></b>'
    """

    def marked(piece: re.Match[str]) -> str:
        text = piece["text"]
        if not text:
            return piece[0]
        found = text
        if not is_japanese:
            found = _JAPANESE.sub(r'<span lang="ja">\g<0></span>', found)
            for whole in (_DAY, _PLACE):
                found = whole.sub(r'<span class="ref">\g<0></span>', found)
        found = _REFERENCE.sub(r'<span class="ref">\g<0></span>', found)
        # In a row of a button or a label, what was one text stays one item.
        is_whole = found == text or _WHOLE.fullmatch(found)
        return found if is_whole else f"<span>{found}</span>"

    return (_ON_JAPANESE_PAGE if is_japanese else _ELSEWHERE).sub(marked, html)
