"""Whose page a form was sent from, even when their session has ended since.

Every form carries a token made from the CSRF secret under which its page was shown. The
device keeps a signed cookie of the last few secrets (as digests) and the person who was
signed in under each. So what was typed on a page goes back to the person who opened that
page, never to the next one at the same desk, and a form sent from another site is nobody's.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import csrf

COOKIE = "tabs"
AGE = 7 * 24 * 60 * 60
MOST = 4  # sign-ins on one device that are remembered


def writer_of(request: HttpRequest) -> int | None:
    """The person who was signed in when the page was opened that sent this form."""
    token = request.POST.get("csrfmiddlewaretoken") or request.headers.get(
        "X-CSRFToken", ""
    )
    return dict(_known(request)).get(_digest(_secret_of(token)))


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note on the device who is signed in under the present secret."""
    secret = request.META.get("CSRF_COOKIE", "")
    if not secret or not request.user.is_authenticated:
        return
    known = _known(request)
    now = (_digest(secret), int(request.user.pk))
    if known[:1] == [now]:
        return
    kept = [now, *(one for one in known if one[0] != now[0])][:MOST]
    response.set_signed_cookie(
        COOKIE,
        " ".join(f"{digest}.{pk}" for digest, pk in kept),
        max_age=AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _known(request: HttpRequest) -> list[tuple[str, int]]:
    text = request.get_signed_cookie(COOKIE, default="", max_age=AGE) or ""
    parts = (one.partition(".") for one in text.split())
    return [(digest, int(pk)) for digest, _dot, pk in parts]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:32]


def _secret_of(token: str) -> str:
    """The secret inside a token as it stands in a form: a mask and the masked secret."""
    allowed = csrf.CSRF_ALLOWED_CHARS
    if len(token) != csrf.CSRF_TOKEN_LENGTH or set(token) - set(allowed):
        return ""
    mask, masked = token[: len(token) // 2], token[len(token) // 2 :]
    return "".join(
        allowed[allowed.index(one) - allowed.index(other)]
        for one, other in zip(masked, mask, strict=True)
    )
