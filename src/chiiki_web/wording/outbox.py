"""Words for messages and how people want them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "outbox.must_be_mailed": _(
        "Deadlines can run from decisions and returns, so these must be mailed. Choose"
        " at once or once a day."
    ),
}
EVENTS: dict[str, Promise] = {
    "mail_choice.changed": _("A person chose how they are told"),
}
