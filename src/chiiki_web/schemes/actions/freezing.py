"""A version is frozen the moment a call stands on it."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.schemes.models import SchemeVersion


def freeze(version: SchemeVersion, *, by: Membership | None, at: datetime) -> None:
    """Make a held version unchangeable, for good; a second time changes nothing."""
    if version.state == SchemeVersion.State.FROZEN:
        return
    version.state, version.frozen_at = SchemeVersion.State.FROZEN, at
    version.save(update_fields=["state", "frozen_at"])
    log.record(
        "scheme_version.frozen",
        version,
        by=by,
        at=at,
        version=str(version),
        sha256=version.digest,
    )
