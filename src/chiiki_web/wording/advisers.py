"""Words for the register of advisers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "advisers.already_registered": _("This person is in the register already."),
    "advisers.already_commissioned": _(
        "This adviser is already commissioned for that fiscal year."
    ),
    "advisers.commission_ended": _("This commission has ended already."),
    "advisers.days_to_commission": _(
        "Commission for at least 1 day and at most %(most)s days."
    ),
    "advisers.field_missing": _("Choose at least one field."),
    "advisers.ground_missing": _("Write the ground, so that the adviser can read it."),
    "advisers.not_in_the_list": _(
        "This adviser is out of the list. Put them back before you commission them."
    ),
    "advisers.not_yours": _("Only the adviser can change their own entry."),
    "advisers.office_only": _("Only the programme office can do this."),
    "advisers.side_missing": _(
        "Choose at least one side: infrastructure, use, people."
    ),
    "advisers.too_many_days": _("A year has at most %(most)s days."),
    "advisers.unknown_rate_class": _("There is no class of fee “%(found)s”."),
    "advisers.wrong_role": _("Only a person in the role of adviser can be entered."),
    "advisers.year_out_of_reach": _(
        "Advisers are commissioned for the present fiscal year or the next one."
    ),
}
EVENTS: dict[str, Promise] = {
    "adviser.changed": _("The entry of an adviser was changed"),
    "adviser.registered": _("An adviser was entered into the register"),
    "commission.decided": _("An adviser was commissioned for a fiscal year"),
    "commission.ended": _("The commission of an adviser was ended"),
}
