"""Words for services, their use and their warnings."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "services.already_ended": _("This service has ended already."),
    "services.already_registered": _(
        "The service of this award is registered already."
    ),
    "services.closing_note_empty": _(
        "Write what the office thinks of the improvement plan before closing."
    ),
    "services.end_out_of_range": _(
        "The last day must lie between the start of the service (%(start)s) and today."
    ),
    "services.end_without_ground": _(
        "Write why the service ends: other regions learn from it."
    ),
    "services.improvement_plan_empty": _(
        "Write what will be done, by whom and by when, so that the service is used more."
    ),
    "services.month_after_end": _("The service had ended by then, on %(end)s."),
    "services.month_before_start": _(
        "The service had not started in that month: its first day was %(start)s."
    ),
    "services.month_not_over": _(
        "That month is not over yet. Its use can be reported from %(first)s."
    ),
    "services.no_award": _(
        "A service can be registered once the award has been decided."
    ),
    "services.no_improvement_plan": _(
        "The body that runs the service has not sent its improvement plan yet."
    ),
    "services.no_target": _("A service needs a target of at least 1 use a month."),
    "services.not_yours": _("Only the body that runs this service can do this."),
    "services.office_only": _("Only the programme office can do this."),
    "services.starts_too_late": _(
        "The service begins more than a year after the project. Write a day up to"
        " %(latest)s."
    ),
    "services.used_before_start": _(
        "Use was reported from %(month)s on. The first day cannot lie after that month."
    ),
    "services.starts_before_award": _(
        "The service cannot have started before the award was decided."
    ),
    "services.used_after_end": _(
        "Use was reported for a month after that day. Correct the day or the month."
    ),
    "services.warning_closed": _("This warning is closed already."),
}
DETAILS: dict[str, Promise] = {
    "improvement_plan": _("improvement plan"),
    "lifeline": _("lifeline"),
    "months": _("months"),
    "percent": _("percent of the target"),
    "target": _("target"),
}
EVENTS: dict[str, Promise] = {
    "service.changed": _("The service was changed"),
    "service.ended": _("The service ended"),
    "service.registered": _("The service was registered"),
    "service.use_state_changed": _("The state of use changed"),
    "use.corrected": _("The use of a month was corrected"),
    "use.reported": _("The use of a month was reported"),
    "warning.answered": _("An improvement plan was sent"),
    "warning.closed": _("The warning was closed"),
    "warning.raised": _("A warning was raised"),
}
