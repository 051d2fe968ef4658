"""Words for dispatch requests."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "dispatch.already_answered": _("This request has been answered already."),
    "dispatch.already_proposed": _("Candidates were shown already."),
    "dispatch.already_reported": _("Your side has reported already."),
    "dispatch.decline_without_ground": _("Write why you cannot come."),
    "dispatch.held_in_future": _("The last day of the dispatch has not come yet."),
    "dispatch.in_the_past": _(
        "“Wanted from” lies in the past. Write a day from today on."
    ),
    "dispatch.nobody_eligible": _(
        "Nobody in the register can take this request: no capacity left, a conflict, or"
        " no fitting field."
    ),
    "dispatch.nobody_ranked": _("Give at least one candidate a rank."),
    "dispatch.not_asked": _("You were not asked for this request."),
    "dispatch.not_to_be_ranked": _(
        "The candidates of this request are not to be ranked now."
    ),
    "dispatch.not_yours": _("Only those who take part in this dispatch can do this."),
    "dispatch.nothing_to_report": _(
        "There is nothing to report yet: nobody has accepted."
    ),
    "dispatch.office_only": _("Only the programme office can do this."),
    "dispatch.officers_only": _(
        "Only an officer of an organisation can ask for a dispatch."
    ),
    "dispatch.period_reversed": _("“Wanted from” lies after “Wanted until”."),
    "dispatch.ranks_not_in_order": _(
        "Number your choices 1, 2, 3 … without gaps, each number once."
    ),
    "dispatch.rule_not_met": _("%(rule)s %(remedy)s"),
    "dispatch.too_late_to_withdraw": _("It is too late to withdraw this request."),
}
EVENTS: dict[str, Promise] = {
    "dispatch.accepted": _("The adviser accepted"),
    "dispatch.adviser_asked": _("An adviser was asked"),
    "dispatch.candidates_proposed": _("Candidates were shown"),
    "dispatch.declined": _("The adviser declined"),
    "dispatch.ranked": _("The requester ranked the candidates"),
    "dispatch.reported": _("A dispatch was reported on"),
    "dispatch.requested": _("A dispatch was requested"),
    "dispatch.unplaced": _("No adviser was found"),
    "dispatch.withdrawn": _("The request was withdrawn"),
}
