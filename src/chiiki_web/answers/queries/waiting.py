"""Which surveys wait for an officer: nothing was sent yet, or something else since."""

from __future__ import annotations

from datetime import datetime

from chiiki.questionnaire import Questionnaire, asked_only
from chiiki_web.accounts.models import Membership
from chiiki_web.answers.models import Answer
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Recipient, Survey


def surveys_to_answer(member: Membership, at: datetime) -> list[Survey]:
    """Open surveys that ask the municipality of an officer and want to be sent by it."""
    rows = surveys.recipients_asked(member, at).select_related(
        "survey__questionnaire", "answer"
    )
    return [one.survey for one in rows.order_by("survey__code") if _waits(one)]


def is_changed(answer: Answer | None, asked: Questionnaire) -> bool:
    """Whether what stands there now is something else than what was sent last."""
    if answer is None or answer.submitted_values is None:
        return False
    return bool(asked_only(asked, answer.values) != answer.submitted_values)


def _waits(recipient: Recipient) -> bool:
    if recipient.state != Recipient.State.SUBMITTED:
        return True
    answer = getattr(recipient, "answer", None)
    return is_changed(answer, surveys.questionnaire_of(recipient.survey))
