"""Send the answers of a recipient: frozen, with a receipt; sent anew until closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from chiiki import digests
from chiiki.questionnaire import asked_only, check, missing
from chiiki.reasons import reason
from chiiki_web.answers.actions.writing import CannotAnswer, Writer, hold
from chiiki_web.answers.models import Answer, Submission
from chiiki_web.audit import log
from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys.models import Recipient


class CannotSubmit(CannotAnswer):
    """The answers stay as they are, unsent."""


@transaction.atomic
def submit_answers(
    recipient_id: int, *, version: int, by: Writer, at: datetime
) -> Submission:
    """Freeze what stands there; the same answers once more give the same receipt.

    ``version`` is that of the answers that the person saw. What is not asked after all is
    left out. Raises CannotSubmit with every fault, or where answers changed meanwhile.
    """
    answer, asked_of = hold(recipient_id, at)
    if answer.version != version:
        raise CannotSubmit(reason("answers.changed_meanwhile"))
    if answer.seconds.filter(settled_at__isnull=True).exists():
        raise CannotSubmit(reason("answers.seconds_wait"))
    values = asked_only(asked_of, answer.values)
    if not values:
        raise CannotSubmit(reason("answers.nothing_yet"))
    if check(asked_of, values, whole=True):
        raise CannotSubmit(reason("answers.not_whole"))
    last = answer.submissions.first()
    if last is not None and last.values == values:
        return last
    survey = answer.recipient.survey
    number = last.number + 1 if last else 1
    made = Submission.objects.create(
        answer=answer,
        number=number,
        receipt=f"{survey.code}-{answer.recipient.number:04d}-{number}",
        version=answer.version,
        values=values,
        gaps=list(missing(asked_of, values)),
        questionnaire=survey.questionnaire.digest,
        sha256=digest_of(survey.questionnaire.digest, values),
        submitted_at=at,
        submitted_by=by.name,
    )
    answer.submitted_at, answer.submitted_values = at, values
    answer.save(update_fields=["submitted_at", "submitted_values"])
    surveys.mark(answer.recipient_id, Recipient.State.SUBMITTED, at)
    _record(answer, made, by, at)
    return made


def digest_of(questionnaire: str, values: Mapping[str, Any]) -> str:
    """SHA-256 of what was answered to which text: what a receipt can be held against."""
    said = {"questionnaire": questionnaire, "answers": dict(values)}
    return digests.digest_of(said)


def _record(answer: Answer, made: Submission, by: Writer, at: datetime) -> None:
    """A first sending and a later one are two kinds of event."""
    log.record(
        "answer.submitted" if made.number == 1 else "answer.corrected",
        answer,
        by=by.member,
        at=at,
        receipt=made.receipt,
        sha256=made.sha256,
        gaps=len(made.gaps),
    )
