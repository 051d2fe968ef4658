"""Why a deed at the desk would be refused: asked by the deed itself, and before many.

Each answer reads only what a list can load beforehand (``call``, ``completeness``).
"""

from __future__ import annotations

from datetime import datetime

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.applications.queries.reading import COMPLETENESS
from chiiki_web.applications.queries.timing import is_overdue

Reasons = list[Reason]


def seen_state(application: Application) -> str:
    """State and last receipt as a page shows them: a decision is about these alone."""
    sent = application.submitted_at
    return f"{application.status}.{int(sent.timestamp()) if sent else 0}"


def changed_since(application: Application, seen: str) -> Reasons:
    """Whether a page that showed ``seen`` shows what is there no more."""
    if not seen or seen == seen_state(application):
        return []
    status = Application.Status(application.status).label
    return [reason("applications.changed_since", status=status)]


def not_of_office(application: Application, by: Membership) -> Reasons:
    """Only the office that runs the call examines."""
    if by.role != "office" or by.organisation_id != application.call.office_id:
        return [reason("applications.office_only")]
    return []


def not_at_desk(application: Application) -> Reasons:
    if application.status == Application.Status.SUBMITTED:
        return []
    status = Application.Status(application.status).label
    return [reason("applications.not_at_the_desk", status=status)]


def not_waiting(application: Application, at: datetime) -> Reasons:
    """At the desk, or returned and not corrected in time: else it would wait for ever."""
    return [] if is_overdue(application, at) else not_at_desk(application)


def not_acceptable(application: Application) -> Reasons:
    if found := not_at_desk(application):
        return found
    checked = {one.item: one.is_in_order for one in application.completeness.all()}
    open_items = [item for item in COMPLETENESS if not checked.get(item)]
    if open_items:
        return [reason("applications.not_complete", open=len(open_items))]
    return []


def not_assignable(application: Application) -> Reasons:
    """What has ended needs nobody any more."""
    ended = {Application.Status.WITHDRAWN, Application.Status.REJECTED}
    if application.status in ended or application.number is None:
        return [reason("applications.already_ended")]
    return []
