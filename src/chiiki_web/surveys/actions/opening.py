"""A survey opens, gets longer, and closes: by its office, or by the worker at the hour."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox import links
from chiiki_web.surveys.actions.held import (
    CannotChangeSurvey,
    hold,
    hold_recipient,
    must_be_as_shown,
)
from chiiki_web.surveys.models import Letter, Questionnaire, Recipient, Survey
from chiiki_web.surveys.queries.stamp import stamp_of_survey
from chiiki_web.surveys.queries.ways import reachable

MOST_AT_ONCE = 500
A_MOMENT = timedelta(seconds=1)
FRAME = (
    *("number", "name_ja", "municipality_id", "prefecture_code"),
    *("size_class", "stratum", "drawn", "excluded_reason"),
)


@transaction.atomic
def open_survey(
    survey_id: int, *, shown: str | None = None, by: Membership, at: datetime
) -> Survey:
    """Freeze what is asked and of whom, and make a link and an invitation for each.

    ``shown`` is the stamp of what the person saw: anything else is refused. The worker
    sends the invitations from the opening hour on. Opened twice, it opens once.
    """
    survey = hold(survey_id, by)
    if survey.is_closed:
        raise CannotChangeSurvey(reason("surveys.closed_already"))
    if not survey.is_draft:
        return survey
    version = Questionnaire.objects.select_for_update(of=("self",)).get(
        pk=survey.questionnaire_id
    )
    survey.questionnaire = version
    must_be_as_shown(shown, stamp_of_survey(survey))
    must_open(survey, at)
    if version.frozen_at is None:
        version.frozen_at = at
        version.save(update_fields=["frozen_at"])
    survey.state, survey.opened_at = Survey.State.OPEN, at
    survey.frame_digest = digest_of_frame(survey)
    survey.save(update_fields=["state", "opened_at", "frame_digest"])
    asked = list(survey.recipients.filter(drawn=True))
    with_a_way = list(reachable(survey.recipients.filter(drawn=True)))
    for one in asked:
        new_link(one)
    Recipient.objects.bulk_update(asked, ["nonce", "digest"], batch_size=MOST_AT_ONCE)
    write_letters(with_a_way, Letter.Kind.INVITATION, by, at)
    log.record(
        "survey.opened",
        survey,
        by=by,
        at=at,
        version=str(version),
        digest=version.digest,
        frame_digest=survey.frame_digest,
        count=len(asked),
        closes_at=survey.closes_at,
    )
    return survey


@transaction.atomic
def extend(
    survey_id: int, closes_at: datetime, *, ground: str, by: Membership, at: datetime
) -> Survey:
    """Give everybody longer: a later closing hour; whoever has not sent is told."""
    survey = hold(survey_id, by)
    if survey.is_draft:
        raise CannotChangeSurvey(reason("surveys.not_opened"))
    if survey.closes_at == closes_at:
        return survey
    if closes_at <= survey.closes_at or closes_at <= at:
        raise CannotChangeSurvey(
            reason("surveys.not_later", closes_at=survey.closes_at)
        )
    before, survey.closes_at = survey.closes_at, closes_at
    survey.state, survey.closed_at = Survey.State.OPEN, None
    survey.save(update_fields=["closes_at", "state", "closed_at"])
    waiting = reachable(survey.recipients.filter(drawn=True)).exclude(
        state__in=(Recipient.State.SUBMITTED, Recipient.State.NOT_INVITED)
    )
    write_letters(list(waiting), Letter.Kind.EXTENSION, by, at)
    Letter.objects.filter(
        recipient__survey=survey, kind=Letter.Kind.INVITATION, sent_at=None
    ).update(dropped_at=None, attempts=0)
    log.record(
        "survey.extended",
        survey,
        by=by,
        at=at,
        before=before,
        after=closes_at,
        ground=ground,
    )
    return survey


@transaction.atomic
def close_survey(survey_id: int, *, by: Membership | None, at: datetime) -> Survey:
    """Close before the hour (the office), or at it (the worker, without a person)."""
    survey = hold(survey_id, by)
    if survey.is_closed:
        return survey
    if survey.is_draft:
        raise CannotChangeSurvey(reason("surveys.not_opened"))
    if by is None and at < survey.closes_at:
        return survey
    survey.state, survey.closed_at = Survey.State.CLOSED, at
    survey.closes_at = max(min(survey.closes_at, at), survey.opens_at + A_MOMENT)
    survey.save(update_fields=["state", "closed_at", "closes_at"])
    Letter.objects.filter(
        recipient__survey=survey, sent_at=None, dropped_at=None
    ).update(dropped_at=at)
    submitted = survey.recipients.filter(state=Recipient.State.SUBMITTED).count()
    log.record("survey.closed", survey, by=by, at=at, count=submitted)
    return survey


def close_due(at: datetime) -> int:
    """Close every survey whose hour has come; how many."""
    due = Survey.objects.filter(state=Survey.State.OPEN, closes_at__lte=at)
    closed = 0
    for pk in list(due.values_list("pk", flat=True)):
        closed += close_survey(pk, by=None, at=at).is_closed
    return closed


@transaction.atomic
def let_correct(
    recipient_id: int, until: datetime, *, ground: str, by: Membership, at: datetime
) -> Recipient:
    """Let one recipient answer or correct after closing, until an hour."""
    recipient = hold_recipient(recipient_id, by, Survey.State.CLOSED)
    if recipient.may_correct_until == until:
        return recipient
    if until <= at:
        raise CannotChangeSurvey(reason("surveys.until_is_past"))
    recipient.may_correct_until = until
    recipient.save(update_fields=["may_correct_until"])
    write_letters([recipient], Letter.Kind.CORRECTION, by, at)
    log.record(
        "survey.correction_allowed",
        recipient.survey,
        by=by,
        at=at,
        number=recipient.number,
        name=recipient.name_ja,
        until=until,
        ground=ground,
    )
    return recipient


def why_not_open(survey: Survey, at: datetime) -> Iterator[Reason]:
    """What must be mended before the survey can open."""
    if not survey.recipients.filter(drawn=True).exists():
        yield reason("surveys.nobody_asked")
    if survey.closes_at <= at:
        yield reason("surveys.closes_in_the_past", closes_at=survey.closes_at)


def must_open(survey: Survey, at: datetime) -> None:
    """Refuse with everything that must be mended first."""
    if problems := list(why_not_open(survey, at)):
        raise CannotChangeSurvey(*problems)


def digest_of_frame(survey: Survey) -> str:
    """SHA-256 over who could be asked, who is, and who is left out and why."""
    rows = [list(row) for row in survey.recipients.values_list(*FRAME)]
    text = json.dumps(rows, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def new_link(recipient: Recipient) -> None:
    """Another link; the one before opens nothing from now on."""
    recipient.nonce = links.new_nonce()
    recipient.digest = links.digest_of(links.token_of(recipient.nonce))


def write_letters(
    recipients: list[Recipient], kind: str, by: Membership | None, at: datetime
) -> None:
    """Put a letter to each into what the worker sends; what is there already stays."""
    today = timezone.localdate(at)
    Letter.objects.bulk_create(
        [
            Letter(recipient=one, kind=kind, asked_at=at, asked_on=today, asked_by=by)
            for one in recipients
        ],
        batch_size=MOST_AT_ONCE,
        ignore_conflicts=True,
    )
