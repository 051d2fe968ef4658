"""Somebody of the office takes an application, or is given it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import CannotExamine, hold_as_office
from chiiki_web.applications.models import Application
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell


@transaction.atomic
def assign_application(
    application_id: int, *, to: int | None, by: Membership, at: datetime
) -> Application:
    """Give it to a colleague (the number of a membership), or to nobody."""
    application = hold_as_office(application_id, by, CannotExamine)
    if reasons := queries.not_assignable(application):
        raise CannotExamine(*reasons)
    person = None
    if to is not None:
        person = (
            accounts.holders("office", application.call.office).filter(pk=to).first()
        )
        if person is None:
            raise CannotExamine(reason("applications.no_colleague"))
    if application.assigned_to_id == to:
        return application
    application.assigned_to = person
    application.save(update_fields=["assigned_to"])
    log.record(
        "application.assigned",
        application,
        by=by,
        at=at,
        case=application.case,
        person=person.user.name if person else "",
    )
    if person is not None and person.user_id != by.user_id:
        _tell(application, person, at)
    return application


def _tell(application: Application, person: Membership, at: datetime) -> None:
    tell(
        [person],
        "application.assigned",
        subject=_("Application %(number)s is yours to handle"),
        body=_("“%(title)s” was assigned to you."),
        values={"number": application.number, "title": application.plan.title},
        path=f"/applications/{application.pk}/examine/",
        key=f"application.assigned:{application.pk}:{at.isoformat()}",
        at=at,
    )
