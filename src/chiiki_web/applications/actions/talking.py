"""Said beside a part of what was sent, ticked off by the applicant, closed by the office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import (
    CannotExamine,
    hold,
    hold_as_office,
    hold_own,
)
from chiiki_web.applications.models import Application, Comment
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell


@transaction.atomic
def comment(
    application_id: int,
    *,
    text: str,
    form_key: UUID,
    part: str = "",
    is_internal: bool = False,
    asks_correction: bool = False,
    by: Membership,
    at: datetime,
) -> Comment:
    """Say something about a part; internal remarks stay within the office.

    What asks for a correction is told to the applicant with the next return, not before.
    """
    application = hold(application_id)
    as_office = _is_office(application, by)
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
    submission = queries.last_submission(application)
    if part and (submission is None or part not in queries.parts_of(submission)):
        raise CannotExamine(reason("applications.unknown_part", part=part))
    if asks_correction and application.status not in _CAN_BE_ASKED:
        raise CannotExamine(*queries.not_at_desk(application))
    made = Comment.objects.create(
        application=application,
        form_key=form_key,
        part=part,
        version=submission.version if submission else 0,
        text=text,
        author=by,
        written_at=at,
        is_internal=is_internal and as_office and not asks_correction,
        asks_correction=asks_correction and as_office,
    )
    log.record(
        "application.commented",
        application,
        by=by,
        at=at,
        case=application.case,
        part=part,
    )
    _tell_other_side(made, at)
    return made


@transaction.atomic
def resolve_comment(
    comment_id: int, *, is_resolved: bool, by: Membership, at: datetime
) -> Comment:
    """Close what is settled, or open it again."""
    known = Comment.objects.only("application_id").get(pk=comment_id)
    application = hold_as_office(known.application_id, by, CannotExamine)
    one = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
    if (one.resolved_at is not None) == is_resolved:
        return one
    one.resolved_at, one.resolved_by = (at, by) if is_resolved else (None, None)
    one.ended_by_acceptance = False
    one.save(update_fields=["resolved_at", "resolved_by", "ended_by_acceptance"])
    log.record(
        "comment.resolved" if is_resolved else "comment.reopened",
        application,
        by=by,
        at=at,
        case=application.case,
        part=one.part,
        text=one.text,
    )
    return one


@transaction.atomic
def tick_off(
    comment_id: int, *, is_done: bool, note: str, by: Membership, at: datetime
) -> Comment:
    """The applicant says of one thing in the list that it is corrected, and how."""
    known = Comment.objects.only("application_id").get(pk=comment_id)
    application = hold_own(known.application_id, by, CannotExamine)
    one = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
    if application.status != Application.Status.RETURNED:
        raise CannotExamine(reason("applications.not_editable"))
    if one.returned_id is None or one.resolved_at is not None:
        raise CannotExamine(reason("applications.not_in_the_list"))
    if ((one.done_at is not None), one.done_note) == (is_done, note):
        return one
    one.done_at, one.done_by = (at, by) if is_done else (None, None)
    one.done_note = note
    one.save(update_fields=["done_at", "done_by", "done_note"])
    log.record(
        "comment.ticked_off" if is_done else "comment.unticked",
        application,
        by=by,
        at=at,
        case=application.case,
        part=one.part,
        note=note,
    )
    return one


_CAN_BE_ASKED = (Application.Status.SUBMITTED, Application.Status.RETURNED)


def _is_office(application: Application, by: Membership) -> bool:
    return (
        by.role == "office"
        and by.organisation_id == application.call.office_id
        and application.number is not None
    )


def _tell_other_side(made: Comment, at: datetime) -> None:
    """What stays in the office, in a draft or in the next return is told to nobody."""
    application = made.application
    if application.number is None or made.is_internal or made.asks_correction:
        return
    if made.author.role == "officer":
        others = accounts.holders("office", application.call.office)
        page = "examine/"
    else:
        others = accounts.holders("officer", application.organisation)
        page = ""
    tell(
        others,
        "application.commented",
        subject=_("A comment on application %(number)s"),
        body="%(text)s",
        values={"number": application.number, "text": made.text},
        path=f"/applications/{application.pk}/{page}",
        key=f"application.commented:{made.pk}",
        at=at,
    )
