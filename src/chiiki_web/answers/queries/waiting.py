"""Which surveys wait for an officer: nothing was sent yet, or something else since."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from chiiki.questionnaire import Questionnaire, asked_only
from chiiki_web.accounts.models import Membership
from chiiki_web.answers.models import Answer
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Recipient, Survey


def surveys_to_answer(member: Membership, at: datetime) -> QuerySet[Survey]:
    """Open surveys that ask the municipality of an officer and want to be sent by it."""
    asking = surveys.surveys_asking(member, at)
    mine = Recipient.objects.filter(
        drawn=True, municipality=member.organisation.municipality_id
    )
    sent = mine.filter(state=Recipient.State.SUBMITTED, survey__in=asking)
    answers = Answer.objects.filter(recipient__in=sent, submitted_at__isnull=False)
    changed = [
        one.recipient.survey_id
        for one in answers.select_related("recipient__survey__questionnaire")
        if is_changed(one, surveys.questionnaire_of(one.recipient.survey))
    ]
    unsent = mine.exclude(state=Recipient.State.SUBMITTED)
    return asking.filter(Q(pk__in=unsent.values("survey")) | Q(pk__in=changed))


def is_changed(answer: Answer | None, asked: Questionnaire) -> bool:
    """Whether what stands there now is something else than what was sent last."""
    if answer is None or answer.submitted_values is None:
        return False
    return bool(asked_only(asked, answer.values) != answer.submitted_values)
