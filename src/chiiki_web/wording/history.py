"""Words for what the history keeps beside an event: the names of its details."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EVENTS: dict[str, Promise] = {"system": _("the system")}
DETAILS: dict[str, Promise] = {
    "after": _("after"),
    "amount": _("amount (yen)"),
    "before": _("before"),
    "fields": _("changed parts"),
    "ground": _("ground"),
    "item": _("item"),
    "kind": _("kind"),
    "month": _("month"),
    "name": _("name"),
    "note": _("note"),
    "number": _("number"),
    "partners": _("partners"),
    "stakeholders": _("stakeholders"),
    "on": _("on"),
    "requested": _("amount applied for (yen)"),
    "files": _("files (SHA-256)"),
    "passed_over": _("passed over"),
    "rank": pgettext_lazy("detail of an event", "rank"),
    "recommended_by": _("recommended by"),
    "role": _("role"),
    "sha256": _("SHA-256"),
    "state": _("state"),
    "status": _("status"),
    "until": pgettext_lazy("detail of an event", "until"),
    "uses": _("uses"),
    "version": _("version"),
}
