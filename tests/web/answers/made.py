"""A recipient of an open survey with a small questionnaire, and forms that write for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from chiiki_web.answers import actions
from chiiki_web.answers.actions import OpenPart, Writer
from chiiki_web.answers.models import Answer
from chiiki_web.surveys import actions as survey_actions
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Recipient, Survey
from questionnaires import TEXT, WHOLE
from web import make
from web.make import NOW
from web.surveys import made as survey_made

AFTER = survey_made.CLOSES + timedelta(seconds=1)
LINK = Writer()
TEXT_WITH_NOTE = TEXT.replace(
    'source = "見本"',
    'source = "見本"\nnote_ja = "4月1日現在でお答えください。"\nnote_en = "Please answer for 1 April."',
)


def survey(text: str = TEXT_WITH_NOTE, **changes: object) -> Survey:
    """An open survey that asks a small questionnaire of six made-up towns."""
    office = make.member("office")
    version = survey_actions.add_questionnaire(
        text, form_key=uuid4(), by=office, at=NOW
    )
    found = survey_made.draft(office, **changes)
    Survey.objects.filter(pk=found.pk).update(questionnaire=version)
    return survey_actions.open_survey(found.pk, by=office, at=NOW)


def recipient(of: Survey | None = None, number: int = 1) -> Recipient:
    rows = (of or survey()).recipients.select_related("survey__questionnaire")
    return rows.get(number=number)


def token(of: Recipient) -> str:
    found = surveys.token_of(of)
    assert found
    return found


def page(of: Recipient, **seen: Any) -> OpenPart:
    """A form that was opened now: it shows what stands there."""
    answer = Answer.objects.filter(recipient=of).first()
    values = {**(answer.values if answer else {}), **seen}
    marks = {key: actions.mark(value) for key, value in values.items()}
    return OpenPart(str(uuid4()), 1, marks)


def save(
    of: Recipient,
    typed: Mapping[str, Any],
    form: OpenPart | None = None,
    *,
    by: Writer = LINK,
    at: datetime = NOW,
) -> actions.Saved:
    return actions.save_answers(of.pk, typed, form=form or page(of), by=by, at=at)


def json_of(seen: Mapping[str, str]) -> str:
    """Marks as the hidden field of a page holds them."""
    return json.dumps(dict(seen))


def later(form: OpenPart, turns: int = 1) -> OpenPart:
    """The same open form at a later request."""
    return OpenPart(form.page, form.turn + turns, form.seen)


def answered(of: Recipient | None = None) -> Recipient:
    """A recipient who has answered everything and sent nothing."""
    found = of or recipient()
    save(found, WHOLE)
    return found


def submit(of: Recipient, *, at: datetime = NOW) -> Any:
    version = Answer.objects.get(recipient=of).version
    return actions.submit_answers(of.pk, version=version, by=LINK, at=at)
