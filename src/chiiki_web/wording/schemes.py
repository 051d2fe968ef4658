"""Words for programmes and calls."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "schemes.closed_already": _("This call closed already. It cannot be extended."),
    "schemes.closes_before_it_opens": _("The call must close after it opens."),
    "schemes.closes_in_the_past": _("The closing time is past already."),
    "schemes.ground_missing": _("Write why the call is extended."),
    "schemes.needs_no_call": _(
        "“%(name)s” has no rules for plans in this system, so no call can be opened."
    ),
    "schemes.not_later": _("The new closing time must be later than the present one."),
    "schemes.not_your_call": _("Only the office that runs the call can do this."),
    "schemes.offices_only": _("Only a programme office can open a call."),
    "schemes.project_ends_before_it_starts": _(
        "The project period must end after it starts."
    ),
}
EVENTS: dict[str, Promise] = {
    "call.opened": _("A call was published"),
    "call.extended": _("A call was extended"),
    "programme.changed": _("What was published on a programme was brought up to date"),
}
DETAILS: dict[str, Promise] = {
    "closes_at": _("closes"),
    "opens_at": _("opens"),
    "scheme": _("rules"),
}
