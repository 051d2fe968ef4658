"""At the desk of the office: checked, accepted or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import CannotExamine, hold_as_office
from chiiki_web.applications.actions.telling import tell_applicant
from chiiki_web.applications.models import Application, CompletenessCheck
from chiiki_web.audit import log


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
    _refuse(queries.not_at_desk(application))
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
def accept_application(
    application_id: int,
    *,
    closes_corrections: bool = False,
    by: Membership,
    at: datetime,
) -> Application:
    """Everything is in order: it goes on to review.

    Corrections that are still open end with it only where the office said so.
    """
    application = hold_as_office(application_id, by, CannotExamine)
    _refuse(queries.not_acceptable(application))
    is_open = queries.to_return(application).count()
    if is_open and not closes_corrections:
        raise CannotExamine(reason("applications.corrections_open", count=is_open))
    application.status = Application.Status.ACCEPTED
    application.save(update_fields=["status"])
    closed = queries.to_return(application).update(
        resolved_at=at, resolved_by=by, ended_by_acceptance=True
    )
    log.record(
        "application.accepted",
        application,
        by=by,
        at=at,
        case=application.case,
        comments_closed=closed,
    )
    tell_applicant(
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
    _refuse(queries.not_waiting(application, at))
    if not ground.strip():
        raise CannotExamine(reason("applications.ground_missing"))
    application.status, application.ended_at = Application.Status.REJECTED, at
    application.save(update_fields=["status", "ended_at"])
    log.record(
        "application.rejected",
        application,
        by=by,
        at=at,
        case=application.case,
        ground=ground,
    )
    tell_applicant(
        application,
        "application.rejected",
        _("Application %(number)s cannot be taken"),
        _("The reason: %(note)s"),
        ground,
        at,
    )
    return application


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise CannotExamine(*reasons)
