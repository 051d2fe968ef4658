"""The list of requests: what waits, and for how long; what each reader of one is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from chiiki_web.dispatch import actions
from chiiki_web.ui import formats
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, text

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:list")


def test_how_long_it_waits_is_said_only_while_it_waits(client, officer, clock):
    request = made.request(officer)
    clock.move_to(NOW + timedelta(days=3))
    assert '<td class="num">3日</td>' in text(get(client, officer, LIST))
    actions.withdraw_request(request.pk, by=officer, at=NOW)
    assert '<td class="num">–</td>' in text(get(client, officer, LIST))


def test_of_a_team_the_first_in_rank_are_asked_together(client, officer, office):
    for _ in range(3):
        advisers.adviser()
    request = made.proposed(officer, office, team_size=2)
    html = text(get(client, officer, reverse("dispatch:detail", args=[request.pk])))
    assert "上位2人に同時に依頼します" in html
    assert "1番の人から" not in html


def test_who_is_asked_reads_until_when(client, officer, office):
    advisers.adviser()
    request = made.ranked(officer, office)
    asked = made.asked(request)
    address = reverse("dispatch:detail", args=[request.pk])
    html = text(get(client, asked.adviser.membership, address))
    assert f"{formats.day_and_time(asked.answer_by)}までにご回答ください" in html


def test_only_the_region_reads_that_it_ranks_itself(client, officer, office):
    address = reverse("dispatch:detail", args=[made.request(officer).pk])
    assert "自ら順位を付ける" in text(get(client, officer, address))
    assert "依頼元が順位を付ける" in text(get(client, office, address))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_table_is_in_japanese_whatever_the_page_speaks(
    client, officer, office, language
):
    """Its rows go out after the page is answered, when the language may be another."""
    made.request(officer)
    client.cookies["django_language"] = language
    response = get(client, office, reverse("dispatch:export"), status="")
    with override("en"):
        heads, row = b"".join(response.streaming_content).decode().splitlines()
    assert heads.startswith("\ufeff受付番号,種別")
    assert "地域情報化アドバイザー" in row
    assert "regional ICT adviser" not in row
