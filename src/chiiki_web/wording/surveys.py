"""Words for surveys: what an office is refused, and what happened."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "surveys.another_code": _(
        "The text says the code %(found)s. This is a version of %(expected)s: keep that"
        " code, or add it as another questionnaire."
    ),
    "surveys.changed_meanwhile": _(
        "What this page showed was changed meanwhile in another window or by somebody"
        " else. Nothing was done: this is how it stands now. Decide again."
    ),
    "surveys.closed_already": _("The survey is closed."),
    "surveys.closes_before_it_opens": _("The closing time must be after the opening."),
    "surveys.closes_in_the_past": _(
        "The closing time has passed (%(closes_at)s). Choose a later one first."
    ),
    "surveys.code_reserved": _("The code %(found)s cannot be used. Choose another."),
    "surveys.code_taken": _("Another survey has the code %(found)s."),
    "surveys.column_missing": _(
        "The first row names no column %(columns)s. See which columns can be read."
    ),
    "surveys.column_twice": _("The column “%(found)s” stands there twice."),
    "surveys.ground_missing": _("Write the reason."),
    "surveys.link_renewed_meanwhile": _(
        "The link was renewed meanwhile. Look at the address, and renew it again if that is still needed."
    ),
    "surveys.line_code": _(
        "Line %(line)s: %(found)s is no code of a municipality that exists today."
    ),
    "surveys.line_email": _("Line %(line)s: “%(found)s” is no mail address."),
    "surveys.line_number": _("Line %(line)s: “%(found)s” is no number."),
    "surveys.line_prefecture": _("Line %(line)s: “%(found)s” is no prefecture."),
    "surveys.line_text": _(
        "Line %(line)s: “%(found)s” is longer than %(most)s characters, or holds signs"
        " that cannot be shown."
    ),
    "surveys.line_twice": _("Line %(line)s: %(found)s stands in another line too."),
    "surveys.line_without_name": _("Line %(line)s: there is neither code nor name."),
    "surveys.no_number_of_unit": _(
        "“%(found)s” is no number of a unit. Nobody was left out."
    ),
    "surveys.no_such_units": _("The frame has no unit %(found)s. Nobody was left out."),
    "surveys.no_rows": _("There is no line below the first row."),
    "surveys.nobody_asked": _(
        "Nobody would be asked: the frame or the sample is empty."
    ),
    "surveys.nobody_to_exclude": _("Nobody in the frame fits, or all are left out."),
    "surveys.nobody_to_remind": _(
        "There is nobody to remind: all of them have answered or were reminded today."
    ),
    "surveys.not_asked": _("%(name)s is not asked in this survey."),
    "surveys.not_in_frame": _("Line %(line)s: %(found)s is not in the frame."),
    "surveys.not_later": _(
        "The new closing time must be in the future and after the present one"
        " (%(closes_at)s)."
    ),
    "surveys.not_open_now": _("The survey is not open at this hour."),
    "surveys.not_opened": _("The survey has not been opened yet."),
    "surveys.office_only": _("Only the office of this survey can do this."),
    "surveys.opened_already": _(
        "The survey has been opened; what is asked and of whom cannot be changed."
    ),
    "surveys.questionnaire_changed_meanwhile": _(
        "Somebody else has changed this questionnaire since you opened it. Nothing was"
        " overwritten: compare, and save again."
    ),
    "surveys.questionnaire_frozen": _(
        "A survey has asked this version, so it stays as it is. Write a new version."
    ),
    "surveys.questionnaire_of_others": _("Choose a questionnaire of your own office."),
    "surveys.sample_too_large": _(
        "Stratum %(stratum)s: %(found)s cannot be drawn out of %(most)s."
    ),
    "surveys.table_has_faults": _(
        "The table has faults. Mend it in your file and upload it again."
    ),
    "surveys.too_long": _(
        "“%(found)s…” is longer than %(most)s characters: shorten the code, version or"
        " title."
    ),
    "surveys.too_many_lines": _(
        "The questionnaire has %(found)s lines as an Excel sheet; a sheet of answers may have"
        " %(most)s. Ask fewer systems or questions."
    ),
    "surveys.too_many_rows": _("The table has more than %(most)s lines."),
    "surveys.unknown_group": _("There is no group “%(found)s” to remind."),
    "surveys.unknown_stratum": _("There is no stratum “%(found)s” in the frame."),
    "surveys.until_is_past": _("This time has passed already."),
    "surveys.version_exists": _(
        "Questionnaire %(found)s has a version %(version)s already. Write another version"
        " into the text."
    ),
}
DETAILS: dict[str, Promise] = {
    "frame_digest": _("digest of the frame"),
    "names": _("names"),
    "per_stratum": _("to be drawn of each stratum"),
    "seed": _("seed of the draw"),
}
EVENTS: dict[str, Promise] = {
    "questionnaire.added": _("A version of a questionnaire was added"),
    "questionnaire.changed": _("A version of a questionnaire was changed"),
    "survey.all_asked": _("The sample was given up; all are asked"),
    "survey.changed": _("What a survey says was changed"),
    "survey.closed": _("A survey was closed"),
    "survey.correction_allowed": _("A recipient may correct after closing"),
    "survey.extended": _("The closing time of a survey was extended"),
    "survey.frame_made": _("The frame of a survey was made"),
    "survey.letters_posted": _("Printed letters of a survey were posted"),
    "survey.link_renewed": _("The link of a recipient was renewed"),
    "survey.made": _("A survey was begun"),
    "survey.opened": _("A survey was opened"),
    "survey.reminded": _("Recipients of a survey were reminded"),
    "survey.sample_drawn": _("A sample was drawn"),
    "survey.units_excluded": _("Units were left out of a survey"),
    "survey.units_included": _("Units were taken into a survey again"),
}
