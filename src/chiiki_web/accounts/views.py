"""Pages about people: which hat, which language, and who belongs where."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from chiiki_web import access
from chiiki_web.accounts import actions
from chiiki_web.accounts.middleware import HAT
from chiiki_web.accounts.models import User

YEAR = 365 * 24 * 3600


@access.public
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language on this device, and with the person if signed in."""
    response = redirect(_next(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            actions.choose_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax"
        )
    return response


@access.signed_in
def choose_hat(request: HttpRequest) -> HttpResponse:
    """Act for another organisation or in another role from now on."""
    wanted = request.POST.get("membership", "")
    if any(str(one.pk) == wanted for one in request.memberships):  # type: ignore[attr-defined]
        request.session[HAT] = int(wanted)
    return redirect(settings.LOGIN_REDIRECT_URL)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return "/"
