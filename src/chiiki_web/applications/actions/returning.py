"""An application goes back to the applicant with the list of what is to be corrected."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import CannotExamine, hold_as_office
from chiiki_web.applications.actions.telling import tell_returned
from chiiki_web.applications.models import Application, Comment, Return
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key

# What is returned waits for the applicant: more than a year is a slip of the pen.
LONGEST_CORRECTION = timedelta(days=366)


@transaction.atomic
def return_application(
    application_id: int,
    *,
    note: str,
    correct_by: datetime,
    form_key: UUID,
    by: Membership,
    at: datetime,
) -> Application:
    """Send it back with what is to be corrected and until when, once for each form.

    The list is every open request beside a part; a note is one more, about the whole.
    What was not corrected in time can be given another day.
    """
    application = hold_as_office(application_id, by, CannotExamine)
    if application.returns.filter(form_key=form_key).exists():
        return application
    if reasons := queries.not_waiting(application, at):
        raise CannotExamine(*reasons)
    listed = queries.to_return(application)
    if not note.strip() and not listed.exists():
        raise CannotExamine(reason("applications.say_what_to_correct"))
    if correct_by <= at:
        raise CannotExamine(reason("applications.correction_in_the_past"))
    if correct_by > at + LONGEST_CORRECTION:
        raise CannotExamine(reason("applications.correction_too_far"))
    submission = queries.last_submission(application)
    made = Return.objects.create(
        application=application,
        form_key=form_key,
        note=note,
        version=submission.version if submission else 0,
        correct_by=correct_by,
        returned_at=at,
        returned_by=by,
    )
    if note.strip():
        _ask(made, note, by, at)
    listed.update(returned=made, version=made.version, done_at=None, done_by=None)
    texts = list(listed.order_by("pk").values_list("text", flat=True))
    application.status, application.correct_by = Application.Status.RETURNED, correct_by
    if application.returned_at is None:  # given another day, it was away all the time
        application.returned_at = at
    application.save(update_fields=["status", "correct_by", "returned_at"])
    log.record(
        "application.returned",
        application,
        by=by,
        at=at,
        case=application.case,
        note=note,
        until=correct_by,
        corrections=texts,
    )
    tell_returned(application, list(listed.order_by("pk")), correct_by, at)
    return application


def _ask(made: Return, note: str, by: Membership, at: datetime) -> None:
    Comment.objects.create(
        application=made.application,
        form_key=unused_key(made.form_key, made.application.comments.all()),
        version=made.version,
        text=note,
        author=by,
        written_at=at,
        asks_correction=True,
    )
