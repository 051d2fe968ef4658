"""Words for selections and awards."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "awards.already_settled": _("The amount is fixed already."),
    "awards.amount_out_of_range": _(
        "¥%(amount)s cannot be awarded: it must be above 0 and at most the ¥%(requested)s"
        " applied for."
    ),
    "awards.round_still_open": _(
        "Round %(number)s still takes applications until %(limit)s."
    ),
    "awards.call_still_open": _("The call is still open."),
    "awards.end_without_ground": _("Write the reason; it stands in the history."),
    "awards.ground_missing": _("Everyone who is not selected needs a reason."),
    "awards.list_changed": _(
        "The list has changed since the page was opened. Look again and choose anew."
    ),
    "awards.not_a_candidate": _(
        "Only a selected candidate can be decided on (state: %(status)s)."
    ),
    "awards.not_decided": _("There is no award decision to undo."),
    "awards.not_yours": _("Only the applicant organisation can do this."),
    "awards.office_only": _("Only the office that runs the call can do this."),
    "awards.out_of_order_without_ground": _(
        "Who is selected against the order of the points needs a reason."
    ),
    "awards.over_budget": _(
        "Together they come to ¥%(total)s; the budget has ¥%(free)s left."
    ),
    "awards.reviews_missing": _("%(number)s applications lack finished reviews."),
    "awards.too_late_to_decline": _(
        "The %(days)s days in which an award can be declined are over."
    ),
}
EVENTS: dict[str, Promise] = {
    "award.cancelled": _("The award was cancelled"),
    "award.candidate_selected": _("The application was selected"),
    "award.decided": _("The award was decided"),
    "award.declined": _("The applicant declined the award"),
    "award.letter_made": _("The letter was made"),
    "award.not_selected": _("The application was not selected"),
}
