"""Words for what is stated of applicants beside their plans."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "backgrounds.day_to_come": _(
        "%(day)s has not come yet. Write the day on which the award was decided."
    ),
    "backgrounds.officers_only": _("Only officers can state this."),
    "backgrounds.source_missing": _(
        "Say where this can be looked up, for example the number of the decision letter."
    ),
    "backgrounds.year_too_early": _(
        "Fiscal year %(fiscal_year)s is too long ago: write one from fiscal year"
        " %(earliest_year)s on."
    ),
    "backgrounds.index_too_high": _(
        "An index of fiscal strength of %(found)s is not possible: write at most"
        " %(most)s."
    ),
    "backgrounds.year_to_come": _("Fiscal year %(fiscal_year)s has not begun yet."),
}
EVENTS: dict[str, Promise] = {
    "award_statement.made": _("Awards of before this site were stated"),
    "strength_statement.made": _("An index of fiscal strength was stated"),
}
DETAILS: dict[str, Promise] = {
    "thousandths": _("index of fiscal strength × 1000"),
}
