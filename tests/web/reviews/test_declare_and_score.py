"""What a reviewer does: declares first, keeps drafts, finishes, or steps aside."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from chiiki_web.reviews import actions, queries
from chiiki_web.reviews.models import Review, Score
from web import make
from web.make import NOW
from web.reviews import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def reviewer():
    return make.member("reviewer")


@pytest.fixture
def given(office, reviewer):
    return made.review(office, reviewer)


@pytest.fixture
def opened(given, reviewer):
    return actions.declare_no_conflict(given.pk, by=reviewer, at=NOW)


def save(review, by, **values):
    wanted = made.scores(review) | values
    return actions.save_scores(review.pk, by=by, at=NOW, **wanted)


def finish(review, by):
    return actions.finish_review(review.pk, by=by, at=NOW)


def step_aside(review, by, ground="計画の作成を手伝った。"):
    return actions.declare_conflict(review.pk, ground=ground, by=by, at=NOW)


def codes(deed, *args, **values):
    with pytest.raises(actions.CannotReview) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def events(review):
    return [one.name for one in audit.history_of(review)]


def test_a_reviewer_declares_that_nothing_stands_in_the_way(given, reviewer):
    review = actions.declare_no_conflict(given.pk, by=reviewer, at=NOW)
    assert (review.status, review.declared_at) == ("open", NOW)
    assert events(review)[-1] == "review.no_conflict_declared"


def test_declaring_twice_is_no_change(opened, reviewer):
    actions.declare_no_conflict(opened.pk, by=reviewer, at=NOW)
    assert events(opened).count("review.no_conflict_declared") == 1


def test_somebody_else_declares_nothing(given):
    other = make.member("reviewer")
    assert codes(actions.declare_no_conflict, given.pk, by=other, at=NOW) == [
        "reviews.not_yours"
    ]
    assert codes(step_aside, given, other) == ["reviews.not_yours"]


def test_who_joined_a_partner_since_cannot_declare_to_be_free(office):
    reviewer = make.member("reviewer", of=make.organisation("npo"))
    given = made.review(office, reviewer)
    plan = given.application.plan
    make.partner(plan, reviewer.organisation)
    assert codes(actions.declare_no_conflict, given.pk, by=reviewer, at=NOW) == [
        "reviews.of_the_applicant"
    ]


def test_who_steps_aside_says_why_and_the_office_is_told(given, reviewer, office):
    review = step_aside(given, reviewer)
    assert (review.status, review.conflict_reason) == (
        "conflicted",
        "計画の作成を手伝った。",
    )
    event = audit.history_of(review).last()
    assert (event.name, event.details["ground"]) == (
        "review.conflict_declared",
        "計画の作成を手伝った。",
    )
    message = Message.objects.get(kind="review.conflict_declared")
    assert message.recipient == office.user
    assert message.path == f"/reviews/board/?call={review.application.call_id}"


def test_a_conflict_found_while_reading_is_declared_too(opened, reviewer):
    assert step_aside(opened, reviewer).status == "conflicted"


def test_a_conflict_needs_a_ground(given, reviewer):
    assert codes(step_aside, given, reviewer, "　 ") == [
        "reviews.conflict_without_ground"
    ]
    given.refresh_from_db()
    assert given.status == "assigned"


def test_who_stepped_aside_does_not_come_back(given, reviewer):
    step_aside(given, reviewer)
    assert codes(actions.declare_no_conflict, given.pk, by=reviewer, at=NOW) == [
        "reviews.already_declared"
    ]
    assert codes(step_aside, given, reviewer) == ["reviews.already_declared"]
    assert codes(save, given, reviewer) == ["reviews.closed"]
    assert Message.objects.filter(kind="review.conflict_declared").count() == 1


def test_the_office_and_not_the_applicant_is_told_of_a_conflict(given, reviewer):
    step_aside(given, reviewer)
    officers = given.application.organisation.memberships.values("user")
    told = Message.objects.filter(kind="review.conflict_declared")
    assert not told.filter(recipient__in=officers).exists()


def test_nothing_is_scored_before_the_declaration(given, reviewer):
    assert codes(save, given, reviewer) == ["reviews.declare_first"]
    assert codes(finish, given, reviewer) == ["reviews.declare_first"]
    assert not Score.objects.exists()


def test_control_without_the_question_the_database_wants_the_declaration(given):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=given.pk).update(status="done", done_at=NOW)


def test_a_draft_is_kept_in_parts(opened, reviewer):
    first, second, *_ = queries.criteria_of(opened)
    save(
        opened, reviewer, points={first.pk: 12}, grounds={first.pk: "根拠"}, opinion=""
    )
    save(opened, reviewer, points={second.pk: None}, grounds={second.pk: "途中"})
    kept = {one.criterion_id: (one.points, one.ground) for one in opened.scores.all()}
    assert kept == {first.pk: (12, "根拠"), second.pk: (None, "途中")}
    assert events(opened).count("review.draft_kept") == 2


def test_keeping_twice_keeps_one_row_for_each_criterion(opened, reviewer):
    save(opened, reviewer)
    save(opened, reviewer)
    assert opened.scores.count() == 5


def test_control_without_the_question_the_database_keeps_one_row(opened, reviewer):
    save(opened, reviewer)
    score = opened.scores.first()
    score.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        score.save()


@pytest.mark.parametrize("points", [-1, 21, 10**40])
def test_points_out_of_range_keep_nothing(opened, reviewer, points):
    first, second, *_ = queries.criteria_of(opened)
    with pytest.raises(actions.CannotReview) as caught:
        save(opened, reviewer, points={first.pk: points, second.pk: 3})
    (one,) = caught.value.reasons
    assert one.code == "reviews.points_out_of_range"
    assert (one.values["found"], one.values["maximum"]) == (points, 20)
    assert not Score.objects.exists()


def test_each_criterion_that_is_out_of_range_is_named(opened, reviewer):
    pks = [one.pk for one in queries.criteria_of(opened)]
    assert codes(save, opened, reviewer, points=dict.fromkeys(pks, 99)) == (
        ["reviews.points_out_of_range"] * 5
    )


def test_full_points_and_no_points_are_both_points(opened, reviewer):
    first, second, *_ = queries.criteria_of(opened)
    save(opened, reviewer, points={first.pk: 20, second.pk: 0})
    assert queries.total_of(opened) == 20


def test_a_criterion_of_another_call_is_left_alone(opened, reviewer, office):
    other = make.call(office).criteria.first()
    save(opened, reviewer, points={other.pk: 5}, grounds={other.pk: "x"})
    assert not Score.objects.exists()


def test_a_review_is_finished_with_its_points_in_the_history(opened, reviewer):
    save(opened, reviewer)
    review = finish(opened, reviewer)
    assert (review.status, review.done_at) == ("done", NOW)
    event = audit.history_of(review).last()
    assert (event.name, event.details["points"]) == ("review.finished", 35)
    assert event.details["scores"] == dict.fromkeys(
        ["local_people", "jobs", "continuity", "need", "cost"], 7
    )


def test_finishing_says_everything_that_is_missing(opened, reviewer):
    assert sorted(codes(finish, opened, reviewer)) == sorted(
        ["reviews.points_missing", "reviews.ground_missing"] * 5
        + ["reviews.opinion_missing"]
    )


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ("points", "reviews.points_missing"),
        ("grounds", "reviews.ground_missing"),
        ("opinion", "reviews.opinion_missing"),
    ],
)
def test_one_thing_missing_is_said_alone(opened, reviewer, lacking, code):
    wanted = made.scores(opened)
    if lacking == "opinion":
        wanted["opinion"] = " \n"
    else:
        wanted[lacking] |= {
            queries.criteria_of(opened)[2].pk: None if lacking == "points" else "　"
        }
    save(opened, reviewer, **wanted)
    assert codes(finish, opened, reviewer) == [code]
    opened.refresh_from_db()
    assert opened.status == "open"


def test_a_finished_review_is_closed(opened, reviewer):
    save(opened, reviewer)
    finish(opened, reviewer)
    assert codes(save, opened, reviewer) == ["reviews.closed"]
    assert codes(finish, opened, reviewer) == ["reviews.closed"]
    assert codes(step_aside, opened, reviewer) == ["reviews.already_declared"]
    assert events(opened).count("review.finished") == 1


def test_control_without_the_question_a_finished_review_would_change(opened, reviewer):
    save(opened, reviewer)
    finish(opened, reviewer)
    Review.objects.update(status="open")
    save(opened, reviewer, **made.scores(opened, points=1))
    assert queries.total_of(opened) == 5


def test_somebody_else_neither_keeps_nor_finishes(opened, reviewer, office):
    save(opened, reviewer)
    same_body = make.member("reviewer", of=reviewer.organisation)
    for other in (same_body, office, make.member("auditor")):
        assert codes(save, opened, other) == ["reviews.not_yours"]
        assert codes(finish, opened, other) == ["reviews.not_yours"]
