"""A survey for tests: its questionnaire, a frame of made-up units, and links to answer by."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from chiiki.questionnaire import published_text
from chiiki_web.accounts.models import Membership
from chiiki_web.surveys import actions
from chiiki_web.surveys.models import Questionnaire, Recipient, Survey
from web import make
from web.make import NOW

OPENS, CLOSES = NOW - timedelta(days=3), NOW + timedelta(days=14)
GROUND = "（見本）被災のため。"


def text(version: str = "2026") -> str:
    return published_text("sample_2026").replace(
        'version = "2026"', f'version = "{version}"'
    )


def questionnaire(office: Membership, version: str = "2026") -> Questionnaire:
    return actions.add_questionnaire(text(version), form_key=uuid4(), by=office, at=NOW)


def wanted(version: Questionnaire, **changes: object) -> actions.Wanted:
    said: dict[str, object] = {
        "code": "sample-2026",
        "title_ja": "見本の利活用調査",
        "title_en": "Sample survey of use",
        "about_ja": "見本です。",
        "about_en": "",
        "contact": "見本事務局 00-0000-0000",
        "fiscal_year": 2026,
        "questionnaire": version,
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    return actions.Wanted(**said | changes)  # type: ignore[arg-type]


def draft(
    office: Membership | None = None, units: int = 6, **changes: object
) -> Survey:
    """A survey that is still prepared; every third unit has no mail address."""
    by = office or make.member("office")
    version = questionnaire(by, f"v{uuid4().hex[:8]}")
    survey = actions.make_survey(
        wanted(version, **changes), form_key=uuid4(), by=by, at=NOW
    )
    Recipient.objects.bulk_create(
        Recipient(
            survey=survey,
            number=number,
            name_ja=f"見本{number:03}市",
            prefecture_code="990001",
            prefecture_ja="見本県",
            prefecture_en="Sample Prefecture",
            size_class="city" if number % 2 else "town",
            stratum="city" if number % 2 else "town",
            email="" if number % 3 == 0 else f"survey{number}@example.jp",
        )
        for number in range(1, units + 1)
    )
    return survey


def opened(
    office: Membership | None = None, units: int = 6, **changes: object
) -> Survey:
    by = office or make.member("office")
    survey = draft(by, units, **changes)
    return actions.open_survey(survey.pk, by=by, at=NOW)


def office_of(survey: Survey) -> Membership:
    return survey.made_by


def recipient(survey: Survey, number: int = 1) -> Recipient:
    return survey.recipients.select_related("survey").get(number=number)
