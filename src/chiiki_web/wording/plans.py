"""Words for plans."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "plans.changed_meanwhile": _(
        "Somebody else changed the same part meanwhile, so nothing was changed now. Look at"
        " what it says, then decide again."
    ),
    "plans.copy_of_others": _("Only plans of your own organisation can be copied."),
    "plans.copy_without_attachments": _(
        "Documents of an application: they are attached to each application anew."
    ),
    "plans.copy_without_evidence": _(
        "Files of the check list (%(count)s): attach those that still show it."
    ),
    "plans.copy_without_items": _(
        "Answers to %(count)s items that the check list does not ask any more."
    ),
    "plans.copy_without_lifeline": _(
        "Whether it is a lifeline service: this is decided anew for each project."
    ),
    "plans.copy_without_municipality": _(
        "The municipality %(name)s: it does not exist any more."
    ),
    "plans.copy_without_partners": _(
        "Partners (%(names)s): ask them again, then name them."
    ),
    "plans.copy_without_recommendation": _(
        "The recommendation by %(name)s: it was given for one application."
    ),
    "plans.copy_without_value": _("“%(value)s”: the form does not take it any more."),
    "plans.municipality_ended": _(
        "%(name)s does not exist any more. Please choose the municipality that it became."
    ),
    "plans.no_such_item": _("There is no item “%(item)s” in the check list."),
    "plans.nothing_to_choose": _(
        "There is nothing to choose any more: it was settled in another window."
    ),
    "plans.not_yours": _(
        "Only officers of the organisation that writes the plan can change it."
    ),
    "plans.officers_only": _("Only officers can start a plan."),
    "plans.text_not_readable": _(
        "This text cannot be brought back: the field cannot read it."
    ),
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
    "plan.text_chosen": _("One of two texts was chosen"),
    "plan.text_restored": _("An earlier text was brought back"),
    "plan.copied": _("A plan was started as a copy"),
    "plan.copy_looked_over": _("The copied plan was looked over"),
}
DETAILS: dict[str, Promise] = {"lines": _("cost lines"), "source": _("copied from")}
