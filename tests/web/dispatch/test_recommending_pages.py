"""The pages on which a request is put before a town, read, recommended and sent."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chiiki_web.dashboards.queries.tasks import tasks_for
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Recommendation, Request
from web import make
from web.dispatch import made
from web.dispatch.test_request_page import typed
from web.make import CLOCK, NOW
from web.services.browse import get, post, text
from web.visit import content

pytestmark = pytest.mark.django_db
NEW = reverse("dispatch:new")
LIST = reverse("dispatch:recommendations")
MOST_STATEMENTS = 20


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def npo():
    return made.npo()


@pytest.fixture
def town():
    return made.town()


def page(name, held):
    return reverse(f"dispatch:{name}", args=[held.pk])


def test_from_the_form_to_the_letter_and_the_request(client, npo, town, office):
    made.open_call("adviser")
    form = typed(recommender=town.organisation_id, do="recommend")
    post(client, npo, NEW, **form)
    held = Recommendation.objects.get()
    assert held.project in text(get(client, town, LIST))
    assert "推薦書は、貴団体の名義で" in text(
        get(client, town, page("recommendation", held))
    )

    post(client, town, page("recommend", held), ground="地域の課題に沿う。")
    html = text(get(client, npo, f"{NEW}?recommendation={held.pk}"))
    assert str(held.form_key) in html
    assert "の推薦を受けています" in html

    post(client, npo, NEW, **(form | {"do": "send"}))
    request = Request.objects.get()
    assert request.recommendation == held
    letter = page("recommendation_letter", held)
    for reader in (npo, office, make.member("auditor")):
        assert letter in text(get(client, reader, page("detail", request)))
        pdf = get(client, reader, letter)
        assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    client.force_login(make.member("office").user)
    assert client.get(letter).status_code == 404


def test_the_page_of_the_form_says_that_a_changed_request_must_be_asked_for_anew(
    client, npo, town
):
    made.open_call("adviser")
    form = typed(recommender=town.organisation_id, do="recommend")
    post(client, npo, NEW, **form)
    post(
        client,
        town,
        page("recommend", Recommendation.objects.get()),
        ground="地域の課題に沿う。",
    )
    html = text(
        post(client, npo, NEW, **(form | {"do": "send", "problem": "別の課題"}))
    )
    assert "改めて推薦を求めるか" in html
    assert "別の課題" in html
    assert not Request.objects.exists()


def test_a_form_as_it_was_recommended_is_sent_as_the_page_shows_it(client, npo, town):
    held = made.recommended(npo, town, wanted_days=["2026-12-10"], team_size=1)
    shown = get(client, npo, f"{NEW}?recommendation={held.pk}").context["form"]
    sent = {
        one.html_name: one.field.widget.format_value(one.value())
        if isinstance(one.value(), str)
        else one.value()
        for one in shown
        if one.value() not in (None, "", False)
    }
    sent["municipality"] = held.content["municipality"]
    post(client, npo, NEW, **(sent | {"do": "send"}))
    assert Request.objects.get().recommendation == held


def test_declined_with_a_ground_the_requester_reads_it(client, npo, town):
    held = made.asked_to_recommend(npo, town)
    address = page("refuse", held)
    assert "必須" in text(post(client, town, address, ground=""))
    post(client, town, address, ground="当市の計画と合わない。")
    assert "当市の計画と合わない。" in text(
        get(client, npo, page("recommendation", held))
    )
    html = text(get(client, npo, f"{NEW}?recommendation={held.pk}"))
    assert "当市の計画と合わない。" in html


def test_what_was_typed_comes_back_when_nobody_may_answer_any_more(client, npo, town):
    said = made.wanted()
    first = made.asked_to_recommend(npo, town, **said)
    made.asked_to_recommend(npo, town, **(said | {"days": 1}))
    html = text(post(client, town, page("recommend", first), ground="惜しい文章"))
    assert "この件への回答は不要です" in html
    assert "惜しい文章" in html


@pytest.mark.parametrize("role", ["office", "auditor"])
def test_before_it_is_sent_only_both_bodies_read_it(client, npo, town, role):
    held = made.recommended(npo, town)
    for stranger in (make.member(role), made.npo(), made.town()):
        for name in ("recommendation", "recommendation_letter"):
            address = page(name, held)
            client.force_login(stranger.user)
            assert client.get(address).status_code == 404
    assert held.project not in text(get(client, made.town(), LIST))


@pytest.mark.parametrize("who", ["npo", "town"])
def test_pages_stay_within_twenty_statements(client, npo, town, who):
    held = made.recommended(npo, town)
    for _ in range(5):
        made.asked_to_recommend(npo, town)
    member = {"npo": npo, "town": town}[who]
    client.force_login(member.user)
    addresses = [LIST, page("recommendation", held)]
    for address in [
        *addresses,
        *([f"{NEW}?recommendation={held.pk}"] * (who == "npo")),
    ]:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        assert len(seen) <= MOST_STATEMENTS, address


def test_who_is_asked_has_it_among_the_tasks_and_then_who_may_send(npo, town):
    held = made.asked_to_recommend(npo, town)
    address = page("recommendation", held)
    assert address in [one.url for one in tasks_for(town, NOW)]
    actions.give_recommendation(held.pk, ground="課題に沿う。", by=town, at=NOW)
    assert address not in [one.url for one in tasks_for(town, NOW)]
    assert address in [one.url for one in tasks_for(npo, NOW)]


def test_a_town_takes_it_back_on_its_page_and_the_body_opens_the_request_anew(
    client, npo, town
):
    held = made.recommended(npo, town)
    assert page("take_back", held) in text(
        get(client, town, page("recommendation", held))
    )
    post(client, town, page("take_back", held), ground="事情が変わった。")
    seen = text(get(client, npo, page("recommendation", held)))
    assert "事情が変わった。" in seen
    html = text(get(client, npo, f"{NEW}?recommendation={held.pk}"))
    assert "推薦を撤回しました：事情が変わった。" in html


def test_without_a_ground_the_page_says_so_and_nothing_is_taken_back(client, npo, town):
    held = made.recommended(npo, town)
    html = text(post(client, town, page("take_back", held), ground=""))
    assert "error-summary" in html
    held.refresh_from_db()
    assert held.state == "given"


def test_a_letter_taken_back_says_so_and_both_grounds_are_read(client, npo, town):
    held = made.recommended(npo, town)
    address = page("recommendation", held)
    assert "失効" not in text(get(client, npo, address))  # the control
    actions.withdraw_recommendation(held.pk, ground="計画の変更", by=town, at=NOW)
    held.refresh_from_db()
    for reader in (npo, town):
        html = text(get(client, reader, address))
        assert "失効</span> 令和8年11月23日" in html
        assert "地域の課題に沿う。" in html
        assert "計画の変更" in html
        pdf = get(client, reader, page("recommendation_letter", held))
        assert quote("失効_推薦書") in pdf.headers["Content-Disposition"]
        assert content(pdf).startswith(b"%PDF")


def test_control_a_letter_in_force_has_its_plain_name(client, npo, town):
    held = made.recommended(npo, town)
    pdf = get(client, npo, page("recommendation_letter", held))
    assert quote("失効") not in pdf.headers["Content-Disposition"]
    assert content(pdf).startswith(b"%PDF")
