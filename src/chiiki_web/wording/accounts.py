"""Words for people, organisations and hats."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "accounts.already_ended": _("This membership has ended already."),
    "accounts.already_member": _("This person already has this role here."),
    "accounts.email_taken": _("Another person signs in with this address already."),
    "accounts.role_does_not_fit": _(
        "People of this kind of organisation (%(kind)s) do not have this role. Choose"
        " another role, or register the person with the organisation where they have it."
    ),
    "accounts.too_many_tries": _(
        "The password was wrong too many times. Please wait a while (an hour at most), or"
        " set a new one with “Forgot your password?”."
    ),
    "accounts.own_membership": _("You cannot end the membership that you act in."),
}
EVENTS: dict[str, Promise] = {
    "membership.ended": _("A role was taken away"),
    "membership.given": _("A role was given"),
    "organisation.registered": _("An organisation was registered"),
    "user.email_changed": _("The address with which a person signs in was changed"),
    "user.password_set": _("A person set a password"),
    "user.registered": _("A person was registered"),
}
