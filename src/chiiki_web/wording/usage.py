"""Words for how a service is used against its target."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "usage.below": _(
        "In the last %(months)s reported months the service was used at %(percent)s%% of"
        " its target of %(target)s uses a month."
    ),
    "usage.ended": _("The service ended on %(on)s."),
    "usage.far_below": _(
        "In the last %(months)s reported months the service was used at only"
        " %(percent)s%% of its target of %(target)s uses a month."
    ),
    "usage.month_twice": _("The month that begins on %(month)s was given twice."),
    "usage.no_reports": _(
        "Nothing was reported for the last %(months)s months that are due."
    ),
    "usage.no_target": _("A service needs a target of at least 1 use a month."),
    "usage.no_uses": _(
        "Nobody used the service in the last %(months)s reported months."
    ),
    "usage.on_target": _(
        "In the last %(months)s reported months the service was used at %(percent)s%% of"
        " its target of %(target)s uses a month."
    ),
    "usage.too_early": _(
        "It is too early to say: the service has been running for %(months)s months."
    ),
    "usage.uses_below_zero": _(
        "The uses of the month that begins on %(month)s are below zero (%(found)s)."
    ),
}
