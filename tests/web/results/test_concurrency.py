"""Two windows at one edition in the same moment; only PostgreSQL can show it."""

from __future__ import annotations

import pytest

from chiiki_web.audit.queries import history_of
from chiiki_web.results import actions
from chiiki_web.results.actions import publishing
from chiiki_web.results.models import Edition
from chiiki_web.surveys.models import Survey
from web.at_once import done_at_once, looking_together
from web.make import NOW
from web.results import made

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def publishing_of(edition):
    by = edition.survey.made_by
    return lambda: actions.publish(edition.pk, ground="", by=by, at=NOW)


def published_events(edition):
    names = [one.name for one in history_of(edition.survey)]
    return names.count("results_edition.published")


def test_published_from_two_windows_there_is_one_edition():
    edition = made.ready(made.closed())
    given = done_at_once([publishing_of(edition)] * 2)
    assert [one.number for one in given] == [1, 1]
    assert published_events(edition) == 1


def test_control_without_holding_the_survey_and_the_edition_it_is_published_twice(
    monkeypatch,
):
    edition = made.ready(made.closed())

    class NotHeld:
        @staticmethod
        def get(pk):
            return Edition.objects.get(pk=pk)

    look = looking_together(lambda pk, _by: Survey.objects.get(pk=pk), 2)
    monkeypatch.setattr(publishing, "hold", look)
    monkeypatch.setattr(
        Edition.objects, "select_for_update", lambda **_how: NotHeld, raising=False
    )
    read = looking_together(publishing._why_not, 2)
    monkeypatch.setattr(publishing, "_why_not", read)
    done_at_once([publishing_of(edition)] * 2)
    assert published_events(edition) == 2
