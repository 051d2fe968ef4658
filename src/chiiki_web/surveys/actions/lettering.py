"""A survey and those whom only paper reaches become what the letters say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from chiiki.periods import format_date
from chiiki_web.documents.typeset import make_pdf
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.ui import formats


def letters_pdf(
    survey: Survey, recipients: Sequence[tuple[Recipient, str]], *, at: datetime
) -> bytes:
    """A letter with its link, a page each, in Japanese as offices write it."""
    with translation.override("ja"):
        until = formats.day_and_time(survey.closes_at)
    data = {
        "title": "調査への御協力について（依頼）",
        "survey": survey.title_ja,
        "sender": survey.organisation.name_ja,
        "contact": survey.contact or survey.organisation.name_ja,
        "date": format_date(timezone.localdate(at), "ja"),
        "until": until,
        "is_sample": survey.is_sample,
        "recipients": [
            {
                "name": one.name_ja,
                "link": f"{settings.CHIIKI_ADDRESS}{path}",
                "is_last": place == len(recipients),
            }
            for place, (one, path) in enumerate(recipients, 1)
        ],
    }
    template = files("chiiki_web.surveys") / "letters" / "requests.typ"
    return make_pdf(Path(str(template)), data)
