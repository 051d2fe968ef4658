"""The page that tells people what programs can read here."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from chiiki_web.api.urls import urlpatterns
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
GUIDE = reverse("api:guide")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def test_it_leads_to_an_example_of_everything(client):
    call = make.call()
    page = client.get(GUIDE).content.decode()
    links = set(re.findall(r'href="(/api/[^"?]+)', page))
    assert len(links) == len(urlpatterns) - 1
    assert reverse("api:subsidy", args=[f"call-{call.pk}"]) in links
    assert {client.get(one).status_code for one in links} == {200}


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "利用条件"), ("en", "Terms of use")]
)
def test_it_is_read_in_both_languages_and_without_a_call(client, language, words):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(GUIDE).content.decode()
    assert words in page
    assert f'href="{reverse("schemes:list")}"' in page


def test_the_list_of_programmes_leads_to_it_and_not_to_bare_json(client):
    page = client.get(reverse("schemes:list")).content.decode()
    assert f'href="{GUIDE}"' in page
    assert "openapi.json" not in page
