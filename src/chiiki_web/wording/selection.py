"""Words for who is proposed within a budget, and why not."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "selection.amount_below_zero": _("An amount is below ¥0."),
    "selection.below_minimum": _(
        "%(points)s points are below the minimum of %(minimum)s."
    ),
    "selection.over_budget": _("What is left of the budget is ¥%(short_by)s short."),
    "selection.proposal_twice": _("An application stands in the list twice."),
    "selection.reviews_missing": _("%(reviews)s of %(expected)s reviews are finished."),
    "selection.within_budget": _("Within the budget; ¥%(left)s is left after it."),
}
