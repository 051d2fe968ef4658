"""Every read of the register that is worth a name."""

from chiiki_web.advisers.queries.beside import past_dispatches, promised
from chiiki_web.advisers.queries.calendars import (
    days_away,
    month_of,
    months_free,
    reach,
    spans_ahead,
)
from chiiki_web.advisers.queries.commissions import (
    commissioned,
    commissions_of,
    rate_classes,
    visible_commissions,
    without_letter,
)
from chiiki_web.advisers.queries.invitations import (
    invitation_by_link,
    why_link_is_over,
)
from chiiki_web.advisers.queries.listing import Renewal, in_the_office, renewals
from chiiki_web.advisers.queries.register import (
    active,
    any_entry_of,
    entries,
    entry_of,
    knowing,
    matching,
    published,
    without_entry,
)
from chiiki_web.advisers.queries.said import said_of
from chiiki_web.advisers.queries.statements import (
    adviser_of,
    at_the_office,
    bodies_not_here,
    last_decided,
    open_statement,
    stamp_of,
    statements,
)

__all__ = [
    "Renewal",
    "active",
    "adviser_of",
    "any_entry_of",
    "at_the_office",
    "bodies_not_here",
    "commissioned",
    "commissions_of",
    "days_away",
    "entries",
    "entry_of",
    "in_the_office",
    "invitation_by_link",
    "knowing",
    "last_decided",
    "matching",
    "month_of",
    "months_free",
    "open_statement",
    "past_dispatches",
    "promised",
    "published",
    "rate_classes",
    "reach",
    "renewals",
    "said_of",
    "spans_ahead",
    "stamp_of",
    "statements",
    "visible_commissions",
    "why_link_is_over",
    "without_entry",
    "without_letter",
]
