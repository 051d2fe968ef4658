"""Pages about reviews: who may open them, what they show when, and what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.applications.models import Attachment
from chiiki_web.awards.models import Award
from chiiki_web.reviews import actions
from web import make
from web.make import NOW
from web.reviews import made

pytestmark = pytest.mark.django_db
LIST, BOARD = reverse("reviews:list"), reverse("reviews:board")
PROBLEM = "週に一度も人と話していない"
ODD = "𠮷野家の😀 \u202eأهلا\u202c <b>&amp;</b> " + "長" * 10_000


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


@pytest.fixture
def opened(review, reviewer):
    return actions.declare_no_conflict(review.pk, by=reviewer, at=NOW)


def page(name, one):
    return reverse(f"reviews:{name}", args=[one.pk])


def get(client, member, address, **params):
    client.force_login(member.user)
    return client.get(address, params)


def post(client, member, address, **typed):
    client.force_login(member.user)
    return client.post(address, typed)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def filled(review, points="7", ground="根拠", **more):
    criteria = review.application.call.criteria.all()
    typed = {"opinion": "続け方が示されている。"}
    for one in criteria:
        typed |= {f"points-{one.pk}": points, f"ground-{one.pk}": ground}
    return typed | more


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
        opened = {
            role
            for role, member in people.items()
            if get(client, member, address).status_code == 200
        }
        assert (address, opened) == (address, roles)


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


def test_the_list_shows_what_is_overdue(client, clock, review, reviewer):
    assert "期限超過" not in text(get(client, reviewer, LIST))
    clock.move_to(NOW + timedelta(days=21))
    html = text(get(client, reviewer, LIST))
    assert review.application.number in html
    assert "期限超過" in html


def test_an_empty_list_and_an_empty_board_say_what_comes(client, reviewer, office):
    assert "メール" in text(get(client, reviewer, LIST))
    assert "受理" in text(get(client, office, BOARD))


def test_before_the_declaration_only_title_and_organisation_are_shown(
    client, review, reviewer
):
    html = text(get(client, reviewer, page("detail", review)))
    application = review.application
    assert application.plan.title in html
    assert application.organisation.name_ja in html
    for hidden in (PROBLEM, "計画.pdf", "見守りシステム", 'name="opinion"'):
        assert hidden not in html


def test_before_the_declaration_no_file_can_be_fetched(client, review, reviewer):
    attachment = Attachment.objects.get(application=review.application)
    address = reverse("applications:download", args=[attachment.pk])
    assert get(client, reviewer, address).status_code == 404
    actions.declare_no_conflict(review.pk, by=reviewer, at=NOW)
    response = get(client, reviewer, address)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    response.close()


def test_before_the_declaration_points_that_are_sent_are_not_kept(
    client, review, reviewer
):
    post(client, reviewer, page("detail", review), **filled(review))
    assert not review.scores.exists()


def test_declaring_opens_what_was_sent(client, review, reviewer):
    response = post(client, reviewer, page("declare", review), conflict="no")
    assert response["Location"] == page("detail", review)
    html = text(get(client, reviewer, page("detail", review)))
    assert PROBLEM in html
    assert "計画.pdf" in html
    assert "20点満点" in html


def test_looking_at_the_declaration_declares_nothing(client, review, reviewer):
    get(client, reviewer, page("declare", review))
    review.refresh_from_db()
    assert review.status == "assigned"


def test_stepping_aside_without_a_ground_asks_for_it(client, review, reviewer):
    html = text(post(client, reviewer, page("declare", review), conflict="yes"))
    assert "関係" in html
    review.refresh_from_db()
    assert review.status == "assigned"


def test_stepping_aside_ends_the_review(client, opened, reviewer, office):
    typed = {"conflict": "yes", "ground": "元の勤務先である。"}
    post(client, reviewer, page("declare", opened), **typed)
    html = text(get(client, reviewer, page("detail", opened)))
    assert PROBLEM not in html
    assert 'name="ground"' not in html
    assert "元の勤務先である。" in text(get(client, office, page("detail", opened)))


def test_a_draft_is_kept_and_comes_back(client, opened, reviewer):
    typed = filled(opened, points="１０", opinion="途中")
    response = post(client, reviewer, page("detail", opened), **typed)
    assert response["Location"] == page("detail", opened)
    html = text(get(client, reviewer, page("detail", opened)))
    assert html.count('value="10"') == 5
    assert ">\n途中</textarea>" in html


def test_a_refused_finish_keeps_what_was_typed(client, opened, reviewer):
    typed = filled(opened, opinion="", finish="yes")
    html = text(post(client, reviewer, page("detail", opened), **typed))
    assert "総合意見を書いてください" in html
    assert html.count(">\n根拠</textarea>") == 5
    assert opened.scores.count() == 5


@pytest.mark.parametrize("points", ["21", "9" * 40, "-1", "たくさん", "1.5"])
def test_points_that_cannot_be_come_back_with_the_rest(
    client, opened, reviewer, points
):
    typed = filled(opened, points=points, ground="打ち直したくない理由")
    html = text(post(client, reviewer, page("detail", opened), **typed))
    assert html.count(f'value="{points}"') == 5
    assert html.count("打ち直したくない理由") == 5
    assert not opened.scores.exists()


def test_odd_characters_are_kept_as_they_are(client, opened, reviewer):
    typed = filled(opened, ground=ODD, opinion=ODD, finish="yes")
    post(client, reviewer, page("detail", opened), **typed)
    opened.refresh_from_db()
    assert opened.status == "done"
    assert opened.opinion == ODD
    assert {one.ground for one in opened.scores.all()} == {ODD}
    assert "&lt;b&gt;&amp;amp;" in text(get(client, reviewer, page("detail", opened)))


def test_a_zero_byte_is_said_and_nothing_is_lost(client, opened, reviewer, office):
    typed = filled(opened, ground="前\x00後")
    html = text(post(client, reviewer, page("detail", opened), **typed))
    assert html.count("何か文字") >= 5
    html = text(
        post(
            client,
            reviewer,
            page("declare", opened),
            conflict="yes",
            ground="関係\x00者",
        )
    )
    assert "関係\x00者" in html
    opened.refresh_from_db()
    assert opened.status == "open"


def test_finishing_shows_the_result_and_then_the_views_of_others(
    client, office, reviewer
):
    application = made.application(office)
    other = make.member("reviewer")
    made.finished(office, other, application, points=3)
    opened = made.opened(office, reviewer, application)
    before = text(get(client, reviewer, page("detail", opened)))
    assert "15 / 80" not in before

    typed = filled(opened, opinion="自分の意見", finish="yes")
    post(client, reviewer, page("detail", opened), **typed)

    after = text(get(client, reviewer, page("detail", opened)))
    assert "35 / 80" in after
    assert "15 / 80" in after
    assert other.user.email not in after


def test_finishing_twice_is_calm(client, opened, reviewer):
    typed = filled(opened, finish="yes")
    post(client, reviewer, page("detail", opened), **typed)
    html = text(post(client, reviewer, page("detail", opened), **typed))
    assert "35 / 80" in html
    assert 'role="alert"' not in html


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


def test_pages_are_there_in_english_too(client, opened, reviewer):
    reviewer.user.language = "en"
    reviewer.user.save()
    html = text(get(client, reviewer, page("detail", opened)))
    assert "Effect on local jobs: points out of 20" in html
