"""What every request goes through: plain text, the hat that is worn, the language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

from chiiki.plain import printable, without_unseen
from chiiki_web import tabs
from chiiki_web.accounts import queries

Handler = Callable[[HttpRequest], HttpResponse]
HAT = "hat"
NUL = "\x00"
MOST_ASKED = 4_000  # signs of one text in an address: databases refuse to look for more


class PlainTextMiddleware:
    """Let addresses, cookies and forms hold text that every page and database can keep.

    NUL is taken out of addresses and
    cookies (a path with NUL names nothing, so it is not found); forms refuse it by
    themselves. Other unseen signs, as they come along from word processors, go unseen.
    Of a text in an address no more is read than can be looked for.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path:
            request.path_info = request.path = request.path.replace(NUL, "\ufffd")
        if _is_odd(request.GET, _asked):
            request.GET = _cleaned(request.GET, _asked)  # type: ignore[assignment]
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if NUL not in value
        }
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Forms are read here, beside the check of their token, not for every request."""
        if request.method == "POST" and _is_odd(request.POST, printable):
            request.POST = _cleaned(request.POST, without_unseen)  # type: ignore[assignment]


def _is_odd(typed: QueryDict, clean: Callable[[str], str]) -> bool:
    return any(one != clean(one) for _name, values in typed.lists() for one in values)


def _asked(text: str) -> str:
    return printable(text[:MOST_ASKED])


def _cleaned(typed: QueryDict, clean: Callable[[str], str]) -> QueryDict:
    plain = typed.copy()
    for name, values in typed.lists():
        plain.setlist(name, [clean(one) for one in values])
    return plain


class MemberMiddleware:
    """Set ``request.memberships`` and ``request.member``, the one chosen or the first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = queries.memberships_of(request.user)
        chosen = request.session.get(HAT) if found else None
        request.memberships = found  # type: ignore[attr-defined]
        request.member = next(  # type: ignore[attr-defined]
            (one for one in found if one.pk == chosen), found[0] if found else None
        )
        response = self.get_response(request)
        tabs.remember(request, response)
        return response


class LanguageMiddleware:
    """The language chosen on this device, else the person's own, else Japanese."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in known:
            language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
