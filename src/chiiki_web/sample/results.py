"""What the office of the sample publishes of the surveys that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5

from chiiki.publication import Choices
from chiiki_web.results import actions
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.surveys import OPEN_FOR, openings
from chiiki_web.surveys.models import Survey

SPACE = UUID("5b0a5c1e-6d0f-4f43-8a55-0f2f8c1d7a14")
AFTER = 30  # days from closing to publishing


def results_stories(cast: Cast, at: datetime) -> Iterator[Story]:
    """One for each survey: worked out and published a month after it closed."""
    for code, opens in openings(at).items():
        yield _story(code, cast, opens + days(OPEN_FOR + AFTER))


def _story(code: str, cast: Cast, at: datetime) -> Story:
    yield at
    survey = Survey.objects.get(code=code)
    actions.prepare(
        survey.pk, Choices(), form_key=uuid5(SPACE, code), by=cast.office, at=at
    )
    actions.work_out_waiting(at, clock=lambda: at)
    for edition in survey.editions.filter(state="ready"):
        actions.publish(edition.pk, ground="", by=cast.office, at=at)
