"""What was changed after sending: My page, the page of the link and the office say so."""

import pytest
from django.urls import reverse

from chiiki_web.dashboards.queries.tasks import tasks_for
from chiiki_web.surveys.models import Recipient
from web import make, visit
from web.answers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
HOUR = made.timedelta(hours=1)


@pytest.fixture
def town():
    found = made.recipient()
    Recipient.objects.filter(pk=found.pk).update(municipality=make.MATSUMOTO)
    return found


@pytest.fixture
def officer():
    return make.member(of=make.organisation(municipality_id=make.MATSUMOTO))


def leads_there(officer, town):
    address = reverse("surveys:detail", args=[town.survey.code])
    return address in [one.url for one in tasks_for(officer, NOW)]


def change(town):
    made.save(town, {"q.remarks": "見本の直し"})


def close(town):
    made.survey_actions.close_survey(town.survey_id, by=town.survey.made_by, at=NOW)


def page(client, town, name="start"):
    address = reverse(f"answers:{name}", args=[made.token(town)])
    return visit.text(client.get(address))


def test_what_was_sent_waits_for_nobody(town, officer):
    made.answered(town)
    assert leads_there(officer, town)
    made.submit(town)
    assert not leads_there(officer, town)


def test_my_page_leads_to_what_was_changed_after_sending(town, officer):
    made.answered(town)
    made.submit(town)
    change(town)
    assert leads_there(officer, town)
    made.submit(town)
    assert not leads_there(officer, town)


def test_what_was_changed_back_waits_for_nobody(client, town, officer):
    made.answered(town)
    made.submit(town)
    had = town.answer.values.get("q.remarks")
    change(town)
    made.save(town, {"q.remarks": had})
    assert not leads_there(officer, town)
    assert "再提出が必要" not in page(client, town)


def test_a_second_sending_is_called_so(client, town):
    made.answered(town)
    assert "再提出する" not in page(client, town, "send")
    made.submit(town)
    assert "再提出する" in page(client, town, "send")


def test_answers_that_a_closing_overtook_are_said_not_to_count(client, town, clock):
    made.save(town, {"status.mail": "run"})
    close(town)
    clock.move_to(made.AFTER)
    assert "提出されていません" in page(client, town)


def test_answers_that_were_sent_are_not_said_to_be_lost(client, town, clock):
    made.answered(town)
    made.submit(town)
    close(town)
    clock.move_to(made.AFTER)
    assert "提出されていません" not in page(client, town)


def test_the_office_reads_when_it_was_sent_first_and_last(client, town):
    made.answered(town)
    made.submit(town, at=NOW - HOUR)
    change(town)
    made.submit(town, at=NOW)
    address = reverse("surveys:recipient", args=[town.survey.code, town.number])
    words = visit.text(visit.get(client, town.survey.made_by, address))
    assert "最後の提出" in words
