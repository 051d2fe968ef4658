"""Words for placements of managers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "placements.assess_all": _("Say for each ability how it stands."),
    "placements.assessed_already": _(
        "Your side has said already how it stands at this moment."
    ),
    "placements.beyond_scheme": _(
        "That would be %(months)s months. %(rule)s (%(clause)s)"
    ),
    "placements.change_answered": _("This wish was answered already."),
    "placements.change_open": _(
        "A change of this milestone waits for an answer. Answer it first."
    ),
    "placements.change_without_ground": _("Write why the milestone is to be changed."),
    "placements.changed_meanwhile": _(
        "What is agreed on was changed after you opened the page. Please read it again."
    ),
    "placements.contact_stays_inside": _(
        "Whom to ask stays between those who take part. Write a how-to without names if"
        " others are to read it."
    ),
    "placements.days_out_of_range": _("Write 1 to %(most)s days a month."),
    "placements.declined_without_ground": _("Write why you do not agree."),
    "placements.due_outside": _(
        "The day must lie within the placement: from %(first)s to %(last)s."
    ),
    "placements.end_not_assessed": _(
        "The %(side)s has not said yet how the abilities stand at the end."
    ),
    "placements.end_outside": _(
        "Write a day from %(first)s on and before %(last)s, the last day agreed on."
    ),
    "placements.end_without_ground": _("Write why it ends early."),
    "placements.ended_already": _("This placement was ended early already."),
    "placements.extension_without_ground": _("Write why it is to last longer."),
    "placements.log_not_sent": _("This log does not wait for a confirmation."),
    "placements.log_sent_already": _("This log was sent already."),
    "placements.logs_open": _("Monthly logs not confirmed yet: %(count)s."),
    "placements.milestone_outside": _(
        "Milestone %(number)s would lie outside the period. Change its day first."
    ),
    "placements.milestone_settled": _("This milestone is settled already."),
    "placements.milestones_open": _("Milestones not settled yet: %(count)s."),
    "placements.moment_not_open": _("It is not asked how things stand at this moment."),
    "placements.month_not_over": _(
        "The month is not over yet. The log can be written from %(first)s on."
    ),
    "placements.more_days_than_month": _("The month has %(most)s days."),
    "placements.next_step_empty": _("Write who does what next, and by when."),
    "placements.no_ability": _(
        "Name at least one thing that the region is to be able to do at the end."
    ),
    "placements.no_day_without_why": _(
        "No day was worked: write what stood in the way."
    ),
    "placements.no_milestone": _("Write at least one milestone."),
    "placements.no_next_step": _(
        "Ability %(number)s is “not yet” at the end: name the next step."
    ),
    "placements.not_longer": _("Write a day after %(last)s, the last day so far."),
    "placements.not_now": _("This cannot be done now: the placement is %(state)s."),
    "placements.not_over": _("It can be finished from its last day on: %(last)s."),
    "placements.not_yours": _(
        "Only those who take part in this placement can do this."
    ),
    "placements.nothing_changed": _("Nothing of the milestone was changed."),
    "placements.nothing_said": _("Write what was done."),
    "placements.office_only": _("Only the office that runs the call can do this."),
    "placements.outcome_empty": _("Write what everybody may read."),
    "placements.own_change": _("The other side answers this wish."),
    "placements.period_over": _("The last day is past already."),
    "placements.period_reversed": _("The first day lies after the last day."),
    "placements.published_already": _("This entry is a case of the library already."),
    "placements.region_only": _("Only the region can do this."),
    "placements.returned_without_ground": _("Write what was otherwise."),
    "placements.settled_outside": _("Write a day from %(first)s up to today."),
    "placements.settled_without_ground": _("Write by what you see it."),
    "placements.sharing_not_agreed": _(
        "The region did not agree to share its case in the request."
    ),
    "placements.too_many_rows": _("There can be %(most)s at most."),
}
DETAILS: dict[str, Promise] = {
    "days_a_month": _("days a month"),
    "days_worked": _("days worked"),
    "ended_on": _("last day"),
    "ending": _("reason of the end"),
    "is_late": _("late"),
    "is_reached": _("reached"),
    "levels": _("levels"),
    "moment": _("moment"),
    "next_step": _("next step"),
    "rest": _("the rest"),
    "shows_abilities": _("shows abilities"),
    "shows_milestones": _("shows milestones"),
    "what_before": _("before"),
}
EVENTS: dict[str, Promise] = {
    "placement.ability_added": _("An ability was written down"),
    "placement.ability_removed": _("An ability was taken out"),
    "placement.agreed": _("One side agreed to the placement"),
    "placement.assessed": _("One side said what the region can do by itself"),
    "placement.began": _("The placement began"),
    "placement.cancelled": _("The placement did not come about"),
    "placement.change_agreed": _("A milestone was changed"),
    "placement.change_declined": _("A milestone was not changed"),
    "placement.change_proposed": _("A milestone is to be changed"),
    "placement.ended_early": _("The placement was ended early"),
    "placement.extended": _("The placement was extended"),
    "placement.finished": _("The placement was finished"),
    "placement.know_how_changed": _("Know-how was put right"),
    "placement.know_how_published": _("Know-how became a case"),
    "placement.know_how_written": _("Know-how was written down"),
    "placement.letter_made": _("A letter of the placement was made"),
    "placement.log_confirmed": _("A monthly log was confirmed"),
    "placement.log_returned": _("A monthly log was returned"),
    "placement.log_sent": _("A monthly log was sent"),
    "placement.milestone_added": _("A milestone was written down"),
    "placement.milestone_removed": _("A milestone was taken out"),
    "placement.milestone_settled": _("A milestone was settled"),
    "placement.milestone_worded": _("A milestone was worded otherwise"),
    "placement.next_step_named": _("A next step was named"),
    "placement.opened": _("A placement was opened"),
    "placement.outcome_published": _("The outcome of a placement was published"),
    "placement.terms_changed": _("Period or days a month were changed"),
}
