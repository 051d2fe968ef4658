"""The pages of a reviewer: what they show when, and what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.applications.models import Attachment
from chiiki_web.reviews import actions
from web import make
from web.make import NOW
from web.reviews import made
from web.visit import ODD, get, post, text

pytestmark = pytest.mark.django_db
LIST, BOARD = reverse("reviews:list"), reverse("reviews:board")
PROBLEM = "週に一度も人と話していない"


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


def filled(review, points="7", ground="根拠", **more):
    criteria = review.application.call.criteria.all()
    typed = {"opinion": "続け方が示されている。"}
    for one in criteria:
        typed |= {f"points-{one.pk}": points, f"ground-{one.pk}": ground}
    return typed | more


def test_the_list_shows_what_is_overdue(client, clock, review, reviewer):
    assert "期限超過" not in text(get(client, reviewer, LIST))
    clock.move_to(NOW + timedelta(days=21))
    html = text(get(client, reviewer, LIST))
    assert review.application.number in html
    assert "期限超過" in html


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


def test_pages_are_there_in_english_too(client, opened, reviewer):
    reviewer.user.language = "en"
    reviewer.user.save()
    html = text(get(client, reviewer, page("detail", opened)))
    assert "Effect on local jobs: points out of 20" in html
