"""Keep what a dry run found, with the file itself; the plan stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.documents.actions import store_upload
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.workbooks.models import Upload

LONGEST_NAME = 200


class CannotKeep(Refusal):
    """No dry run was kept."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What reading a file brought: findings, what would be set, what stands there now."""

    version: int
    answers_version: int
    findings: Sequence[Mapping[str, Any]]
    values: Mapping[str, Any]
    before: Mapping[str, Any]

    @property
    def state(self) -> Upload.State:
        if any(one["blocks"] for one in self.findings):
            return Upload.State.PROBLEMS
        return Upload.State.READY if self.values else Upload.State.UNCHANGED


@transaction.atomic
def keep_dry_run(
    plan_id: int,
    *,
    kind: str,
    upload: UploadedFile,  # type: ignore[type-arg]
    found: DryRun,
    form_key: UUID,
    by: Membership,
    at: datetime,
    application_id: int | None = None,
) -> Upload:
    """Store the file and what was found in it; the same form keeps it once.

    Raises CannotKeep, and CannotStore for a file that cannot be taken.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not plans.may_change(plan, by):
        raise CannotKeep(reason("plans.not_yours"))
    known = Upload.objects.filter(form_key=form_key).first()
    if known is not None:
        if known.plan_id != plan_id:
            raise CannotKeep(reason("workbooks.other_form"))
        return known
    stored = store_upload(upload, at=at)
    made = Upload.objects.create(
        plan=plan,
        application_id=application_id,
        form_key=form_key,
        kind=kind,
        file=stored,
        file_name=_short(upload.name or ""),
        version=found.version,
        answers_version=found.answers_version,
        findings=list(found.findings),
        values=dict(found.values),
        before=dict(found.before),
        state=found.state,
        uploaded_by=by,
        uploaded_at=at,
    )
    log.record(
        "workbook.checked",
        made,
        by=by,
        at=at,
        case=made.case,
        name=made.file_name,
        sha256=stored.sha256,
        state=made.state,
    )
    return made


def _short(name: str) -> str:
    """A very long name keeps its ending."""
    if len(name) <= LONGEST_NAME:
        return name
    ending = name[-5:]
    return name[: LONGEST_NAME - len(ending)] + ending
