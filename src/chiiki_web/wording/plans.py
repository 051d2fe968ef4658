"""Words for plans."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


# How far a plan's case has come, by the last of its milestones.
STAGES: dict[str, Promise] = {
    "": pgettext_lazy("plan", "being written"),
    "plan.started": pgettext_lazy("plan", "being written"),
    "application.started": pgettext_lazy("stage", "application being written"),
    "application.submitted": pgettext_lazy("stage", "application received"),
    "application.returned": pgettext_lazy(
        "stage", "application returned for correction"
    ),
    "application.corrected": pgettext_lazy("stage", "application received"),
    "application.accepted": pgettext_lazy("stage", "under review"),
    "application.rejected": pgettext_lazy("stage", "application not accepted"),
    "application.withdrawn": pgettext_lazy("stage", "application withdrawn"),
    "award.candidate_selected": pgettext_lazy("stage", "selected (candidate)"),
    "award.not_selected": pgettext_lazy("stage", "not selected"),
    "award.decided": pgettext_lazy("stage", "project under way"),
    "award.declined": pgettext_lazy("stage", "award declined"),
    "award.cancelled": pgettext_lazy("stage", "award cancelled"),
    "performance_report.submitted": pgettext_lazy(
        "stage", "performance report under examination"
    ),
    "performance_report.returned": pgettext_lazy(
        "stage", "performance report returned"
    ),
    "settlement.fixed": pgettext_lazy("stage", "amount fixed"),
    "payment.recorded": pgettext_lazy("stage", "paid"),
    "service.registered": pgettext_lazy("stage", "service running"),
    "status_report.submitted": pgettext_lazy("stage", "service running"),
    "service.ended": pgettext_lazy("stage", "service ended"),
}


def say_stage(milestone: str) -> str:
    """Say how far a plan has come: the state that its last milestone led to."""
    return str(STAGES[milestone])
