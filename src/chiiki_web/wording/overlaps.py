"""Words for what two applications share."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "overlaps.earlier_award": _(
        "The same body was awarded this programme on %(on)s, within %(years)s years."
    ),
    "overlaps.ground_missing": _("Write the reason."),
    "overlaps.like_cost": _(
        "That application asks for something like “%(here)s” (¥%(here_yen)s)."
    ),
    "overlaps.not_found": _(
        "There is no such overlap any more. Please open the page again."
    ),
    "overlaps.ruled_meanwhile": _(
        "%(name)s has written down a finding meanwhile; it stands beside your text. Record"
        " yours again if it is to take its place."
    ),
    "overlaps.office_only": _("Only the office that runs the call can do this."),
    "overlaps.same_cost": _(
        "“%(here)s” (¥%(here_yen)s) is asked for here, and “%(there)s” "
        "(¥%(there_yen)s) there."
    ),
    "overlaps.same_file": _("The same file is attached to both (SHA-256 %(sha256)s)."),
    "overlaps.same_named_file": _("The same file is attached to both: %(name)s"),
    "overlaps.same_member_at_once": _(
        "%(member)s belongs to both consortia, whose projects run at the same time."
    ),
    "overlaps.same_member_of_call": _(
        "%(member)s belongs to both consortia of this call."
    ),
}
EVENTS: dict[str, Promise] = {
    "overlap.ruled": _("The office ruled on an overlap with another application"),
}
DETAILS: dict[str, Promise] = {"other": _("other application")}
