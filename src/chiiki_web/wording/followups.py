"""Words for yearly status reports."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "followups.already_submitted": _("This status report was sent already."),
    "followups.in_use_not_said": _("Say whether the service is in use."),
    "followups.not_yours": _("Only the body that runs the service can report on it."),
    "followups.unused_without_why": _(
        "Write under “What did not, and why” why the service is not used."
    ),
    "followups.used_without_uses": _(
        "Write how often the service was used in the fiscal year."
    ),
    "followups.year_not_over": _(
        "The fiscal year is not over yet. It can be reported on from %(first)s."
    ),
}
DETAILS: dict[str, Promise] = {
    "fiscal_year": _("fiscal year"),
    "is_in_use": _("in use"),
    "years": _("fiscal years"),
}
EVENTS: dict[str, Promise] = {
    "status_report.submitted": _("A yearly status report was sent"),
    "status_reports.opened": _("Five yearly status reports were opened"),
}
