"""Words for spending, performance reports, settlements and payments."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "settlements.done_missing": _("Write what was done."),
    "settlements.finished_before_start": _(
        "The project cannot have been finished on %(on)s: it begins on %(start)s."
    ),
    "settlements.finished_in_future": _(
        "The project cannot have been finished on %(on)s: that day is still to come."
    ),
    "settlements.finished_on_missing": _(
        "Write on which day the project was finished."
    ),
    "settlements.fixed_already": _("The amount is fixed already."),
    "settlements.form_of_another_award": _(
        "This form was sent for another award. Open it again from the award."
    ),
    "settlements.no_report": _("No performance report is waiting."),
    "settlements.no_spending": _(
        "Enter at least one payment before sending the report."
    ),
    "settlements.not_decided": _("The award is not in force."),
    "settlements.not_fixed": _("Fix the amount before the payment."),
    "settlements.not_positive": _("The amount must be above ¥0."),
    "settlements.not_yours": _("Only the body that received the award can do this."),
    "settlements.nothing_to_pay": _("The fixed amount is ¥0: there is nothing to pay."),
    "settlements.office_only": _("Only the office that runs the call can do this."),
    "settlements.outcome_missing": _("Write what came of it."),
    "settlements.paid_before_fixed": _(
        "It cannot have been paid on %(on)s, before the amount was fixed."
    ),
    "settlements.paid_in_future": _(
        "It cannot have been paid on %(on)s: that day is still to come."
    ),
    "settlements.report_sent": _(
        "The performance report is with the office. Spending can be changed again if it"
        " returns the report."
    ),
    "settlements.returned_without_note": _("Write what has to be put right."),
}
EVENTS: dict[str, Promise] = {
    "payment.recorded": _("The fixed amount was paid"),
    "performance_report.kept": _("A draft of the performance report was kept"),
    "performance_report.returned": _("The performance report was returned"),
    "performance_report.submitted": _("The performance report was sent"),
    "settlement.fixed": _("The amount was fixed"),
    "settlement.letter_made": _("The letter about the fixed amount was made"),
    "spending.entered": _("A payment was entered"),
    "spending.struck": _("A payment was struck through"),
}
