"""Which surveys wait for an officer on My page: unsent ones, and those changed since."""

import pytest

from chiiki_web.accounts.models import Organisation
from chiiki_web.answers import queries
from chiiki_web.surveys.models import Recipient
from web import make
from web.answers import made
from web.make import MATSUMOTO, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    found = make.member()
    Organisation.objects.filter(pk=found.organisation_id).update(municipality=MATSUMOTO)
    found.organisation.refresh_from_db()
    return found


@pytest.fixture
def town(officer):
    found = made.recipient()
    Recipient.objects.filter(pk=found.pk).update(municipality=MATSUMOTO)
    return made.answered(found)


def waiting(officer):
    return [one.pk for one in queries.surveys_to_answer(officer, NOW)]


def test_what_was_not_sent_waits(officer, town):
    assert waiting(officer) == [town.survey_id]


def test_what_was_sent_waits_no_more(officer, town):
    made.submit(town)
    assert waiting(officer) == []


def test_what_was_changed_after_sending_waits_again(officer, town):
    made.submit(town)
    made.save(town, {"q.staff": 4})
    assert waiting(officer) == [town.survey_id]


def test_a_body_without_a_municipality_is_asked_nothing(town):
    assert waiting(make.member()) == []


def test_it_is_read_in_one_statement(officer, town, django_assert_num_queries):
    made.submit(town)
    with django_assert_num_queries(1):
        queries.surveys_to_answer(officer, NOW)
