"""The auditor finds a case by a word of its title or of its organisation."""

from __future__ import annotations

import pytest
from django.test import Client

from web import make
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", ["見守り", "見本団体"])
def test_a_case_is_found_by_title_and_by_organisation(
    client: Client, word: str
) -> None:
    plan = make.plan()
    assert plan.title in text(get(client, make.member("auditor"), "/cases/", q=word))


def test_a_word_that_nobody_uses_finds_nothing(client: Client) -> None:
    plan = make.plan()
    found = text(get(client, make.member("auditor"), "/cases/", q="存在しない言葉"))
    assert plan.title not in found
