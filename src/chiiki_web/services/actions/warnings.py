"""Early warnings: raised by the engine, answered by the body, closed by the office."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
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
from chiiki_web.services.actions.locked import refuse_others, watchers
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
    for pk in list(queries.running().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            held = queries.running().select_for_update(of=("self",))
            service = held.filter(pk=pk).first()
            raised += service is not None and assess_service(service, at=at)
    return raised


@transaction.atomic
def answer_warning(
    warning_id: int, *, improvement_plan: str, by: Membership, at: datetime
) -> UseWarning:
    """The body that runs the service says how it will get it used; the office is told."""
    warning = _hold(warning_id)
    service = warning.service
    refuse_others(service, by, CannotAnswerWarning)
    if warning.status == UseWarning.Status.CLOSED:
        raise CannotAnswerWarning(reason("services.warning_closed"))
    if not improvement_plan.strip():
        raise CannotAnswerWarning(reason("services.improvement_plan_empty"))
    if warning.improvement_plan == improvement_plan:
        return warning
    is_first = warning.status == UseWarning.Status.OPEN
    warning.improvement_plan, warning.answered_at = improvement_plan, at
    warning.status = UseWarning.Status.ANSWERED
    warning.save(update_fields=["improvement_plan", "answered_at", "status"])
    log.record(
        "warning.answered",
        warning,
        by=by,
        at=at,
        case=service.case,
        improvement_plan=improvement_plan,
    )
    if is_first:
        tell(
            watchers(service),
            "warning.answered",
            subject=_("An improvement plan for “%(name)s” has come in"),
            body=_("%(organisation)s says how the service will be used more."),
            values={
                "name": service.name,
                "organisation": service.organisation,
            },
            path=f"/services/{service.pk}/",
            key=f"warning.answered:{warning.pk}",
            at=at,
        )
    return warning


@transaction.atomic
def close_warning(
    warning_id: int, *, note: str, by: Membership, at: datetime
) -> UseWarning:
    """The office closes a warning with its view, once there is a plan or enough use."""
    warning = _hold(warning_id)
    service = warning.service
    if not queries.watches(by, service):
        raise CannotAnswerWarning(reason("services.office_only"))
    if warning.status == UseWarning.Status.CLOSED:
        raise CannotAnswerWarning(reason("services.warning_closed"))
    if not queries.may_be_closed(warning):
        raise CannotAnswerWarning(reason("services.no_improvement_plan"))
    if not note.strip():
        raise CannotAnswerWarning(reason("services.closing_note_empty"))
    _close(warning, note, by=by, at=at)
    tell(
        accounts.holders("officer", service.organisation),
        "warning.closed",
        subject=_("The warning about “%(name)s” is closed"),
        body=_("The office writes: %(note)s"),
        values={"name": service.name, "note": note},
        path=f"/services/{service.pk}/",
        key=f"warning.closed:{warning.pk}",
        at=at,
    )
    return warning


def close_all(service: Service, *, note: str, by: Membership, at: datetime) -> None:
    """Inside a transaction: close what waits, because the service has ended."""
    for warning in service.warnings.exclude(status=UseWarning.Status.CLOSED):
        _close(warning, note, by=by, at=at)


def assess_service(service: Service, *, at: datetime) -> bool:
    """Keep the engine's answer; raise a warning when help is needed. True if raised.

    Called inside a transaction that holds the service.
    """
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
    (why,) = found.reasons
    warning = UseWarning.objects.create(
        service=service,
        state=found.state,
        code=why.code,
        values=dict(why.values),
        raised_at=at,
    )
    log.record(
        "warning.raised",
        warning,
        by=None,
        at=at,
        case=service.case,
        state=str(found.state),
        **why.values,
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


def _close(warning: UseWarning, note: str, *, by: Membership, at: datetime) -> None:
    warning.closing_note, warning.closed_at = note, at
    warning.status = UseWarning.Status.CLOSED
    warning.save(update_fields=["closing_note", "closed_at", "status"])
    log.record(
        "warning.closed", warning, by=by, at=at, case=warning.service.case, note=note
    )


def _hold(warning_id: int) -> UseWarning:
    return (
        UseWarning.objects.select_for_update(of=("self",))
        .select_related(
            "service__award__application__call__office", "service__organisation"
        )
        .get(pk=warning_id)
    )
