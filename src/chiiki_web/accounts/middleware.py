"""Which hat the person wears now, and in which language they read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from chiiki_web.accounts import queries

Handler = Callable[[HttpRequest], HttpResponse]
HAT = "hat"


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
        return self.get_response(request)


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
