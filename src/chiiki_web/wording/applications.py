"""Words for applications, their files and the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "applications.already_ended": _("This application has ended already."),
    "applications.already_selected": _(
        "This application has been through the selection already. An award is declined"
        " on its own page."
    ),
    "applications.already_submitted": _("This application was sent already."),
    "applications.answer_changed": _(
        "The answer was changed once more meanwhile. Look at it, then choose again."
    ),
    "applications.answer_missing": _("“%(question)s” has no answer yet."),
    "applications.answer_no_choice": _("“%(found)s” is not one of the choices."),
    "applications.answer_too_long": _(
        "At most %(most)s characters; now there are %(found)s."
    ),
    "applications.answer_undecided": _(
        "“%(question)s” has two answers. Choose one of them."
    ),
    "applications.answer_unreadable": _(
        "The answer to “%(question)s” cannot be read as it stands."
    ),
    "applications.call_closed": _("This call does not take applications now."),
    "applications.changed_since": _(
        "It changed after you opened this page (state now: %(status)s). What is there now"
        " stands below: look at it, then decide."
    ),
    "applications.comment_empty": _("Write the comment before sending it."),
    "applications.corrections_open": _(
        "Requests for correction that are still open: %(count)s. Close them, or say that"
        " they end with the acceptance."
    ),
    "applications.correction_too_late": _(
        "The time for the correction ended at %(limit)s, and it was not sent. What you"
        " entered and attached is still here; ask the office for another day below."
    ),
    "applications.correction_in_the_past": _(
        "The last day for correction must lie in the future."
    ),
    "applications.correction_too_far": _(
        "The day for the correction lies more than a year ahead. Please check the year."
    ),
    "applications.days_out_of_range": _("Write a number of days from 1 to %(most)s."),
    "applications.file_lost": _(
        "The file “%(name)s” could not be read back from storage. Please add it again."
    ),
    "applications.file_missing": _("The document “%(kind)s” is missing."),
    "applications.file_not_asked": _(
        "The form does not ask for the kind of document of “%(name)s”. Choose another"
        " kind, or take it out."
    ),
    "applications.file_too_large_for_kind": _(
        "“%(name)s” is too large: for “%(kind)s” a file has at most %(limit)s MB."
    ),
    "applications.file_type_not_asked": _(
        "“%(name)s” is of another type than “%(kind)s” takes: %(allowed)s."
    ),
    "applications.form_choices_changed": _("“%(name)s”: other choices"),
    "applications.form_item_gone": _("“%(name)s” is no longer asked."),
    "applications.form_item_new": _("“%(name)s” is new."),
    "applications.form_item_optional": _("“%(name)s” is not required any more."),
    "applications.form_item_renamed": _("“%(before)s” is now called “%(name)s”."),
    "applications.form_item_required": _("“%(name)s” is now required."),
    "applications.form_item_retyped": _(
        "“%(name)s” is answered in another way now. Your text stands as you typed it;"
        " please look whether it still fits."
    ),
    "applications.ground_missing": _("Write the reason."),
    "applications.no_amount": _("Enter the amount applied for."),
    "applications.no_colleague": _("Choose a person of your office."),
    "applications.no_files": _("Add at least one document before sending."),
    "applications.no_questions": _("This call asks no further questions."),
    "applications.nothing_to_choose": _(
        "There is nothing to choose any more: it was settled in another window."
    ),
    "applications.not_at_the_desk": _(
        "This application does not wait at the desk (state: %(status)s)."
    ),
    "applications.not_complete": _(
        "Points of the completeness check that are not in order yet: %(open)s"
    ),
    "applications.not_editable": _(
        "What has been sent cannot be changed, unless the office returns it."
    ),
    "applications.not_in_the_list": _(
        "This comment is not on the list of corrections, or the office has closed it."
    ),
    "applications.not_open_yet": _("This call is not open yet."),
    "applications.not_ticked_off": _(
        "Nothing was sent: requests for correction that are not ticked off: %(count)s."
        " Tick them off, or say below that you send it as it stands."
    ),
    "applications.not_yours": _("Only the applicant organisation can do this."),
    "applications.office_only": _("Only the office that runs the call can do this."),
    "applications.over_the_cap": _(
        "The amount applied for, %(requested)s, is above the cap of %(cap)s. Change"
        " “Amount applied for”."
    ),
    "applications.rule_no": _("%(clause)s: not met. %(rule)s %(remedy)s"),
    "applications.rule_not_known": _(
        "Not said yet: %(facts)s. Without it nobody can tell whether this is met:"
        " %(clauses)s."
    ),
    "applications.say_what_is_missing": _("Write what is not in order."),
    "applications.say_what_to_correct": _("Write what is to be corrected."),
    "applications.time_is_public": _(
        "Applications have been received already: the standard processing time of this"
        " call can no longer be changed."
    ),
    "applications.too_late": _(
        "The deadline passed at %(limit)s, and nothing was sent. What you entered and"
        " attached stays in the draft; the same plan can be sent to another call."
    ),
    "applications.too_many_files": _(
        "“%(name)s” was not added: an application holds %(most)s files at most. Take out"
        " what is not needed, or put several documents into one file."
    ),
    "applications.unknown_item": _("“%(item)s” is not part of the completeness check."),
    "applications.unknown_part": _("“%(part)s” is not part of what was sent."),
}
EVENTS: dict[str, Promise] = {
    "application.accepted": _("The application was accepted for review"),
    "application.amount_set": _("The amount applied for was entered"),
    "application.answer_chosen": _("One of two answers was chosen"),
    "application.answered": _("Questions of the form were answered"),
    "application.assigned": _("The application was assigned to a person of the office"),
    "application.checked": _("A point of completeness was checked"),
    "application.commented": _("A comment was written"),
    "application.corrected": _("The application was corrected and sent again"),
    "application.file_added": _("A file was added"),
    "application.file_removed": _("A file was taken out"),
    "application.form_moved": _("The answers moved to a newer form"),
    "application.receipt_made": _("The receipt was made as PDF"),
    "application.rejected": _("The application was not accepted"),
    "application.returned": _("The application was returned for correction"),
    "application.started": _("An application was started"),
    "application.submitted": _("The application was sent"),
    "application.withdrawn": _("The application was withdrawn"),
    "call.processing_time_set": _("The standard processing time was set"),
    "comment.reopened": _("A comment was opened again"),
    "comment.resolved": _("A comment was closed"),
    "comment.ticked_off": _("A correction was ticked off"),
    "comment.unticked": _("A correction was opened again by the applicant"),
}
