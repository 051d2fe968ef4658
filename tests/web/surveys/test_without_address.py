"""Whoever has neither a mail address nor an account is told of while it can be mended."""

import pytest
from django.urls import reverse

from chiiki_web.surveys import actions
from web import make, visit
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
WARNING = "団体は、メールアドレスも利用者登録もありません"


@pytest.fixture
def office():
    return make.member("office")


def page_of(client, office, survey):
    address = reverse("surveys:office", args=[survey.code])
    return visit.text(visit.get(client, office, address))


def test_the_office_reads_of_how_many_in_groups_of_digits(client, office):
    survey = made.opened(office, units=1200)
    survey.recipients.update(email="")
    assert f"1,200{WARNING}" in page_of(client, office, survey)


def test_after_the_closing_there_is_nothing_to_mend(client, office):
    survey = made.opened(office)
    actions.close_survey(survey.pk, by=office, at=NOW)
    assert WARNING not in page_of(client, office, survey)
