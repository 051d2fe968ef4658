"""Words for why an adviser fits a request, or cannot take it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "matching.adviser_twice": _("An adviser stands in the register twice."),
    "matching.days_out_of_range": _(
        "Days are counted from 0, and at least 1 is asked for."
    ),
    "matching.field": _("Field: %(percent)s%%"),
    "matching.no_capacity": _(
        "%(spare)s days are left this fiscal year, %(days)s are asked for."
    ),
    "matching.nominated": _("You named this adviser."),
    "matching.nothing_fits": _("Neither the field nor the sides fit."),
    "matching.own_employer": _("The adviser works for the body that asks."),
    "matching.place": _("Nearness: %(percent)s%%"),
    "matching.same_project_this_year": _(
        "The adviser was sent for the same project this fiscal year already."
    ),
    "matching.side": _("Sides: %(percent)s%%"),
    "matching.spare": _("Days left: %(percent)s%%"),
}
