"""Words for plans."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "plans.changed_meanwhile": _(
        "Somebody else changed the same part while you were writing. Nothing of yours is"
        " lost: compare the two texts below, then save again."
    ),
    "plans.municipality_ended": _(
        "%(name)s does not exist any more. Please choose the municipality that it became."
    ),
    "plans.no_partner": _("%(name)s cannot be a partner in a plan."),
    "plans.no_such_item": _("There is no item “%(item)s” in the check list."),
    "plans.not_yours": _(
        "Only officers of the organisation that writes the plan can change it."
    ),
    "plans.officers_only": _("Only officers can start a plan."),
    "plans.partner_of_itself": _("Your own organisation leads the plan already."),
    "plans.stakeholder_already_named": _("“%(name)s” is named already."),
}
EVENTS: dict[str, Promise] = {
    "plan.started": _("A plan was started"),
    "plan.changed": _("The plan was changed"),
    "plan.costs_set": _("The costs of the plan were changed"),
    "plan.stakeholder_added": _("A stakeholder was named"),
    "plan.stakeholder_removed": _("A stakeholder was taken out"),
    "plan.partner_added": _("A partner joined the plan"),
    "plan.partner_removed": _("A partner left the plan"),
    "plan.check_answered": _("An item of the check list was answered"),
}
DETAILS: dict[str, Promise] = {"lines": _("cost lines")}
