"""Closed surveys for tests, answered by a seeded rule, and their editions."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client

from chiiki.publication import Choices
from chiiki.questionnaire import published_text, read_questionnaire
from chiiki_web.accounts.models import Membership
from chiiki_web.answers.models import Answer
from chiiki_web.results import actions
from chiiki_web.results.models import Edition
from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys.models import Recipient, Survey
from made_up_responses import answers_of
from web import make
from web.make import NOW
from web.surveys.made import wanted

CLASSES = {"city": 16, "town": 24}
CLOSED = NOW - timedelta(days=1)


def closed(
    office: Membership | None = None,
    *,
    name: str = "sample_2026",
    year: int = 2026,
    seed: int = 1,
    classes: dict[str, int] | None = None,
    prefectures: int = 2,
    left_out: bool = True,
) -> Survey:
    """A survey of made-up units, three of four of which answered."""
    by = office or make.member("office")
    version = surveys.add_questionnaire(
        published_text(name), form_key=uuid4(), by=by, at=NOW
    )
    survey = surveys.make_survey(
        wanted(
            version,
            code=f"sample-{year}",
            fiscal_year=year,
            title_ja=f"見本の調査{year}",
            title_en=f"Sample survey {year}",
        ),
        form_key=uuid4(),
        by=by,
        at=NOW,
    )
    chance = random.Random(seed)
    asked = read_questionnaire(published_text(name))
    number = 0
    for size, count in (classes or CLASSES).items():
        for at in range(count):
            number += 1
            one = Recipient.objects.create(
                survey=survey,
                number=number,
                name_ja=f"見本{size}{at:03}",
                prefecture_code=f"99000{1 + at % prefectures}",
                prefecture_ja=f"見本{1 + at % prefectures}県",
                prefecture_en=f"Sample {1 + at % prefectures}",
                size_class=size,
                stratum=size,
            )
            if at % 4:
                answer(one, answers_of(asked, chance))
    if left_out:
        Recipient.objects.create(
            survey=survey,
            number=number + 1,
            name_ja="見本沿岸町",
            prefecture_code="990001",
            prefecture_ja="見本1県",
            size_class="town",
            stratum="town",
            drawn=False,
            excluded_reason="（見本）被災のため。",
        )
    Survey.objects.filter(pk=survey.pk).update(
        state="closed", opened_at=NOW, closed_at=NOW, frame_digest="x"
    )
    survey.refresh_from_db()
    return survey


def answer(one: Recipient, values: dict[str, object]) -> None:
    one.state, one.submitted_at = Recipient.State.SUBMITTED, CLOSED
    one.save(update_fields=["state", "submitted_at"])
    Answer.objects.update_or_create(
        recipient=one,
        defaults={
            "values": values,
            "submitted_values": values,
            "submitted_at": CLOSED,
        },
    )


def ready(survey: Survey, choices: Choices | None = None) -> Edition:
    """The edition of a survey, worked out and not published."""
    actions.prepare(
        survey.pk, choices or Choices(), form_key=uuid4(), by=survey.made_by, at=NOW
    )
    actions.work_out_waiting(NOW)
    return survey.editions.exclude(state="published").get()


def published(
    survey: Survey,
    choices: Choices | None = None,
    *,
    ground: str = "",
    at: datetime = NOW,
) -> Edition:
    edition = ready(survey, choices)
    return actions.publish(edition.pk, ground=ground, by=survey.made_by, at=at)


def page_of(client: Client, address: str) -> str:
    """A page of results in English, which everybody can read."""
    client.cookies["django_language"] = "en"
    answer = client.get(f"/results/{address}")
    assert answer.status_code == 200, address
    return answer.content.decode()
