"""Who may read which review, and how an application stands on the board."""

from datetime import timedelta
from fractions import Fraction

import pytest

from chiiki_web.applications import queries as applications
from chiiki_web.reviews import actions, queries
from web import make
from web.make import NOW
from web.reviews import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def application(office):
    return made.application(office)


def standing(application):
    (found,) = queries.standings(application.call)
    return found


def reviewers(number):
    return [make.member("reviewer") for _ in range(number)]


def test_each_role_sees_its_own_reviews(office, application):
    first, second = reviewers(2)
    mine = made.review(office, first, application)
    other = made.review(office, second, application)
    elsewhere = made.review(make.member("office"), second)
    seen = {
        first: {mine},
        second: {other, elsewhere},
        office: {mine, other},
        make.member("auditor"): {mine, other, elsewhere},
        make.member("officer", of=application.organisation): set(),
        make.member("adviser"): set(),
    }
    for member, rows in seen.items():
        assert set(queries.visible_to(member)) == rows


def test_what_waits_stands_first_by_its_day_and_then_the_newest(office):
    (reviewer,) = reviewers(1)
    rows = [made.review(office, reviewer) for _ in range(4)]
    for at, (one, status) in enumerate(
        zip(rows, ("done", "open", "done", "open"), strict=True)
    ):
        one.status, one.due_on = status, NOW.date() + timedelta(days=at)
        one.declared_at = one.done_at = NOW
        one.save()
    found = queries.waiting_first(queries.visible_to(reviewer), {"open"})
    assert list(found) == [rows[1], rows[3], rows[2], rows[0]]


def test_files_are_readable_after_the_declaration_and_until_stepping_aside(
    office, application
):
    (reviewer,) = reviewers(1)
    review = made.review(office, reviewer, application)
    assert not applications.readable_by(reviewer).exists()
    actions.declare_no_conflict(review.pk, by=reviewer, at=NOW)
    assert list(applications.readable_by(reviewer)) == [application]
    actions.declare_conflict(review.pk, ground="見本", by=reviewer, at=NOW)
    assert not applications.readable_by(reviewer).exists()


def test_other_views_are_hidden_until_the_own_one_is_finished(office, application):
    early, late = reviewers(2)
    theirs = made.finished(office, early, application)
    mine = made.opened(office, late, application)
    assert queries.others_of(mine) == []
    actions.save_scores(mine.pk, by=late, at=NOW, **made.scores(mine))
    mine = actions.finish_review(mine.pk, by=late, at=NOW)
    assert queries.others_of(mine) == [theirs]


def test_views_that_are_not_finished_are_hidden_from_everybody(office, application):
    early, late = reviewers(2)
    mine = made.finished(office, early, application)
    made.opened(office, late, application)
    assert queries.others_of(mine) == []


def test_an_application_without_reviews_has_no_mean(application):
    found = standing(application)
    assert (found.mean, found.spread, found.points, found.maximum) == (
        None,
        None,
        None,
        80,
    )
    assert (found.done, found.expected) == (0, 0)


def test_the_mean_is_of_finished_reviews_alone(office, application):
    for reviewer, points in zip(reviewers(3), (3, 4, 6), strict=True):
        made.finished(office, reviewer, application, points)
    (drafting,) = reviewers(1)
    draft = made.opened(office, drafting, application)
    actions.save_scores(draft.pk, by=drafting, at=NOW, **made.scores(draft, 10))

    found = standing(application)

    assert found.mean == Fraction(15 + 20 + 30, 3)  # not 21.67
    assert (found.spread, found.done, found.expected) == (15, 3, 4)


def test_who_stepped_aside_is_not_waited_for(office, application):
    (reviewer,) = reviewers(1)
    review = made.review(office, reviewer, application)
    assert standing(application).expected == 1
    actions.declare_conflict(review.pk, ground="見本", by=reviewer, at=NOW)
    assert standing(application).expected == 0


@pytest.mark.parametrize(("high", "wide"), [(8, False), (9, True)])
def test_views_differ_widely_above_a_quarter_of_the_full_points(
    office, application, high, wide
):
    for reviewer, points in zip(reviewers(2), (4, high), strict=True):
        made.finished(office, reviewer, application, points)
    assert standing(application).differs_widely is wide  # 20 of 80, then 25


def test_only_accepted_applications_stand_on_the_board(application):
    application.status = "submitted"
    application.save(update_fields=["status"])
    assert queries.standings(application.call) == []


@pytest.mark.parametrize(
    ("since", "until", "is_one"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 9, True)],
)
def test_a_reviewer_is_one_within_the_days_of_the_role(since, until, is_one):
    (reviewer,) = reviewers(1)
    today = NOW.date()
    reviewer.since = today + timedelta(days=since)
    reviewer.until = None if until is None else today + timedelta(days=until)
    assert queries.is_reviewer(reviewer, today) is is_one
