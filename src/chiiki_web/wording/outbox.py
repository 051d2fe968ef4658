"""Words for messages and how people want them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "outbox.must_be_mailed": _(
        "Deadlines can run from decisions and returns, so these must be mailed. Choose"
        " at once or once a day."
    ),
    "outbox.in_hand": _(
        "The worker has this mail in hand in this moment. Look again in a minute."
    ),
    "outbox.already_sent": _("This mail has gone already; it is not sent twice."),
    "outbox.has_not_failed": _(
        "This mail has not failed: it is sent by itself, or is read in the site only."
    ),
}
EVENTS: dict[str, Promise] = {
    "message.tried_again": _("A mail that failed is tried again"),
    "mail_choice.changed": _("A person chose how they are told"),
}
