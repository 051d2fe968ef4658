"""Words for programmes and calls."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "schemes.amount_strays": _(
        "The terms do not hold %(amount)s, which this sentence names: “%(sentence)s”"
        " Put the sentence right, or confirm that it is meant so."
    ),
    "schemes.closed_already": _("This call closed already. It cannot be extended."),
    "schemes.closes_before_it_opens": _("The call must close after it opens."),
    "schemes.closes_too_late": _(
        "The call closes more than three years from now. Please check the year."
    ),
    "schemes.ended_already": _("This call has ended already. It stays as it is."),
    "schemes.fiscal_year_too_far": _(
        "The fiscal year lies far from the opening of the call. Please check the year."
    ),
    "schemes.has_applications": _(
        "Applications have come in, so the call cannot be cancelled. Reject or return"
        " them, or let it close earlier."
    ),
    "schemes.not_earlier": _(
        "The corrected closing time must be earlier than the present one."
    ),
    "schemes.closes_in_the_past": _("The closing time is past already."),
    "schemes.ground_missing": _("Write the reason."),
    "schemes.code_changed": _("The text must keep the code “%(kept)s”."),
    "schemes.first_day_missing": _(
        "The text must name its first day: first_day = 2027-04-01."
    ),
    "schemes.draft_changed": _(
        "The draft was changed after you opened this page. What it says now stands below:"
        " look at it, then publish."
    ),
    "schemes.hours_changed": _(
        "Hours or money were changed after you opened this page. What is in force now"
        " stands above: look at it, then send what you typed."
    ),
    "schemes.misshapen": _(
        "“%(place)s” has another shape than the rules have: a table or a list stands where"
        " one value belongs, or one value where a table or a list belongs."
    ),
    "schemes.more_than_the_form": _(
        "This version differs in more than its form. The rules of an open call stay."
    ),
    "schemes.no_rules_in_force": _(
        "No published version of the rules is in force on %(day)s."
    ),
    "schemes.not_toml": _("The text cannot be read as TOML: %(message)s"),
    "schemes.not_your_version": _("Only the office that started it can do this."),
    "schemes.part_changed_meanwhile": _(
        "Somebody else saved the same part meanwhile. Nothing was overwritten: compare"
        " both, then save again."
    ),
    "schemes.round_before_received": _(
        "Round %(number)s has received something before that. Its opening cannot move"
        " behind it."
    ),
    "schemes.round_beyond": _(
        "Round %(number)s closes on %(limit)s, after that. Change or delete the round"
        " first."
    ),
    "schemes.round_closes_before_it_opens": _("The round must close after it opens."),
    "schemes.round_ended": _("Round %(number)s has ended already. It stays as it is."),
    "schemes.round_has_applications": _(
        "Something was received in round %(number)s, so it cannot be deleted. It can be"
        " stopped."
    ),
    "schemes.round_in_the_past": _("The round would close in the past."),
    "schemes.round_not_last": _(
        "Round %(number)s is not the last one. Delete the rounds after it first."
    ),
    "schemes.round_nothing_left": _(
        "The budget of the call is used: there is nothing left for this round."
    ),
    "schemes.round_outside_call": _(
        "A round lies within its call, which opens on %(opens)s and closes on"
        " %(closes)s. Extend the call first where that is needed."
    ),
    "schemes.round_over": _(
        "Round %(number)s, the last one, closed on %(limit)s. Nothing more is received."
    ),
    "schemes.round_overlaps": _(
        "Round %(number)s runs until %(limit)s. This round opens then or later."
    ),
    "schemes.round_overlaps_next": _(
        "Round %(number)s opens on %(opens)s. This round closes then or earlier."
    ),
    "schemes.round_share_too_large": _(
        "The budget of the call has ¥%(room)s that belongs to no round. The share"
        " cannot be larger."
    ),
    "schemes.round_share_below_award": _(
        "The share must be at least ¥%(least)s, the least amount that the rules allow."
    ),
    "schemes.round_share_too_small": _(
        "The share must be above ¥0 and cover the ¥%(reserved)s that this round"
        " has set aside."
    ),
    "schemes.round_still_to_open": _(
        "Round %(number)s opens on %(opens)s. Until then nothing is received."
    ),
    "schemes.round_stopped_budget": _(
        "Round %(number)s ended on %(at)s, because the budget of the call is used."
        " Nothing more is received in it."
    ),
    "schemes.round_stopped_office": _(
        "The office ended round %(number)s on %(at)s. The reason: %(ground)s"
    ),
    "schemes.round_too_many": _(
        "The rules of the call name %(most)s rounds a year. There are as many already."
    ),
    "schemes.round_without_fund": _(
        "The call has no budget yet, so a round cannot have a share of it."
    ),
    "schemes.rounds_too_late": _(
        "Applications were received without a round already, so this call goes on"
        " without rounds."
    ),
    "schemes.rule_taken": _("Another requirement has the code “%(rule)s” already."),
    "schemes.number_too_large": _("“%(place)s” may be %(most)s at most."),
    "schemes.text_too_long": _(
        "“%(place)s” has %(count)s characters, and may have %(most)s."
    ),
    "schemes.too_many_rows": _(
        "“%(place)s” has %(count)s rows, and may have %(most)s."
    ),
    "schemes.version_frozen": _(
        "A call stands on this version, so it can never be changed. Start a new one."
    ),
    "schemes.version_has_problems": _(
        "%(count)s things have to be put right before it can be published."
    ),
    "schemes.version_is_draft": _("This version is not published yet."),
    "schemes.version_published": _(
        "This version is published. Take it back first to change it."
    ),
    "schemes.version_taken": _("There is a version “%(version)s” already."),
    "schemes.version_unnamed": _(
        "The text must name its version in at most 40 letters, digits, “-” or “_”."
    ),
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
    "call.cancelled": _("A call was cancelled"),
    "call.closing_corrected": _("The closing time of a call was corrected"),
    "call.extended": _("A call was extended"),
    "call.form_amended": _("The form of a call was amended"),
    "round.changed": _("A round of a call was changed"),
    "round.deleted": _("A round of a call was deleted"),
    "round.opened": _("A round of a call was published"),
    "round.reopened": _("A round of a call was opened again"),
    "round.stopped": _("A round of a call was stopped"),
    "programme.changed": _("What was published on a programme was brought up to date"),
    "scheme_version.started": _("A new version of rules was started"),
    "scheme_version.edited": _("A version of rules was edited"),
    "scheme_version.changed": _("A packaged version of rules was brought up to date"),
    "scheme_version.published": _("A version of rules was published"),
    "scheme_version.taken_back": _("A version of rules became a draft again"),
    "scheme_version.discarded": _("A draft of rules was thrown away"),
    "scheme_version.frozen": _("A version of rules was frozen"),
}
DETAILS: dict[str, Promise] = {
    "based_on": _("based on"),
    "first_day": _("in force from"),
    "closes_at": _("closes"),
    "opens_at": _("opens"),
    "scheme": _("rules"),
    "share": _("share of the budget"),
    "stopped_for": _("stopped because"),
}
