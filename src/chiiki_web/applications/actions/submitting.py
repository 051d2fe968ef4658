"""An application is sent: once, in time, complete, and with a receipt that holds."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import money, rules
from chiiki.periods import format_fiscal_year
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import hold_own
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.plans import queries as plans
from chiiki_web.refusals import Refusal
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
    row of the call is held, so that numbers run on without a gap.
    """
    known = Submission.objects.filter(key=key).first()
    if known:
        return known
    application = hold_own(application_id, by, CannotSubmit)
    if application.status not in EDITABLE:
        raise CannotSubmit(reason("applications.already_submitted"))
    call = Call.objects.select_for_update(of=("self",)).get(pk=application.call_id)
    problems = list(_problems(application, call, at))
    if problems:
        raise CannotSubmit(*problems)
    assessment = queries.assess(application)
    refused = [one for one in assessment.findings if one.verdict != rules.Verdict.YES]
    if refused:
        raise CannotSubmit(*(queries.reason_for(one) for one in refused))
    files = [
        {"name": one.name, "kind": one.kind, "sha256": one.file.sha256, "size": one.file.size}
        for one in queries.files_of(application)
    ]
    snapshot = plans.snapshot(application.plan) | {
        "requested": application.requested,
        "recommended_by": application.recommended_by,
    }
    if application.number is None:
        application.number = _next_number(call)
    application.status, application.submitted_at = Application.Status.SUBMITTED, at
    application.save(update_fields=["number", "status", "submitted_at"])
    submission = Submission.objects.create(
        application=application,
        key=key,
        version=application.submissions.count() + 1,
        received_at=at,
        snapshot=snapshot,
        files=files,
        assessment=queries.frozen(assessment),
        sha256=_digest(snapshot, files),
    )
    _note(application, submission, by=by, at=at)
    return submission


@transaction.atomic
def withdraw_application(
    application_id: int, *, by: Membership, at: datetime
) -> Application:
    """The applicant takes it back, as long as it has not been selected."""
    application = hold_own(application_id, by, CannotSubmit)
    if application.status in {Application.Status.WITHDRAWN, Application.Status.REJECTED}:
        raise CannotSubmit(reason("applications.already_ended"))
    if queries.is_decided(application):
        raise CannotSubmit(reason("applications.already_selected"))
    application.status = Application.Status.WITHDRAWN
    application.save(update_fields=["status"])
    log.record(
        "application.withdrawn", application, by=by, at=at, case=application.case
    )
    return application


def _problems(application: Application, call: Call, at: datetime) -> list[Reason]:
    found = []
    corrects = application.status == Application.Status.RETURNED
    limit = application.correct_by if corrects and application.correct_by else call.closes_at
    if at >= limit:
        shown = timezone.localtime(limit).strftime("%Y-%m-%d %H:%M")
        found.append(reason("applications.too_late", limit=shown))
    elif at < call.opens_at:
        found.append(reason("applications.not_open_yet"))
    if not application.requested:
        found.append(reason("applications.no_amount"))
    attached = queries.files_of(application)
    if not attached:
        found.append(reason("applications.no_files"))
    found += [
        reason("applications.file_lost", name=one.name)
        for one in attached
        if not queries.is_stored(one)
    ]
    cap = queries.cap_of(application)
    if cap is not None and (application.requested or 0) > cap:
        found.append(
            reason(
                "applications.over_the_cap",
                requested=money.format_yen(application.requested or 0, "ja"),
                cap=money.format_yen(cap, "ja"),
            )
        )
    return found


def _next_number(call: Call) -> str:
    era = format_fiscal_year(call.fiscal_year, "ja").removeprefix("令和").removesuffix("年度")
    short = "".join(word[0] for word in call.programme_id.split("_")).upper()
    taken = Application.objects.filter(call=call, number__isnull=False).count()
    return f"R{era}-{short}{call.pk}-{taken + 1:04}"


def _digest(snapshot: dict[str, object], files: list[dict[str, object]]) -> str:
    text = json.dumps([snapshot, files], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _note(
    application: Application, submission: Submission, *, by: Membership, at: datetime
) -> None:
    log.record(
        "application.submitted" if submission.version == 1 else "application.corrected",
        application,
        by=by,
        at=at,
        case=application.case,
        number=application.number,
        version=submission.version,
        requested=application.requested,
        sha256=submission.sha256,
        files=[one["sha256"] for one in submission.files],
    )
    values = {"number": application.number, "title": application.plan.title}
    tell(
        accounts.holders("officer", application.organisation),
        "application.submitted",
        subject=_("Application %(number)s is received"),
        body=_("“%(title)s” is received. The receipt lists every stored file."),
        values=values,
        path=f"/applications/{application.pk}/receipt/",
        key=f"application.submitted:{submission.pk}",
        at=at,
    )
    tell(
        accounts.holders("office", application.call.office),
        "application.arrived",
        subject=_("Application %(number)s has come in"),
        body=_("“%(title)s” waits at the desk."),
        values=values,
        path=f"/applications/{application.pk}/examine/",
        key=f"application.arrived:{submission.pk}",
        at=at,
    )
