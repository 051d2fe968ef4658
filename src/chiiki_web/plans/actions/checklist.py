"""Answer the check list of the two success slides, with evidence."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chiiki.readiness import ITEMS
from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.documents.actions import store_upload
from chiiki_web.plans.actions.locked import (
    CannotChangePlan,
    OpenForm,
    hold,
    keep,
    refuse_stale,
)
from chiiki_web.plans.models import CheckAnswer
from chiiki_web.plans.queries import CHECK, said

CODES = frozenset(item.code for item in ITEMS)


@transaction.atomic
def answer_check(
    plan_id: int,
    item: str,
    *,
    state: str,
    evidence: str,
    version: int,
    by: Membership,
    at: datetime,
    upload: UploadedFile | None = None,  # type: ignore[type-arg]
    without_file: bool = False,
    form: OpenForm | None = None,
    event: str = "plan.check_answered",
) -> CheckAnswer:
    """Answer one item; a new file takes the place of the old one.

    ``without_file`` takes the file away. Raises PlanHasChanged where somebody answered
    the same item since ``version``, and CannotStore for a file that cannot be taken.
    """
    plan = hold(plan_id, by=by)
    if item not in CODES:
        raise CannotChangePlan(reason("plans.no_such_item", item=item))
    part = f"{CHECK}{item}"
    earlier = {part: said(plan, part)}
    answer = plan.answers.filter(item=item).select_related("file").first()
    answer = answer or CheckAnswer(plan=plan, item=item)
    before = (answer.state, answer.evidence, answer.file_id)
    answer.state, answer.evidence = state, evidence
    if upload is not None:
        answer.file = store_upload(upload, at=at)
        answer.file_name = upload.name or ""
    elif without_file:
        answer.file, answer.file_name = None, ""
    if (answer.state, answer.evidence, answer.file_id) == before:
        return answer
    refuse_stale(plan, version, [part], form)
    answer.save()
    keep(
        plan,
        event,
        fields=[part],
        before=earlier,
        form=form,
        by=by,
        at=at,
        item=item,
        state=state,
        sha256=answer.file.sha256 if answer.file else "",
    )
    return answer
