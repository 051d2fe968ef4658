"""Words for people, organisations and hats."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "accounts.already_ended": _("This membership has ended already."),
    "accounts.already_member": _("This person already has this role here."),
    "accounts.own_membership": _("You cannot end the membership that you act in."),
}
EVENTS: dict[str, Promise] = {
    "membership.ended": _("A role was taken away"),
    "membership.given": _("A role was given"),
    "organisation.registered": _("An organisation was registered"),
    "user.registered": _("A person was registered"),
}
