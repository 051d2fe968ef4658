"""Links that open a page without signing in: mailed, and kept nowhere.

A link follows from this installation's secret key and a nonce, so that a copy of the
database alone opens nothing. Whose link it is and until when decides the page behind it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

SALT = "chiiki.outbox.link"
LONGEST = 100


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def token_of(nonce: str) -> str:
    """The unguessable part of a link: 256 bits."""
    made = salted_hmac(SALT, nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What is stored of a link, so that it can be found again."""
    return hashlib.sha256(token.encode()).hexdigest()
