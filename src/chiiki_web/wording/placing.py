"""Words for the board on which a round of dispatch is matched."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, Promise] = {
    "depopulated": _("depopulated areas"),
    "island": _("remote islands"),
}
WORDING: dict[str, Promise] = {
    "placing.adviser_cannot": _(
        "%(adviser)s cannot go to request %(request)s any more:"
    ),
    "placing.adviser_full": _(
        "%(adviser)s has %(free)s days left; this proposal needs %(days)s."
    ),
    "placing.adviser_gone": _(
        "%(adviser)s is not commissioned for this fiscal year any more."
    ),
    "placing.already_wished": _("This wish stands on the board already."),
    "placing.board_moved": _(
        "The board has changed since you opened it. Look at what was done, and decide"
        " again."
    ),
    "placing.budget_short": _(
        "This proposal costs ¥%(cost)s; ¥%(budget)s of the budget is left."
    ),
    "placing.ground_missing": _("Write the reason."),
    "placing.no_advisers": _(
        "Nobody is commissioned as an adviser for this fiscal year."
    ),
    "placing.no_requests": _("No request waits in this round."),
    "placing.not_a_proposal": _("There is no such proposal."),
    "placing.not_in_round": _("This request does not wait in this round."),
    "placing.not_waiting": _(
        "Request %(request)s does not wait any more: its requester has been shown"
        " candidates, or it was withdrawn."
    ),
    "placing.nothing_chosen": _("Choose at least one request."),
    "placing.nothing_to_undo": _("There is nothing of yours to undo."),
    "placing.nobody_sent": _("The proposal sends nobody to request %(request)s."),
    "placing.office_only": _("Only the office of this call can do this."),
    "placing.overtaken": _("A newer proposal has been worked out meanwhile."),
    "placing.request_changed": _(
        "Request %(request)s was changed after this proposal was worked out."
    ),
    "placing.request_gone": _(
        "Request %(request)s does not wait in this round any more."
    ),
    "placing.request_new": _(
        "Request %(request)s came in after this proposal was worked out."
    ),
    "placing.request_refused": _("Request %(request)s could not be shown candidates:"),
    "placing.round_changed": _(
        "The round has changed since this proposal was worked out. Work it out again;"
        " whoever is settled stays."
    ),
    "placing.wish_ended_already": _("This wish has been taken back already."),
    "placing.wishes_changed": _(
        "Wishes that this proposal does not know were added or taken back (%(count)s)."
    ),
}
DETAILS: dict[str, Promise] = {
    "digest": _("digest"),
    "faults": _("what spoke against it"),
    "repeats": _("run that is run again"),
    "request": _("number of the request"),
    "requests": _("numbers of the requests"),
}
EVENTS: dict[str, Promise] = {
    "matching.asked": _("A proposal for a round was asked for"),
    "matching.failed": _("No proposal for a round could be made"),
    "matching.taken_over": _("Candidates of a proposal were shown to requesters"),
    "matching.worked_out": _("A proposal for a round was worked out"),
    "wish.made": _("A wish for a round was written down"),
    "wish.taken_back": _("A wish for a round was taken back"),
}
