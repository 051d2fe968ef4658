"""An application is sent: once, in time, complete, and with a receipt that holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions import statements
from chiiki_web.applications.actions.counting import (
    COUNTED,
    begin_counting,
    resume_counting,
)
from chiiki_web.applications.actions.freezing import ToSend
from chiiki_web.applications.actions.held import hold_own, must_be_own
from chiiki_web.applications.actions.noting import note_received, whom_to_tell
from chiiki_web.applications.actions.numbering import last_number, next_number
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.actions.readying import KEPT_FOR
from chiiki_web.applications.actions.recommended import attach_letters
from chiiki_web.applications.models import Application, Prepared, Submission
from chiiki_web.audit import log
from chiiki_web.documents.reading import is_at_hand
from chiiki_web.outbox.actions import tell
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.rows import together
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call


class CannotSubmit(Refusal):
    """Nothing was received; what was typed and attached stays in the draft."""


@transaction.atomic
def submit_application(
    application_id: int, *, key: UUID, by: Membership, at: datetime
) -> Submission:
    """Receive an application: check, freeze, number, and tell both sides.

    ``key`` comes with the form: the same form sent twice gives the same receipt. ``at`` is
    the database's clock (``queries.database_now``), so every server has one deadline. The
    plan is held, so that what is checked is what is frozen; the row of the call is held
    last, so that numbers run on without a gap. What was prepared when the page was shown
    is taken where everything still stands as it stood then.
    """
    application = statements.hold(application_id)
    must_be_own(application, by, CannotSubmit)
    sent = _keys_sent(application)
    if key in sent:
        return application.submissions.get(key=key)
    if application.status not in EDITABLE:
        raise CannotSubmit(reason("applications.already_submitted"))
    if (as_shown := _send_as_shown(application, key, by, at)) is not None:
        return as_shown
    held = Plan.objects.select_for_update(of=("self",))
    application.plan = plans.with_parts(held).get(pk=application.plan_id)
    recommended = attach_letters(application, at)
    to_send = ToSend(application, recommended, queries.files_of(application))
    lacking = to_send.lacking()
    call = _hold_call(application.call_id)
    rounds = schemes.rounds_of(call)
    problems = queries.untimely(application, call, rounds, at) or lacking
    if problems:
        raise CannotSubmit(*problems)
    if application.number is None:
        application.number = next_number(call, last_number(call))
        application.round = schemes.current_round(rounds, at)
    snapshot, files = to_send.snapshot(), to_send.files()
    if application.counts_from is None:
        begin_counting(application, call, at)
    else:
        resume_counting(application, at)
    application.status, application.submitted_at = Application.Status.SUBMITTED, at
    application.returned_at = None
    application.save(
        update_fields=["number", "status", "submitted_at", "round", *COUNTED]
    )
    if sent:  # what was corrected is closed, and checked anew
        application.returns.filter(corrected_at__isnull=True).update(corrected_at=at)
        application.completeness.all().delete()
    submission = Submission.objects.create(
        application=application,
        key=key,
        version=len(sent) + 1,
        received_at=at,
        snapshot=snapshot,
        files=files,
        assessment=queries.frozen(to_send.assessment, to_send.known),
        sha256=queries.digest_of(snapshot, files),
    )
    note_received(application, submission, whom_to_tell(application), by=by, at=at)
    return submission


def _send_as_shown(
    application: Application, key: UUID, by: Membership, at: datetime
) -> Submission | None:
    """Receive what was prepared; None where all must be read and checked anew."""
    prepared = _as_it_stands(application, at)
    if prepared is None:
        return None
    to_tell = whom_to_tell(application)  # before the others have to wait
    now = statements.hold_call(application.call_id)
    if problems := queries.untimely(application, now.call, now.rounds, at):
        raise CannotSubmit(*problems)
    taking = schemes.current_round(now.rounds, at)
    if prepared.round_id != (taking.pk if taking else None):
        return None
    submission = statements.send(prepared, key, at)
    if submission is None:
        return None
    application.round = taking
    application.number = next_number(now.call, now.last)
    application.status, application.submitted_at = Application.Status.SUBMITTED, at
    begin_counting(application, now.call, at)
    with together():
        statements.receive(application)
        note_received(application, submission, to_tell, by=by, at=at)
    return submission


def _as_it_stands(application: Application, at: datetime) -> Prepared | None:
    """What was prepared, if every row still says the same and every file is there."""
    if application.status != Application.Status.DRAFT:
        return None
    prepared: Prepared | None = getattr(application, "prepared", None)
    if prepared is None or at - prepared.prepared_at >= KEPT_FOR:
        return None
    if prepared.stamp != queries.stamp_of(application):
        return None
    if not all(is_at_hand(one["sha256"], one["size"]) for one in prepared.files):
        return None
    return prepared


@transaction.atomic
def withdraw_application(
    application_id: int, *, by: Membership, at: datetime
) -> Application:
    """The applicant takes it back, as long as it has not been through the selection."""
    application = hold_own(application_id, by, CannotSubmit)
    if application.status in {
        Application.Status.WITHDRAWN,
        Application.Status.REJECTED,
    }:
        raise CannotSubmit(reason("applications.already_ended"))
    if queries.is_decided(application):
        raise CannotSubmit(reason("applications.already_selected"))
    application.status, application.ended_at = Application.Status.WITHDRAWN, at
    application.save(update_fields=["status", "ended_at"])
    log.record(
        "application.withdrawn", application, by=by, at=at, case=application.case
    )
    if application.number:
        tell(
            accounts.holders("office", application.call.office),
            "application.withdrawn",
            subject=_("Application %(number)s is withdrawn"),
            body=_("The applicant has taken back “%(title)s”."),
            values={"number": application.number, "title": application.plan.title},
            path=f"/applications/{application.pk}/examine/",
            key=f"application.withdrawn:{application.pk}",
            at=at,
        )
    return application


def _hold_call(call_id: int) -> Call:
    """What is received goes one after the other, and none beside the stop of a round."""
    return Call.objects.select_for_update(of=("self",)).get(pk=call_id)


def _keys_sent(application: Application) -> set[UUID]:
    """The keys of the forms that it was sent with; none before it has a number."""
    if application.number is None:
        return set()
    return set(application.submissions.values_list("key", flat=True))
