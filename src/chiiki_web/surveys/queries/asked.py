"""The side of whoever answers: whose link it is, what is asked, and until when."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from chiiki import questionnaire
from chiiki_web.accounts.models import Membership
from chiiki_web.outbox import links
from chiiki_web.surveys.models import Questionnaire, Recipient, Survey

KEPT_READ = 32  # versions of questionnaires that stay read in a process


def recipient_by_token(token: str) -> Recipient | None:
    """Whoever a link belongs to; None for a link that was renewed or never was."""
    if not token or len(token) > links.LONGEST:
        return None
    rows = Recipient.objects.select_related("survey__questionnaire", "municipality")
    return rows.filter(digest=links.digest_of(token), drawn=True).first()


def recipient_of(member: Membership, survey: Survey) -> Recipient | None:
    """What an officer of a municipality is asked, without any link."""
    town = member.organisation.municipality_id
    if member.role != Membership.Role.OFFICER or town is None:
        return None
    if member.organisation.kind != member.organisation.Kind.MUNICIPALITY:
        return None
    return survey.recipients.filter(municipality=town, drawn=True).first()


def token_of(recipient: Recipient) -> str:
    """The link again; nothing where the installation's key was changed since."""
    token = links.token_of(recipient.nonce) if recipient.nonce else ""
    return token if links.digest_of(token) == recipient.digest else ""


def address_of(recipient: Recipient) -> str:
    """The path that a link opens, without the site."""
    return f"/answers/{token_of(recipient)}/"


def is_open(survey: Survey, now: datetime) -> bool:
    """Whether everybody who is asked can answer at this moment."""
    return (
        survey.state == Survey.State.OPEN and survey.opens_at <= now < survey.closes_at
    )


def may_answer(recipient: Recipient, now: datetime) -> bool:
    """The same for one of them: the office may let somebody correct after closing."""
    if not recipient.drawn:
        return False
    if is_open(recipient.survey, now):
        return True
    until = recipient.may_correct_until
    return until is not None and now < until and not recipient.survey.is_draft


def questionnaire_of(survey: Survey) -> questionnaire.Questionnaire:
    """What the survey asks, read; the same digest is read once."""
    return read(survey.questionnaire)


def read(version: Questionnaire) -> questionnaire.Questionnaire:
    return _read(version.digest, version.text)


@lru_cache(maxsize=KEPT_READ)
def _read(_digest: str, text: str) -> questionnaire.Questionnaire:
    return questionnaire.read_questionnaire(text)
