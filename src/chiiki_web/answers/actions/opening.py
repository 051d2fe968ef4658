"""Note that a recipient has opened their page."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys.models import Recipient

UNOPENED = (Recipient.State.NOT_INVITED, Recipient.State.INVITED)


def open_page(recipient: Recipient, at: datetime) -> None:
    """The first look is kept; later ones change nothing."""
    if recipient.state in UNOPENED:
        surveys.mark(recipient.pk, Recipient.State.OPENED, at)
