"""Words for the budget of a call."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "funds.already_open": _("This call has its budget already."),
    "funds.no_fund": _("This call has no budget yet."),
    "funds.not_positive": _("The amount must be above ¥0."),
    "funds.not_reserved": _("That much is not set aside and unpaid."),
    "funds.overdrawn": _(
        "The budget of the call has ¥%(free)s left, ¥%(short_by)s too little."
    ),
    "funds.round_overdrawn": _(
        "The share of round %(number)s has ¥%(free)s left, ¥%(short_by)s too little."
    ),
}
EVENTS: dict[str, Promise] = {
    "fund.opened": _("The budget of a call was opened"),
    "fund.paid": _("Money was paid"),
    "fund.released": _("Money was given back"),
    "fund.reserved": _("Money was set aside"),
}
