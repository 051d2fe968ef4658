"""What every request goes through: plain text, the hat that is worn, the language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from chiiki_web import tabs
from chiiki_web.accounts import queries

Handler = Callable[[HttpRequest], HttpResponse]
HAT = "hat"
NUL = "\x00"


class PlainTextMiddleware:
    """Take NUL out of what an address or a cookie says: PostgreSQL keeps no such text.

    A path with NUL names nothing, so it is not found. Forms refuse NUL by themselves.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path:
            request.path_info = request.path = request.path.replace(NUL, "\ufffd")
        if "%00" in request.META.get("QUERY_STRING", ""):
            plain = request.GET.copy()
            for name, values in request.GET.lists():
                plain.setlist(name, [one.replace(NUL, "") for one in values])
            request.GET = plain  # type: ignore[assignment]
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if NUL not in value
        }
        return self.get_response(request)


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
