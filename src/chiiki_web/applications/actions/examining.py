"""At the desk of the office: checked, commented, returned, accepted or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import hold, hold_as_office
from chiiki_web.applications.models import Application, Comment, CompletenessCheck
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

# What is returned waits for the applicant: more than a year is a slip of the pen.
LONGEST_CORRECTION = timedelta(days=366)


class CannotExamine(Refusal):
    """The application stays as it was."""


@transaction.atomic
def check_completeness(
    application_id: int,
    *,
    item: str,
    is_in_order: bool,
    note: str = "",
    by: Membership,
    at: datetime,
) -> CompletenessCheck:
    """Write down that one thing is in order, or what is wrong with it."""
    application = hold_as_office(application_id, by, CannotExamine)
    _must_be_at_the_desk(application)
    if item not in queries.COMPLETENESS:
        raise CannotExamine(reason("applications.unknown_item", item=item))
    if not is_in_order and not note.strip():
        raise CannotExamine(reason("applications.say_what_is_missing"))
    known = application.completeness.filter(item=item).first()
    if known and (known.is_in_order, known.note) == (is_in_order, note):
        return known
    check, _made = CompletenessCheck.objects.update_or_create(
        application=application,
        item=item,
        defaults={"is_in_order": is_in_order, "note": note},
    )
    log.record(
        "application.checked",
        application,
        by=by,
        at=at,
        case=application.case,
        item=item,
        state=is_in_order,
        note=note,
    )
    return check


@transaction.atomic
def comment(
    application_id: int,
    *,
    text: str,
    form_key: UUID,
    part: str = "",
    is_internal: bool = False,
    by: Membership,
    at: datetime,
) -> Comment:
    """Say something about a part; internal remarks stay within the office."""
    application = hold(application_id)
    as_office = (
        by.role == "office"
        and by.organisation_id == application.call.office_id
        and application.number is not None
    )
    as_applicant = (
        by.role == "officer" and by.organisation_id == application.organisation_id
    )
    if not (as_office or as_applicant):
        raise CannotExamine(reason("applications.not_yours"))
    known = application.comments.filter(form_key=form_key).first()
    if known:
        return known
    if not text.strip():
        raise CannotExamine(reason("applications.comment_empty"))
    made = Comment.objects.create(
        application=application,
        form_key=form_key,
        part=part,
        text=text,
        author=by,
        written_at=at,
        is_internal=is_internal and as_office,
    )
    log.record(
        "application.commented", application, by=by, at=at, case=application.case
    )
    _tell_of_comment(made, at)
    return made


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

    What was not corrected in time can be given another day.
    """
    application = hold_as_office(application_id, by, CannotExamine)
    if application.comments.filter(form_key=form_key).exists():
        return application
    _must_wait_for_the_office(application, at)
    if not note.strip():
        raise CannotExamine(reason("applications.say_what_to_correct"))
    if correct_by <= at:
        raise CannotExamine(reason("applications.correction_in_the_past"))
    if correct_by > at + LONGEST_CORRECTION:
        raise CannotExamine(reason("applications.correction_too_far"))
    Comment.objects.create(
        application=application,
        form_key=form_key,
        text=note,
        author=by,
        written_at=at,
        asks_correction=True,
    )
    application.status, application.correct_by = Application.Status.RETURNED, correct_by
    application.save(update_fields=["status", "correct_by"])
    log.record(
        "application.returned",
        application,
        by=by,
        at=at,
        case=application.case,
        note=note,
        until=correct_by,
    )
    _tell(
        application,
        "application.returned",
        _("Please correct application %(number)s"),
        _("The office asks: %(note)s"),
        note,
        at,
    )
    return application


@transaction.atomic
def accept_application(
    application_id: int, *, by: Membership, at: datetime
) -> Application:
    """Everything is in order: it goes on to review."""
    application = hold_as_office(application_id, by, CannotExamine)
    _must_be_at_the_desk(application)
    checked = dict(application.completeness.values_list("item", "is_in_order"))
    open_items = [item for item in queries.COMPLETENESS if not checked.get(item)]
    if open_items:
        raise CannotExamine(reason("applications.not_complete", open=len(open_items)))
    application.status = Application.Status.ACCEPTED
    application.save(update_fields=["status"])
    log.record("application.accepted", application, by=by, at=at, case=application.case)
    _tell(
        application,
        "application.accepted",
        _("Application %(number)s goes on to review"),
        _("The office has accepted it as complete."),
        "",
        at,
    )
    return application


@transaction.atomic
def reject_application(
    application_id: int, *, ground: str, by: Membership, at: datetime
) -> Application:
    """It cannot be taken; the ground is given."""
    application = hold_as_office(application_id, by, CannotExamine)
    _must_wait_for_the_office(application, at)
    if not ground.strip():
        raise CannotExamine(reason("applications.ground_missing"))
    application.status = Application.Status.REJECTED
    application.save(update_fields=["status"])
    log.record(
        "application.rejected",
        application,
        by=by,
        at=at,
        case=application.case,
        ground=ground,
    )
    _tell(
        application,
        "application.rejected",
        _("Application %(number)s cannot be taken"),
        _("The ground: %(note)s"),
        ground,
        at,
    )
    return application


def _must_be_at_the_desk(application: Application) -> None:
    if application.status != Application.Status.SUBMITTED:
        raise CannotExamine(
            reason(
                "applications.not_at_the_desk", status=application.get_status_display()
            )
        )


def _must_wait_for_the_office(application: Application, at: datetime) -> None:
    """At the desk, or returned and not corrected in time: else it would wait for ever."""
    if not queries.is_overdue(application, at):
        _must_be_at_the_desk(application)


def _tell_of_comment(comment: Comment, at: datetime) -> None:
    """Tell the other side; what stays in the office or in a draft is told to nobody."""
    application = comment.application
    if comment.author.role == "officer":
        others = accounts.holders("office", application.call.office)
        page = "examine/"
    else:
        others = accounts.holders("officer", application.organisation)
        page = ""
    if application.number is None or comment.is_internal:
        return
    tell(
        others,
        "application.commented",
        subject=_("A comment on application %(number)s"),
        body="%(text)s",
        values={"number": application.number, "text": comment.text},
        path=f"/applications/{application.pk}/{page}",
        key=f"application.commented:{comment.pk}",
        at=at,
    )


def _tell(
    application: Application,
    kind: str,
    subject: object,
    body: object,
    note: str,
    at: datetime,
) -> None:
    tell(
        accounts.holders("officer", application.organisation),
        kind,
        subject=subject,  # type: ignore[arg-type]
        body=body,  # type: ignore[arg-type]
        values={"number": application.number, "note": note},
        path=f"/applications/{application.pk}/",
        key=f"{kind}:{application.pk}:{at.isoformat()}",
        at=at,
    )
