"""The register of advisers: who they are, what they said, when they can be sent."""

from chiiki_web.advisers.models.calendars import Unavailable
from chiiki_web.advisers.models.commissions import Commission
from chiiki_web.advisers.models.invitations import Invitation
from chiiki_web.advisers.models.register import (
    LANGUAGES,
    MOST_DAYS,
    SIDES,
    Adviser,
    DeclaredVendor,
    Employment,
)
from chiiki_web.advisers.models.statements import Statement

__all__ = [
    "LANGUAGES",
    "MOST_DAYS",
    "SIDES",
    "Adviser",
    "Commission",
    "DeclaredVendor",
    "Employment",
    "Invitation",
    "Statement",
    "Unavailable",
]
