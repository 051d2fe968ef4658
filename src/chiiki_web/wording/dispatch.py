"""Words for dispatch requests."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "dispatch.changed_since_recommended": _(
        "The request was changed since %(name)s recommended it. Ask for the recommendation"
        " anew, or open the request from its recommendation and send it as it stands there."
    ),
    "dispatch.needs_no_recommendation": _(
        "A local government needs no recommendation. Send the request."
    ),
    "dispatch.no_recommender": _(
        "Choose the local government that is asked to recommend the request."
    ),
    "dispatch.recommendation_answered": _("This was answered already."),
    "dispatch.recommendation_not_given": _(
        "There is no recommendation that could be taken back."
    ),
    "dispatch.recommendation_sent": _(
        "The request was sent with this recommendation. Please tell the office that you no"
        " longer recommend it."
    ),
    "dispatch.recommendation_replaced": _(
        "The request was changed or another local government was asked. There is nothing to"
        " answer here any more."
    ),
    "dispatch.recommendation_without_ground": _("Write the reason."),
    "dispatch.recommender_elsewhere": _(
        "%(name)s lies in another prefecture. Choose a local government of the region in"
        " which help is needed."
    ),
    "dispatch.recommender_not_local": _("%(name)s is no local government."),
    "dispatch.recommender_only": _(
        "Only an officer of the local government that was asked can answer."
    ),
    "dispatch.sent_already": _("This request has been sent already."),
    "dispatch.adviser_is_elsewhere": _(
        "An adviser is with %(name)s at that time on %(day)s."
    ),
    "dispatch.answer_too_late": _("The last day for an answer has passed."),
    "dispatch.budget_still_short": _(
        "The budget is still short: ¥%(free)s are left. The request waits on, and nobody was"
        " told."
    ),
    "dispatch.form_of_another_request": _(
        "This page was opened for another request. Open the page of this request again."
    ),
    "dispatch.more_days_than_agreed": _(
        "“Days on site”: this request has at most %(most)s."
    ),
    "dispatch.more_hours_than_agreed": _(
        "“Hours online”: this request has at most %(most)s."
    ),
    "dispatch.paid_before_visit": _(
        "“Paid on” lies before the last day of the dispatch (%(day)s)."
    ),
    "dispatch.asked_before": _("%(name)s was asked for this request before."),
    "dispatch.both_ways_need_both": _(
        "For “on site and online”, enter both days and hours."
    ),
    "dispatch.day_in_another_year": _(
        "%(day)s lies in a fiscal year from which this dispatch is not paid."
    ),
    "dispatch.day_in_the_past": _("%(day)s lies in the past."),
    "dispatch.day_outside_period": _(
        "The days you would like must lie within the wanted period."
    ),
    "dispatch.day_twice": _("A day stands twice. Write each day once."),
    "dispatch.days_not_split": _(
        "The days cannot be split: write days that follow each other."
    ),
    "dispatch.days_overlap": _("Two entries of %(day)s overlap."),
    "dispatch.ends_before_it_starts": _(
        "On %(day)s the end lies before the beginning."
    ),
    "dispatch.lift_without_ground": _("Write why the acceptance is lifted."),
    "dispatch.link_over": _("This link has been used, or its last day has passed."),
    "dispatch.no_call": _("No call for this is open, and none is announced yet."),
    "dispatch.no_days_entered": _("Enter at least one day."),
    "dispatch.no_days_left": _("%(name)s has no days left in this fiscal year."),
    "dispatch.no_survey_yet": _("There is no survey on this dispatch yet."),
    "dispatch.nobody_silent": _(
        "There is no answer that stays out: this person has answered, was not reminded yet,"
        " or somebody else follows in the order."
    ),
    "dispatch.reminded_today": _(
        "%(name)s was reminded within the last 24 hours. Wait a day, or write to them."
    ),
    "dispatch.nobody_to_ask_now": _("Nobody can be asked for this request now."),
    "dispatch.not_left_over": _("This request does not wait for another round."),
    "dispatch.lifted_before": _(
        "This acceptance was lifted already on %(day)s; the ground of then stands."
    ),
    "dispatch.nominee_commission_ended": _(
        "The commission as an adviser of this fiscal year has ended."
    ),
    "dispatch.nothing_to_lift": _("There is no acceptance that could be lifted."),
    "dispatch.nothing_to_pay": _(
        "There is nothing to pay yet: the dispatch is not decided."
    ),
    "dispatch.nothing_to_schedule": _(
        "The days are entered once the dispatch is decided."
    ),
    "dispatch.opens_later": _("Requests are received from %(opens)s."),
    "dispatch.other_side_confirms": _(
        "The days that your side has entered are confirmed by the other side."
    ),
    "dispatch.over_midnight": _(
        "The entry of %(day)s goes on after midnight. Enter each day for itself."
    ),
    "dispatch.paid_already": _("This fee is paid already, or was given back."),
    "dispatch.paid_in_future": _("The day of payment has not come yet."),
    "dispatch.pay_after_report": _("A fee is paid once the adviser has reported."),
    "dispatch.pays_too_much": _(
        "At most %(half_days)s half-days and ¥%(travel)s for travel were set aside."
    ),
    "dispatch.round_does_not_fit": _(
        "Choose a round of the same programme that is open or still to open."
    ),
    "dispatch.round_not_on_list": _(
        "The chosen round is not on the list any more, and nothing was changed. Choose one"
        " of those that stand there now."
    ),
    "dispatch.schedule_replaced": _(
        "Other days were entered meanwhile. Please look at those."
    ),
    "dispatch.somebody_is_asked": _(
        "Somebody is being asked now. Wait for the answer first."
    ),
    "dispatch.survey_answered": _("The survey has been answered already."),
    "dispatch.survey_empty": _("Write what became of it."),
    "dispatch.team_is_asked_as_a_whole": _(
        "A team is asked as a whole: show candidates to the requester."
    ),
    "dispatch.team_too_large": _("A team has at least 1 and at most %(most)s people."),
    "dispatch.no_money_for_journeys": _(
        "These %(days)s days take more journeys than money was set aside for. Choose days"
        " that follow one another, or ask the office."
    ),
    "dispatch.too_many_days_agreed": _(
        "%(found)s days on site were entered; this request has %(most)s."
    ),
    "dispatch.too_many_hours_agreed": _(
        "More hours online were entered than this request has (%(most)s)."
    ),
    "dispatch.too_many_nominations": _("Name at most %(most)s advisers."),
    "dispatch.unknown_side": _("One of the types of advice is not known."),
    "dispatch.months_have_begun": _(
        "The months of the manager have begun. End the placement on its own page."
    ),
    "dispatch.visit_has_begun": _("The dispatch has begun already."),
    "dispatch.ways_not_together": _(
        "Days on site and hours online cannot be asked for together."
    ),
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
    "dispatch.nominee_not_commissioned": _(
        "%(name)s is not commissioned in the fiscal year of this call. Choose another, or"
        " let the office choose."
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
    "dispatch.office_only": _("Only the office that runs the call can do this."),
    "dispatch.officers_only": _(
        "Only an officer of an organisation can ask for a dispatch."
    ),
    "dispatch.period_reversed": _("“Wanted from” lies after “Wanted until”."),
    "dispatch.plan_not_yours": _("The plan belongs to another organisation."),
    "dispatch.ranks_not_in_order": _(
        "Number your choices 1, 2, 3 … without gaps, each number once."
    ),
    "dispatch.report_before_days": _(
        "No days are agreed yet. Enter the days and let the other side confirm them; the"
        " report follows the visit."
    ),
    "dispatch.report_before_visit": _(
        "The last day of the dispatch lies before the first day that was agreed (%(day)s)."
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
    "by_link": _("by the link of the mail"),
    "days": _("days"),
    "due_on": _("due on"),
    "free": _("left"),
    "needed": _("needed"),
    "adviser": _("adviser"),
    "advisers": _("advisers"),
    "days_left": _("days left"),
    "nominated": _("nominated"),
    "order": _("order"),
    "outcome": _("what came of it"),
    "side": _("side"),
}
EVENTS: dict[str, Promise] = {
    "dispatch.drafted": _("A dispatch request was begun"),
    "dispatch.draft_dropped": _("A draft of a dispatch request was deleted"),
    "dispatch.recommendation_asked": _(
        "A local government was asked to recommend a request"
    ),
    "dispatch.recommendation_declined": _(
        "A local government declined to recommend a request"
    ),
    "dispatch.recommendation_given": _("A local government recommended a request"),
    "dispatch.recommendation_withdrawn": _(
        "A local government took its recommendation of a request back"
    ),
    "dispatch.recommendation_replaced": _(
        "A recommendation of a request was asked for anew"
    ),
    "dispatch.letter_made": _("A letter of the dispatch was made"),
    "dispatch.lifted": _("An acceptance was lifted"),
    "dispatch.moved_to_round": _("The request went over into another round"),
    "dispatch.no_answer": _("An adviser did not answer in time"),
    "dispatch.paid": _("A fee was paid"),
    "dispatch.placed": _("The dispatch was decided"),
    "dispatch.released": _("Advisers were not needed any more"),
    "dispatch.reminded": _("An adviser was reminded"),
    "dispatch.schedule_confirmed": _("The days were confirmed"),
    "dispatch.schedule_entered": _("The days were entered"),
    "dispatch.survey_answered": _("The survey of the next year was answered"),
    "dispatch.survey_opened": _("The survey of the next year was opened"),
    "dispatch.waits_for_budget": _("The request waits for the budget"),
    "dispatch.accepted": _("The adviser accepted"),
    "dispatch.adviser_asked": _("An adviser was asked"),
    "dispatch.candidates_proposed": _("Candidates were shown"),
    "dispatch.declined": _("The adviser declined"),
    "dispatch.passed_over": _(
        "An adviser who has no days left or no commission was passed over"
    ),
    "dispatch.ranked": _("The requester ranked the candidates"),
    "dispatch.reported": _("A dispatch was reported on"),
    "dispatch.requested": _("A dispatch was requested"),
    "dispatch.unplaced": _("No adviser was found"),
    "dispatch.withdrawn": _("The request was withdrawn"),
}
