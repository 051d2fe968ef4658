"""Words for published results of surveys: tables, items, whose share, and why not shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "results.answers_changed": _(
        "An answer or the frame was changed after the tables were prepared. Prepare them again."
    ),
    "results.ground_needed": _("Say what was corrected since the last edition."),
    "results.nobody_answered": _("Nobody has answered this survey yet."),
    "results.not_published": _("Only a published edition is worked out again."),
    "results.not_ready": _("The tables are not worked out yet."),
    "results.office_only": _("Only the office of the survey publishes its results."),
    "results.survey_not_closed": _(
        "The survey is not closed. Results can be prepared once it is."
    ),
}
EVENTS: dict[str, Promise] = {
    "results_edition.failed": _("Results of a survey could not be worked out"),
    "results_edition.prepared": _("Results of a survey prepared"),
    "results_edition.published": _("Results of a survey published"),
    "results_edition.worked_out": _("Results of a survey worked out"),
    "results_repeat.asked": _("Results of a survey to be worked out again"),
    "results_repeat.failed": _("Results of a survey could not be worked out again"),
    "results_repeat.worked_out": _("Results of a survey worked out again"),
}
TABLES: dict[str, Promise] = {
    "rates": _("Who runs systems"),
    "difficulties": _("Difficulties of using ICT"),
    "effects": _("What they brought, what is expected"),
    "plans": _("What is planned"),
}
ITEMS: dict[str, Promise] = {
    "any_field": _("At least one field"),
    "mean_of_fields": _("Mean of all fields"),
    "mean_of_plans": _("Planned (mean of all fields)"),
    "mean_of_no_outlook": _("No outlook (mean of all fields)"),
    "mean_of_systems": _("Mean of all systems"),
    "effect.as_expected": _("The expected result came"),
    "effect.partly": _("Part of the result came"),
    "effect.not_enough": _("The result was not sufficient"),
    "effect.too_early": _("Too early to say what came of it"),
    "effect.no_answer": _("No answer on the effect"),
    "expectation.helps": _("ICT would help"),
    "expectation.cannot_say": _("Cannot say whether it would help"),
    "expectation.does_not_help": _("ICT would not help"),
    "expectation.no_answer": _("No answer on what is expected"),
}
BASES: dict[str, Promise] = {
    "answered": _("of those who answered the question"),
    "asked": _("of all who answered the survey"),
    "running": _("of running projects, no answer counted as such"),
    "running_known": _("of running projects, no answer estimated"),
    "not_running": _("of fields in which nothing runs"),
}
PARTS: dict[str, Promise] = {
    "whole": _("The whole country"),
    "size_class": _("By size class"),
    "prefecture": _("By prefecture"),
    "field": _("By field"),
}
PART_HEADS: dict[str, Promise] = {
    "whole": _("The whole country"),
    "size_class": _("Size class"),
    "prefecture": _("Prefecture"),
    "field": _("Field"),
}
HIDDEN: dict[str, Promise] = {
    "nobody": _("nobody answered"),
    "few": _("not shown: too few answered"),
    "beside": _("not shown, so that another figure cannot be reckoned"),
}
GROUPS: dict[str, Promise] = {
    "plans": _("Planned"),
    "no_outlook": _("No outlook"),
}
CELLS: dict[str, Promise] = {
    "size_class": _("size class"),
    "prefecture": _("prefecture"),
    "stratum": _("stratum"),
    "field": _("field"),
    "runs": _("whether a system runs"),
}
