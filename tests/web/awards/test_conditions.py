"""Conditions of an award: the standard ones are read in the language of the page."""

import pytest
from django.conf import settings
from django.urls import reverse

from chiiki_web.awards import queries
from chiiki_web.awards.models import Award
from web import make
from web.awards import made
from web.visit import get, text

pytestmark = pytest.mark.django_db
TYPED = "見本の条件を守ること。"


@pytest.fixture
def award():
    office = make.member("office")
    award = made.decide(made.candidate(office, make.member()), office)
    conditions = f"{queries.standard_conditions()}\n{TYPED}"
    Award.objects.filter(pk=award.pk).update(conditions=conditions)
    return award, office


def shown(client, award, office, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return text(get(client, office, reverse("awards:detail", args=[award.pk])))


def test_a_standard_condition_is_english_and_a_typed_one_as_typed(client, award):
    html = shown(client, *award, "en")
    assert "Obtain approval before you change anything" in html
    assert "あらかじめ承認" not in html
    assert TYPED in html


def test_control_in_japanese_they_stand_as_in_the_letter(client, award):
    html = shown(client, *award, "ja")
    assert "あらかじめ承認を受けること。" in html
    assert "Obtain approval" not in html
