"""Words for the register of advisers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "advisers.already_registered": _("This person is in the register already."),
    "advisers.field_missing": _("Choose at least one field."),
    "advisers.not_yours": _("Only the adviser can change their own entry."),
    "advisers.office_only": _("Only the programme office can do this."),
    "advisers.side_missing": _(
        "Choose at least one side: infrastructure, use, people."
    ),
    "advisers.too_many_days": _("A year has at most %(most)s days."),
    "advisers.wrong_role": _("Only a person in the role of adviser can be entered."),
}
EVENTS: dict[str, Promise] = {
    "adviser.changed": _("The entry of an adviser was changed"),
    "adviser.registered": _("An adviser was entered into the register"),
}
