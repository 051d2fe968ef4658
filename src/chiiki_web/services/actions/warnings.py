"""Early warnings: raised by the engine, answered by the body, closed by the office."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import usage
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.services import queries
from chiiki_web.services.models import Service, UseWarning

# An improvement plan needs time to show: no new warning so soon after closing one.
QUIET_AFTER_CLOSING = timedelta(days=90)


class CannotAnswerWarning(Refusal):
    """The warning stays as it was."""


def assess_all(at: datetime) -> int:
    """Ask the early-warning engine about every running service; return new warnings.

    Run by the worker each day: a service falls silent without anybody doing anything.
    """
    raised = 0
    for service in queries.running().iterator(chunk_size=200):
        with transaction.atomic():
            raised += assess_service(service, at=at)
    return raised


@transaction.atomic
def answer_warning(
    warning_id: int, *, improvement_plan: str, by: Membership, at: datetime
) -> UseWarning:
    """The body that runs the service says how it will get it used."""
    warning = _locked_warning(warning_id)
    if by.role != "officer" or by.organisation_id != warning.service.organisation_id:
        raise CannotAnswerWarning(reason("services.not_yours"))
    if warning.status == UseWarning.Status.CLOSED:
        raise CannotAnswerWarning(reason("services.warning_closed"))
    if not improvement_plan.strip():
        raise CannotAnswerWarning(reason("services.improvement_plan_empty"))
    warning.improvement_plan, warning.answered_at = improvement_plan, at
    warning.status = UseWarning.Status.ANSWERED
    warning.save(update_fields=["improvement_plan", "answered_at", "status"])
    log.record("warning.answered", warning, by=by, at=at, case=warning.service.case)
    return warning


@transaction.atomic
def close_warning(
    warning_id: int, *, note: str, by: Membership, at: datetime
) -> UseWarning:
    """The office has read the improvement plan and closes the warning, with its view."""
    warning = _locked_warning(warning_id)
    if by.role != Membership.Role.OFFICE:
        raise CannotAnswerWarning(reason("services.office_only"))
    if warning.status == UseWarning.Status.CLOSED:
        raise CannotAnswerWarning(reason("services.warning_closed"))
    if warning.status == UseWarning.Status.OPEN:
        raise CannotAnswerWarning(reason("services.no_improvement_plan"))
    if not note.strip():
        raise CannotAnswerWarning(reason("services.closing_note_empty"))
    warning.closing_note, warning.closed_at = note, at
    warning.status = UseWarning.Status.CLOSED
    warning.save(update_fields=["closing_note", "closed_at", "status"])
    log.record(
        "warning.closed", warning, by=by, at=at, case=warning.service.case, note=note
    )
    return warning


def assess_service(service: Service, *, at: datetime) -> bool:
    """Inside a transaction: keep the engine's answer; raise a warning when help is needed. True if raised."""
    found = queries.state_of(service, timezone.localdate(at))
    if service.use_state != found.state:
        before, service.use_state = service.use_state, found.state
        service.save(update_fields=["use_state"])
        log.record(
            "service.use_state_changed",
            service,
            by=None,
            at=at,
            case=service.case,
            before=before,
            after=str(found.state),
        )
    if found.state not in queries.NEEDS_HELP:
        return False
    return _warn(service, found, at=at)


def _warn(service: Service, found: usage.UseState, *, at: datetime) -> bool:
    live = service.warnings.exclude(status=UseWarning.Status.CLOSED)
    recent = service.warnings.filter(
        status=UseWarning.Status.CLOSED, closed_at__gt=at - QUIET_AFTER_CLOSING
    )
    if live.exists() or recent.exists():
        return False
    try:
        with transaction.atomic():
            warning = UseWarning.objects.create(
                service=service, state=found.state, raised_at=at
            )
    except IntegrityError:
        return False
    log.record(
        "warning.raised",
        warning,
        by=None,
        at=at,
        case=service.case,
        state=str(found.state),
    )
    tell(
        accounts.holders("officer", service.organisation),
        "service.warning",
        subject=_("Use of “%(name)s” needs a look"),
        body=_(
            "The service “%(name)s” is far below its target or its use was not"
            " reported. Please report its use, or write how it will be used more."
        ),
        values={"name": service.name},
        path=f"/services/{service.pk}/",
        key=f"service.warning:{warning.pk}",
        at=at,
    )
    return True


def _locked_warning(warning_id: int) -> UseWarning:
    return (
        UseWarning.objects.select_for_update(of=("self",))
        .select_related("service__award__application")
        .get(pk=warning_id)
    )
