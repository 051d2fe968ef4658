"""Before it is sent: an application is started and gets its files."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import hold_own
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.audit import log
from chiiki_web.documents import kinds
from chiiki_web.documents.actions import store_upload
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

EDITABLE = {Application.Status.DRAFT, Application.Status.RETURNED}
MOST_FILES = 100  # of one application: each is read back before it is sent
ENDED = (Application.Status.WITHDRAWN, Application.Status.REJECTED)


class CannotPrepare(Refusal):
    """The application stays as it was."""


@transaction.atomic
def start_application(
    plan_id: int, call_id: int, *, by: Membership, at: datetime
) -> Application:
    """Begin an application of a plan to an open call; a second start gives the first."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    call = Call.objects.get(pk=call_id)
    if by.role != "officer" or by.organisation_id != plan.organisation_id:
        raise CannotPrepare(reason("applications.not_yours"))
    if not schemes.is_open(call, at):
        why = schemes.why_no_round(schemes.rounds_of(call), at)
        raise CannotPrepare(reason("applications.call_closed"), *why)
    known = plan.applications.filter(call=call).exclude(status__in=ENDED).first()
    if known:
        return known
    application = Application.objects.create(
        plan=plan,
        call=call,
        organisation_id=plan.organisation_id,
        requested=plan.requested,
        recommended_by=plan.recommended_by,
        created_at=at,
    )
    log.record(
        "application.started",
        application,
        by=by,
        at=at,
        case=application.case,
        name=call.name_ja,
    )
    return application


@transaction.atomic
def set_amount(
    application_id: int,
    *,
    requested: int,
    recommended_by: str,
    by: Membership,
    at: datetime,
) -> Application:
    """How much is applied for in whole yen, and which local government recommends."""
    application = hold_own(application_id, by, CannotPrepare)
    if application.status not in EDITABLE:
        raise CannotPrepare(reason("applications.not_editable"))
    if requested < 1:
        raise CannotPrepare(reason("applications.no_amount"))
    if (application.requested, application.recommended_by) != (
        requested,
        recommended_by,
    ):
        application.requested = requested
        application.recommended_by = recommended_by
        application.save(update_fields=["requested", "recommended_by"])
        log.record(
            "application.amount_set",
            application,
            by=by,
            at=at,
            case=application.case,
            requested=requested,
            recommended_by=recommended_by,
        )
    return application


def attach_file(
    application_id: int,
    *,
    kind: str,
    upload: UploadedFile,  # type: ignore[type-arg]
    by: Membership,
    at: datetime,
) -> Attachment:
    """Store a file durably, then add it; the file is there before anybody is told so."""
    _must_be_asked(application_id, kind, upload)
    stored = store_upload(upload, at=at)
    with transaction.atomic():
        application = hold_own(application_id, by, CannotPrepare)
        if application.status not in EDITABLE:
            raise CannotPrepare(reason("applications.not_editable"))
        name = (upload.name or "")[:200]
        kept = application.attachments.filter(removed_at__isnull=True)
        same = kept.filter(file=stored, name=name, kind=kind).first()
        if same:
            return same
        if kept.count() >= MOST_FILES:
            raise CannotPrepare(
                reason("applications.too_many_files", name=name, most=MOST_FILES)
            )
        attachment = Attachment.objects.create(
            application=application, kind=kind, file=stored, name=name, added_at=at
        )
        log.record(
            "application.file_added",
            application,
            by=by,
            at=at,
            case=application.case,
            name=name,
            sha256=stored.sha256,
        )
    return attachment


@transaction.atomic
def remove_attachment(attachment_id: int, *, by: Membership, at: datetime) -> None:
    """Take a file out of a draft; the file itself stays for what was sent before."""
    attachment = Attachment.objects.get(pk=attachment_id)
    application = hold_own(attachment.application_id, by, CannotPrepare)
    if application.status not in EDITABLE:
        raise CannotPrepare(reason("applications.not_editable"))
    attachment.refresh_from_db(fields=["removed_at"])
    if attachment.removed_at is None:
        attachment.removed_at = at
        attachment.save(update_fields=["removed_at"])
        log.record(
            "application.file_removed",
            application,
            by=by,
            at=at,
            case=application.case,
            name=attachment.name,
        )


def _must_be_asked(
    application_id: int,
    kind: str,
    upload: UploadedFile,  # type: ignore[type-arg]
) -> None:
    """Only what the form asks for is taken, in the types and up to the size that it names."""
    application = Application.objects.select_related("call").get(pk=application_id)
    form = queries.form_of(application)
    if form is None:
        return
    asked = queries.file_asked(form, kind)
    name = upload.name or ""
    if asked is None and kind == queries.LETTER:
        return  # asked for by rules and not by forms
    if asked is None:
        raise CannotPrepare(reason("applications.file_not_asked", name=name))
    if not kinds.is_known(name):
        return  # the store says which types there are at all
    if unfit := queries.unfit_file(asked, name, upload.size or 0):
        raise CannotPrepare(unfit)
