"""Pages about reviews: who may open them, what they show when, and what comes back."""

import pytest
from django.urls import reverse

from chiiki_web.awards.models import Award
from web import make
from web.make import NOW
from web.reviews import made
from web.visit import get, opened_by, post, text

pytestmark = pytest.mark.django_db
LIST, BOARD = reverse("reviews:list"), reverse("reviews:board")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def reviewer():
    return make.member("reviewer")


@pytest.fixture
def review(office, reviewer):
    return made.review(office, reviewer)


def page(name, one):
    return reverse(f"reviews:{name}", args=[one.pk])


def test_each_role_stands_before_the_door_it_is_given(client, review, reviewer, office):
    allowed = {
        LIST: {"reviewer"},
        BOARD: {"office", "auditor"},
        page("detail", review): {"reviewer", "office", "auditor"},
        page("declare", review): {"reviewer"},
        page("reopen", review): {"office"},
        page("assign", review.application): {"office"},
    }
    people = {
        "reviewer": reviewer,
        "office": office,
        **{
            role: make.member(role)
            for role in ("officer", "adviser", "auditor", "administrator")
        },
    }
    for address, roles in allowed.items():
        assert (address, opened_by(client, address, people)) == (address, roles)


@pytest.mark.parametrize("name", ["detail", "declare"])
def test_the_review_of_another_reviewer_is_not_found(client, review, name):
    other = make.member("reviewer")
    assert get(client, other, page(name, review)).status_code == 404
    assert post(client, other, page(name, review), conflict="no").status_code == 404


@pytest.mark.parametrize("name", ["detail", "reopen"])
def test_another_office_does_not_find_the_review(client, review, name):
    other = make.member("office")
    assert get(client, other, page(name, review)).status_code == 404


def test_another_office_finds_no_application_to_assign(client, review):
    address = page("assign", review.application)
    assert get(client, make.member("office"), address).status_code == 404


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, reviewer, office, number):
    for member, name in (
        (reviewer, "detail"),
        (reviewer, "declare"),
        (office, "reopen"),
        (office, "assign"),
    ):
        address = reverse(f"reviews:{name}", args=[number])
        assert get(client, member, address).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, office, reviewer
):
    application = made.application(office)
    for number in range(6):
        made.finished(office, make.member("reviewer"), application, number)
        made.review(office, reviewer)
    done = made.finished(office, reviewer, application)
    draft = made.opened(office, reviewer)
    other = made.review(office, make.member("reviewer"), draft.application)
    for member, address in (
        (reviewer, LIST),
        (reviewer, page("detail", done)),
        (reviewer, page("detail", draft)),
        (office, page("detail", done)),
        (office, BOARD),
        (make.member("auditor"), BOARD),
        (office, page("assign", application)),
        (other.reviewer, page("detail", other)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_an_empty_list_and_an_empty_board_say_what_comes(client, reviewer, office):
    assert "メール" in text(get(client, reviewer, LIST))
    assert "受理" in text(get(client, office, BOARD))


def test_the_office_chooses_a_reviewer(client, office, reviewer):
    application = made.application(office)
    address = page("assign", application)
    assert "評価者はまだ選ばれていません" in text(get(client, office, address))
    response = post(client, office, address, reviewer=reviewer.pk, due_on="R8.12.20")
    assert response["Location"] == address
    assert application.reviews.get().reviewer == reviewer
    assert reviewer.user.name in text(get(client, office, address))


@pytest.mark.parametrize(
    ("due_on", "words"),
    [("令和8年11月1日", "過ぎて"), ("13月", "13月"), ("", "必須")],
)
def test_a_due_date_that_cannot_be_comes_back(client, office, reviewer, due_on, words):
    application = made.application(office)
    html = text(
        post(
            client,
            office,
            page("assign", application),
            reviewer=reviewer.pk,
            due_on=due_on,
        )
    )
    assert words in html
    assert f'value="{reviewer.pk}" selected' in html
    assert not due_on or f'value="{due_on}"' in html
    assert not application.reviews.exists()


@pytest.mark.parametrize("who", ["", "x", "0", "9" * 40])
def test_nobody_who_is_not_offered_can_be_chosen(client, office, reviewer, who):
    address = page("assign", made.application(office))
    typed = {"reviewer": who, "due_on": "令和8年12月1日"}
    assert 'value="令和8年12月1日"' in text(post(client, office, address, **typed))


def test_the_board_shows_mean_and_where_views_differ(client, office):
    application = made.application(office)
    for points in (2, 9):
        made.finished(office, make.member("reviewer"), application, points)
    html = text(get(client, office, BOARD))
    assert "27.5 / 80" in html
    assert "2 / 2" in html
    assert reverse("awards:selection", args=[application.call_id]) in html


@pytest.mark.parametrize("odd", ["\x00", "😀", "-1", "9" * 40, "9" * 5000, "²", "٣"])
def test_odd_characters_in_an_address_do_no_harm(client, office, review, odd):
    assert get(client, office, BOARD, call=odd).status_code == 200


def test_the_board_of_another_office_cannot_be_named(client, review):
    other = make.member("office")
    html = text(get(client, other, BOARD, call=review.application.call_id))
    assert review.application.number not in html


def test_the_office_asks_to_look_again_until_the_selection(client, office, reviewer):
    review = made.finished(office, reviewer)
    assert page("reopen", review) in text(get(client, office, page("detail", review)))
    html = text(post(client, office, page("reopen", review), ground=" "))
    assert "見直し" in html
    response = post(client, office, page("reopen", review), ground="根拠を補って")
    assert response["Location"] == page("detail", review)
    review.refresh_from_db()
    assert review.status == "open"


def test_after_the_selection_nobody_is_asked_to_look_again(client, office, reviewer):
    review = made.finished(office, reviewer)
    Award.objects.create(
        application=review.application, status="candidate", selected_at=NOW
    )
    html = text(get(client, office, page("detail", review)))
    assert page("reopen", review) not in html


def test_an_auditor_reads_and_changes_nothing(client, office, reviewer):
    review = made.finished(office, reviewer)
    html = text(get(client, make.member("auditor"), page("detail", review)))
    assert "続け方が示されている。" in html
    assert page("reopen", review) not in html
