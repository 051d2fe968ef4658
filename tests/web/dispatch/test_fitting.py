"""The page says what a candidate and a request have in common, to whom it speaks."""

import pytest
from django.urls import reverse

from web.advisers import made as advisers
from web.dispatch import made
from web.services.browse import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return advisers.adviser()


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


def test_the_requester_sees_who_fits_and_how(client, officer, office, adviser):
    full = advisers.adviser(capacity_days=1)
    request = made.proposed(officer, office, nominations=[full])
    html = text(get(client, officer, page("detail", request)))
    days = adviser.commissions.get().capacity_days
    assert adviser.membership.user.name in html
    for said in (
        "共通する分野：福祉",
        "近さ：同じ都道府県",
        f"残りの日数：{days}日（委嘱{days}日のうち）",
    ):
        assert said in html
    assert "候補者にならなかった理由" in html
    assert page("rank", request) in html


def test_only_the_requester_is_spoken_to_about_whom_they_would_like(
    client, officer, office, adviser
):
    client.cookies["django_language"] = "en"
    request = made.proposed(officer, office, nominations=[adviser])
    assert "Adviser you would like" in text(
        get(client, officer, page("detail", request))
    )
    read = text(get(client, office, page("detail", request)))
    assert "Adviser whom the region would like" in read
    assert "Adviser you would like" not in read


def test_an_adviser_does_not_read_who_else_was_wished_for_and_why_not(
    client, officer, office, adviser
):
    full = advisers.adviser(capacity_days=1)
    request = made.ranked(officer, office, nominations=[full])
    name = full.membership.user.name
    assert name in text(get(client, office, page("detail", request)))
    assert name not in text(get(client, adviser.membership, page("detail", request)))


def test_who_recommends_is_not_spoken_to_as_the_requester(client):
    npo, town = made.npo(), made.town()
    held = made.asked_to_recommend(npo, town)
    address = reverse("dispatch:recommendation", args=[held.pk])
    assert "自ら順位を付ける" in text(get(client, npo, address))
    assert "依頼元が順位を付ける" in text(get(client, town, address))
