"""Words for dispatch requests."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "dispatch.already_answered": _("This request has been answered already."),
    "dispatch.already_proposed": _("Candidates were shown already."),
    "dispatch.already_reported": _("Your side has reported already."),
    "dispatch.chosen_has_conflict": _("%(name)s works for the body that asks."),
    "dispatch.chosen_not_in_register": _(
        "Somebody who was chosen is not in the register any more, or stands there twice."
    ),
    "dispatch.decline_without_ground": _("Write why you cannot come."),
    "dispatch.held_before_request": _(
        "The last day of the dispatch lies before the request."
    ),
    "dispatch.held_in_future": _("The last day of the dispatch has not come yet."),
    "dispatch.in_the_past": _(
        "“Wanted from” lies in the past. Write a day from today on."
    ),
    "dispatch.nobody_eligible": _(
        "Nobody in the register can take this request: no capacity left, a conflict, or"
        " no fitting field."
    ),
    "dispatch.nobody_ranked": _("Give at least one candidate a rank."),
    "dispatch.nominated_and_left_to_office": _(
        "Either name the advisers you would like, or leave the choice to the office."
    ),
    "dispatch.nominated_twice": _("An adviser was named twice. Name each one once."),
    "dispatch.nominee_no_manager": _(
        "The adviser you would like cannot be sent as a manager. Choose another, or let"
        " the office choose."
    ),
    "dispatch.nominee_not_in_list": _(
        "The adviser you would like is not in the list any more. Choose another, or let"
        " the office choose."
    ),
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
    "dispatch.plan_not_yours": _("The plan belongs to another organisation."),
    "dispatch.ranks_not_in_order": _(
        "Number your choices 1, 2, 3 … without gaps, each number once."
    ),
    "dispatch.report_empty": _("Write what was done and what came of it."),
    "dispatch.rule_not_met": _("%(rule)s %(remedy)s"),
    "dispatch.too_few_ranked": _(
        "This request needs %(needed)s people. Give at least so many candidates a rank."
    ),
    "dispatch.too_far_ahead": _(
        "“Wanted until” lies too far ahead. Write a day up to %(last)s."
    ),
    "dispatch.too_late_to_withdraw": _("It is too late to withdraw this request."),
    "dispatch.withdrawn_already": _("The region has withdrawn this request."),
}
DETAILS: dict[str, Promise] = {
    "adviser": _("adviser"),
    "advisers": _("advisers"),
    "days_left": _("days left"),
    "nominated": _("nominated"),
    "order": _("order"),
    "outcome": _("what came of it"),
    "side": _("side"),
}
EVENTS: dict[str, Promise] = {
    "dispatch.accepted": _("The adviser accepted"),
    "dispatch.adviser_asked": _("An adviser was asked"),
    "dispatch.candidates_proposed": _("Candidates were shown"),
    "dispatch.declined": _("The adviser declined"),
    "dispatch.passed_over": _("An adviser had no days left"),
    "dispatch.ranked": _("The requester ranked the candidates"),
    "dispatch.reported": _("A dispatch was reported on"),
    "dispatch.requested": _("A dispatch was requested"),
    "dispatch.unplaced": _("No adviser was found"),
    "dispatch.withdrawn": _("The request was withdrawn"),
}
