"""The link of an invitation: made of a secret of this installation, stored as a hash.

The link is not kept anywhere: it follows from the installation's secret key and a nonce,
so that the worker can mail it and the lead can copy it, and a copy of the database alone
opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from datetime import datetime, timedelta
from importlib.resources import files

from django.utils import timezone
from django.utils.crypto import salted_hmac

from chiiki_web.consortia.models import Invitation

SALT = "chiiki.consortia.invitation"
_SET = tomllib.loads(
    (files("chiiki_web.consortia") / "invitations.toml").read_text(encoding="utf-8")
)
LASTS = timedelta(days=_SET["link_lasts_days"])
MOST_A_DAY: int = _SET["most_a_day"]
MOST_TRIES: int = _SET["most_tries"]
LONGEST = 100


def end_of_link(at: datetime) -> datetime:
    """When a link that is made now ends: in the last minute of its last day."""
    last = timezone.localtime(at + LASTS)
    return last.replace(hour=23, minute=59, second=0, microsecond=0)


def token_of(nonce: str) -> str:
    """The unguessable part of a link: 256 bits."""
    made = salted_hmac(SALT, nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_token(invitation: Invitation) -> str:
    """The token again, or nothing where the installation's key was changed since."""
    token = token_of(invitation.nonce)
    return token if digest_of(token) == invitation.digest else ""


def found_by(token: str) -> Invitation | None:
    """The invitation of a link, whatever its state."""
    if len(token) > LONGEST:
        return None
    return (
        Invitation.objects.select_related(
            "partnership__plan__organisation",
            "partnership__plan__municipality",
            "partnership__plan__field",
            "partnership__organisation",
            "made_by__user",
        )
        .filter(digest=digest_of(token))
        .first()
    )


def is_open(invitation: Invitation, at: datetime) -> bool:
    """Whether a link can still be answered by."""
    return (
        invitation.used_at is None
        and invitation.ended_at is None
        and at < invitation.expires_at
    )
