"""Take a workbook over: through the same actions as the pages, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions as applications
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.audit import log
from chiiki_web.plans import actions as plans
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field
from chiiki_web.workbooks.models import Upload

COSTS, REQUESTED = "costs", "requested"
ANSWER = "answer:"
ROWS: dict[str, Any] = {"municipality": Municipality, "field": Field}


class CannotTake(Refusal):
    """The plan stays as it was."""


class AnswersHaveChanged(CannotTake):
    """Somebody else answered the same questions since the file was given out."""


@transaction.atomic
def take_upload(
    upload_id: int,
    *,
    version: int,
    by: Membership,
    at: datetime,
    answers_version: int | None = None,
) -> Upload:
    """Write what the file says into the plan; a second time changes nothing.

    ``version`` is the plan's version that the person saw. Raises CannotTake, and what the
    plan's own actions raise: PlanHasChanged where somebody touched the same parts since.
    ``answers_version`` is the same for the answers to the form of the call.
    """
    uploads = Upload.objects.select_for_update(of=("self",)).select_related(
        "plan", "application"
    )
    upload = uploads.get(pk=upload_id)
    if upload.state == Upload.State.TAKEN:
        return upload
    if upload.state == Upload.State.PROBLEMS:
        raise CannotTake(reason("workbooks.has_problems"))
    if upload.state == Upload.State.UNCHANGED:
        raise CannotTake(reason("workbooks.nothing_new"))
    _write(upload, version, by, at)
    seen = upload.answers_version if answers_version is None else answers_version
    _answer(upload, seen, by, at)
    upload.state, upload.taken_at = Upload.State.TAKEN, at
    upload.save(update_fields=["state", "taken_at"])
    log.record(
        "workbook.taken",
        upload,
        by=by,
        at=at,
        case=upload.case,
        name=upload.file_name,
        fields=sorted(upload.values),
    )
    return upload


def _write(upload: Upload, version: int, by: Membership, at: datetime) -> None:
    values = {
        name: value
        for name, value in upload.values.items()
        if not name.startswith(ANSWER)
    }
    money = {name: values.pop(name) for name in (COSTS, REQUESTED) if name in values}
    if values:
        plans.change_plan(
            upload.plan_id, version=version, by=by, at=at, **_rows(values)
        )
    if money:
        _write_money(upload, money, version, by, at)


def _answer(upload: Upload, version: int, by: Membership, at: datetime) -> None:
    """Answer the questions of the call; a clash undoes the whole taking over."""
    typed = {
        name.removeprefix(ANSWER): value
        for name, value in upload.values.items()
        if name.startswith(ANSWER)
    }
    if not typed or upload.application_id is None:
        return
    outcome = applications.answer_questions(
        upload.application_id,
        typed,
        version=version,
        form=plans.OpenForm(upload.form_key),
        by=by,
        at=at,
    )
    if outcome.clashes:
        raise AnswersHaveChanged(reason("plans.changed_meanwhile"))


def _rows(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keys become the rows that they stand for."""
    return {
        name: ROWS[name].objects.get(pk=value) if name in ROWS else value
        for name, value in values.items()
    }


def _write_money(
    upload: Upload,
    money: Mapping[str, Any],
    version: int,
    by: Membership,
    at: datetime,
) -> None:
    plan = Plan.objects.get(pk=upload.plan_id)
    lines = [
        plans.Cost(one.head, one.description, one.amount)
        for one in plan.cost_lines.all()
    ]
    if COSTS in money:
        lines = [plans.Cost(*one) for one in money[COSTS]]
    requested = money.get(REQUESTED, plan.requested)
    plans.set_costs(plan.pk, lines, requested=requested, version=version, by=by, at=at)
    application = upload.application
    if application and REQUESTED in money and application.status in EDITABLE:
        applications.set_amount(
            application.pk,
            requested=requested or 0,
            recommended_by=application.recommended_by,
            by=by,
            at=at,
        )
