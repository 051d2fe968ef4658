"""Words for the register of advisers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDING: dict[str, Promise] = {
    "advisers.already_registered": _("This person is in the register already."),
    "advisers.already_commissioned": _(
        "This adviser is already commissioned for that fiscal year."
    ),
    "advisers.calendar_out_of_reach": _(
        "The calendar holds the days from %(first)s to %(last)s."
    ),
    "advisers.changed_since": _(
        "It was changed since you opened the page. Please look at it again."
    ),
    "advisers.commission_ended": _("This commission has ended already."),
    "advisers.day_in_the_past": _("Days that are past cannot be marked any more."),
    "advisers.days_to_commission": _(
        "Commission for at least 1 day and at most %(most)s days."
    ),
    "advisers.field_missing": _("Choose at least one field."),
    "advisers.ground_missing": _("Write the reason, so that the adviser can read it."),
    "advisers.is_adviser_already": _(
        "%(name)s is an adviser here already and can sign in."
    ),
    "advisers.link_ended": _(
        "This link does not hold any more; perhaps a newer one was mailed to you."
    ),
    "advisers.link_expired": _(
        "The time of this link is over. Please ask the office to invite you again."
    ),
    "advisers.link_of_another_address": _(
        "This is not the address to which the invitation was mailed."
    ),
    "advisers.link_unknown": _("This link is not known."),
    "advisers.link_used": _(
        "This link was used already. Sign in with your address and password."
    ),
    "advisers.language_missing": _("Choose at least one language."),
    "advisers.not_at_the_office": _("This does not wait for the office any more."),
    "advisers.not_editable": _(
        "This lies with the office. Take it back before you change it."
    ),
    "advisers.not_in_the_list": _(
        "This adviser is out of the list. Put them back before you commission them."
    ),
    "advisers.not_yours": _("Only the adviser can change their own entry."),
    "advisers.nothing_changed": _("Nothing differs from your entry as it stands."),
    "advisers.office_only": _("Only the programme office can do this."),
    "advisers.role_is_over": _(
        "This person does not have the role of adviser any more."
    ),
    "advisers.side_missing": _(
        "Choose at least one type of advice: infrastructure, use, people."
    ),
    "advisers.span_not_in_order": _("The last day is before the first."),
    "advisers.too_many_days": _("A year has at most %(most)s days."),
    "advisers.unknown_rate_class": _("There is no class of fee “%(found)s”."),
    "advisers.wrong_role": _("Only a person in the role of adviser can be entered."),
    "advisers.year_out_of_reach": _(
        "Advisers are commissioned for the present fiscal year or the next one."
    ),
}
RATE_CLASSES: dict[str, Promise] = {"standard": pgettext_lazy("fee", "standard")}
EVENTS: dict[str, Promise] = {
    "adviser.calendar_changed": _("An adviser changed the days on which they can come"),
    "adviser.changed": _("The entry of an adviser was changed"),
    "adviser.invited": _("Somebody was invited to become an adviser"),
    "adviser.joined": _("An invited adviser set a password"),
    "adviser.registered": _("An adviser was entered into the register"),
    "commission.decided": _("An adviser was commissioned for a fiscal year"),
    "commission.ended": _("The commission of an adviser was ended"),
    "commission.letter_made": _("A letter of commission was made"),
    "statement.accepted": _("What an adviser stated was accepted"),
    "statement.declined": _("What an adviser stated was declined"),
    "statement.recalled": _("What was stated was taken back to be changed"),
    "statement.returned": _("What an adviser stated was returned"),
    "statement.sent": _("An offer or a change of an entry was sent"),
    "statement.started": _("An offer or a change of an entry was begun"),
    "statement.withdrawn": _("An offer or a change of an entry was given up"),
}
