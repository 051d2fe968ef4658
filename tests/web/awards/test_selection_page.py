"""The page on which an office selects: what it proposes, and what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.awards.models import Award
from chiiki_web.dashboards.queries.tasks import tasks_for
from web import make
from web.awards import made
from web.awards.made import CLOSED, DECIDED
from web.visit import ODD, get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(DECIDED)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module")
def call(office):
    return made.call(office)


@pytest.fixture(scope="module")
def ranked(call, office, officer):
    """Three of 12 million yen each, of which two fit; the first of the officer."""
    people = (officer, make.member(), make.member())
    return [
        made.reviewed(call, office, points, by)
        for points, by in zip((9, 7, 5), people, strict=True)
    ]


@pytest.fixture
def candidate(office, officer):
    return made.candidate(office, officer)


@pytest.fixture
def award(candidate, office):
    return made.decide(candidate, office)


def page(name, one):
    return reverse(f"awards:{name}", args=[one.pk])


def ticked(ranked, *chosen, ground="予算の範囲を超える。", **more):
    """What the browser sends: who was listed, who is ticked, and grounds."""
    typed = {"listed": ",".join(str(one.pk) for one in ranked)}
    for one in ranked:
        if one in chosen:
            typed[f"choose-{one.pk}"] = "on"
        typed[f"ground-{one.pk}"] = ground
    return typed | more


def test_the_selection_proposes_what_the_budget_allows(client, ranked, call, office):
    html = text(get(client, office, page("selection", call)))
    assert html.count(" checked") == 2
    assert "45.0 / 80" in html
    assert "30,000,000円" in html


def test_while_the_call_is_open_nothing_can_be_ticked(
    client, clock, ranked, call, office
):
    clock.move_to(CLOSED - timedelta(days=2))
    html = text(get(client, office, page("selection", call)))
    assert "checkbox" not in html
    assert "締切の後に" in html


def test_an_auditor_reads_the_ranking_and_selects_nobody(client, ranked, call):
    auditor, address = make.member("auditor"), page("selection", call)
    assert "<button" not in text(get(client, auditor, address)).split("<main")[1]
    post(client, auditor, address, **ticked(ranked, *ranked[:2]))
    assert not Award.objects.exists()


def test_selecting_leads_to_what_was_selected(client, ranked, call, office):
    address = page("selection", call)
    response = post(client, office, address, **ticked(ranked, *ranked[:2]))
    assert response["Location"] == address
    html = text(get(client, office, address))
    assert "checkbox" not in html
    for award in Award.objects.all():
        assert page("detail", award) in html


def test_pressing_twice_selects_once(client, ranked, call, office):
    typed = ticked(ranked, *ranked[:2])
    post(client, office, page("selection", call), **typed)
    again = post(client, office, page("selection", call), **typed)
    assert again["Location"] == page("selection", call)
    assert Award.objects.count() == 3


def test_a_refused_selection_keeps_ticks_and_grounds(client, ranked, call, office):
    typed = ticked(ranked, *ranked, ground="打ち直したくない理由")
    html = text(post(client, office, page("selection", call), **typed))
    assert "36,000,000円" in html
    assert html.count(" checked") == 3
    assert html.count(">\n打ち直したくない理由</textarea>") == 3
    assert not Award.objects.exists()


def test_a_list_that_changed_is_said_and_the_new_row_is_not_ticked(
    client, ranked, call, office
):
    typed = ticked(ranked, *ranked[:2])
    late = made.reviewed(call, office, 10)
    html = text(post(client, office, page("selection", call), **typed))
    assert "一覧" in html
    assert html.count(" checked") == 2
    assert f"ground-{late.pk}" in html
    again = ticked([*ranked, late], *ranked[:2], ground="理由")
    post(client, office, page("selection", call), **again)
    assert Award.objects.count() == 4


@pytest.mark.parametrize(
    "listed", ["", ",", "x", "²", "-1", "9" * 40, "9" * 5000, "\x00"]
)
def test_an_odd_list_selects_nobody(client, ranked, call, office, listed):
    typed = ticked(ranked, *ranked[:2], listed=listed)
    assert text(post(client, office, page("selection", call), **typed))
    assert not Award.objects.exists()


def test_odd_characters_stand_in_the_ground(client, ranked, call, office):
    typed = ticked(ranked, *ranked[:2], ground=ODD)
    post(client, office, page("selection", call), **typed)
    assert {one.ground for one in Award.objects.all()} == {ODD.strip()}
    refused = Award.objects.get(status="not_selected")
    html = text(get(client, office, page("detail", refused)))
    assert "&lt;b&gt;&amp;amp;" in html


def test_a_zero_byte_in_a_ground_is_said_and_nothing_is_lost(
    client, ranked, call, office
):
    typed = ticked(ranked, *ranked[:2], ground="前\x00後")
    html = text(post(client, office, page("selection", call), **typed))
    assert "何か文字" in html
    assert html.count("前\x00後") == 3
    assert not Award.objects.exists()


def test_while_a_review_is_missing_it_names_the_application_and_offers_no_button(
    client, call, office, ranked
):
    late = make.accepted(call, office)

    shown = text(get(client, office, page("selection", call)))

    assert f"{reverse('reviews:assign', args=[late.pk])}" in shown
    assert "この内容で選定する" not in shown
    ground = f'name="ground-{late.pk}"'
    assert "評価点の順位により" not in shown.split(ground)[1].split("</textarea>")[0]


def test_my_page_counts_a_call_for_selection_only_when_its_reviews_are_in(
    client, call, office, ranked
):
    def waits():
        return any(
            task.url == reverse("awards:selection", args=[call.pk])
            for task in tasks_for(office, DECIDED)
        )

    assert waits()
    make.accepted(call, office)
    assert not waits()
