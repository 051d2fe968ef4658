"""A published edition is worked out once more, and the two digests are held together."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chiiki_web.results import actions, queries
from chiiki_web.results.models import Edition, Repeat
from web import make
from web.make import NOW
from web.results import made
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
PAGE = "/results/sample-2026/prepare/"


@pytest.fixture
def edition() -> Edition:
    office = make.member("office")
    made.published(made.closed(office, name="sample_2025", year=2025, seed=2))
    return made.published(made.closed(office))


def repeat(edition, **changes) -> Repeat:
    said = {"form_key": uuid4(), "by": edition.survey.made_by, "at": NOW} | changes
    return actions.repeat_edition(edition.pk, **said)


def test_worked_out_again_it_has_the_same_digest(edition):
    repeat(edition)
    assert actions.repeat_waiting(NOW).digest == edition.digest


def test_it_stands_on_the_earlier_editions_as_they_were(edition):
    before = Edition.objects.get(survey__code="sample-2025")
    first = before.survey.recipients.filter(state="submitted").first()
    made.answer(first, {"status.disaster_mail": "none"})
    made.published(before.survey, ground="訂正")
    repeat(edition)
    assert actions.repeat_waiting(NOW).is_same


def test_control_with_other_earlier_editions_it_would_have_another(
    edition, monkeypatch
):
    monkeypatch.setattr(queries, "inputs_compared", lambda _edition: [])
    repeat(edition)
    assert not actions.repeat_waiting(NOW).is_same


def test_while_one_waits_everybody_gets_that_one(edition):
    assert repeat(edition) == repeat(edition)


def test_what_is_not_published_is_not_repeated():
    with pytest.raises(actions.CannotPublish) as refused:
        repeat(made.ready(made.closed()))
    assert [one.code for one in refused.value.reasons] == ["results.not_published"]


def test_another_office_repeats_nothing(edition):
    with pytest.raises(actions.CannotPublish):
        repeat(edition, by=make.member("office"))


def test_the_office_asks_on_the_page_and_reads_what_came_of_it(client, edition):
    client.cookies["django_language"] = "en"
    office = edition.survey.made_by
    post(client, office, PAGE, repeat=edition.pk, form_key=uuid4())
    actions.repeat_waiting(NOW)
    assert "same digest" in text(get(client, office, PAGE))


def test_a_failed_repeat_says_why_in_the_readers_language(client, edition):
    failed = repeat(edition)
    fault = {"code": "queue.given_up", "values": {"tries": 3}}
    Repeat.objects.filter(pk=failed.pk).update(state="failed", faults=[fault])
    assert "計算が3回中断しました" in text(get(client, edition.survey.made_by, PAGE))


def test_an_auditor_reads_the_published_editions_and_repeats_nothing(client, edition):
    page = text(get(client, make.member("auditor"), PAGE))
    assert edition.digest in page
    assert 'name="repeat"' not in page
