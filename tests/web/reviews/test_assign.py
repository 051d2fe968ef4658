"""Giving applications to reviewers, and asking one to look again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.outbox.models import Message
from chiiki_web.reviews import actions, queries
from chiiki_web.reviews.models import Review
from chiiki_web.ui import formats
from web import make
from web.make import NOW
from web.reviews import made
from web.reviews.made import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def reviewer():
    return make.member("reviewer")


@pytest.fixture
def application(office, officer):
    return made.application(office, officer)


def assign(application, reviewer, by, due_on=DUE, at=NOW):
    return actions.assign_reviewer(
        application.pk, reviewer.pk, due_on=due_on, by=by, at=at
    )


def refused(*args, **values):
    with pytest.raises(actions.CannotAssign) as caught:
        assign(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def select(application):
    """As if the selection had been made."""
    return Award.objects.create(
        application=application, status="candidate", selected_at=NOW
    )


def test_a_reviewer_is_given_an_application_and_told(application, reviewer, office):
    review = assign(application, reviewer, office)

    assert (review.status, review.due_on) == ("assigned", DUE)
    (event,) = audit.history_of(review)
    assert (event.name, event.case) == ("review.assigned", application.case)
    assert event.actor == f"user:{office.user_id}"
    message = Message.objects.get(kind="review.assigned")
    assert message.recipient == reviewer.user
    assert application.number in message.subject
    assert message.path == f"/reviews/{review.pk}/"
    assert f"「{application.plan.title}」" in message.body
    assert f"{formats.day(DUE)}までに評価" in message.body


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_only_the_office_of_the_call_assigns(application, reviewer, office, role):
    wrong = make.member(role, of=office.organisation)
    assert refused(application, reviewer, wrong) == "reviews.office_only"
    other = make.member("office")
    assert refused(application, reviewer, other) == "reviews.office_only"
    assert not Review.objects.exists()


def test_an_application_is_accepted_before_it_is_reviewed(
    application, reviewer, office
):
    application.status = "submitted"
    application.save(update_fields=["status"])
    assert refused(application, reviewer, office) == "reviews.not_accepted_yet"


def test_nobody_is_assigned_after_the_selection(application, reviewer, office):
    select(application)
    assert refused(application, reviewer, office) == "reviews.already_selected"


@pytest.mark.parametrize("role", ["officer", "office", "adviser", "auditor"])
def test_another_role_cannot_review(application, office, role):
    assert refused(application, make.member(role), office) == "reviews.not_a_reviewer"


def test_a_role_that_has_ended_or_not_begun_cannot_review(application, office):
    former, future = make.member("reviewer"), make.member("reviewer")
    former.until, future.since = (
        NOW.date() - timedelta(days=1),
        NOW.date() + timedelta(days=1),
    )
    for one in (former, future):
        one.save()
        assert refused(application, one, office) == "reviews.not_a_reviewer"


def test_the_last_day_of_a_role_still_counts(application, reviewer, office):
    reviewer.until = NOW.date()
    reviewer.save()
    assert assign(application, reviewer, office)


def test_a_due_date_in_the_past_is_refused_and_today_is_not(
    application, reviewer, office
):
    yesterday = NOW.date() - timedelta(days=1)
    assert (
        refused(application, reviewer, office, due_on=yesterday)
        == "reviews.due_in_the_past"
    )
    assert assign(application, reviewer, office, due_on=NOW.date())


@pytest.mark.parametrize("due_on", [date(2027, 11, 25), date(9999, 12, 31)])
def test_a_review_is_due_within_a_year(application, reviewer, office, due_on):
    code = refused(application, reviewer, office, due_on=due_on)
    assert code == "reviews.due_too_late"


def test_who_belongs_to_the_applicant_cannot_review(application, officer, office):
    own = make.member("reviewer", of=officer.organisation)
    assert refused(application, own, office) == "reviews.of_the_applicant"


def test_another_hat_in_the_applicant_counts_too_even_when_it_ended(
    application, officer, reviewer, office
):
    former = make.member("officer", of=officer.organisation)
    former.user, former.until = reviewer.user, NOW.date() - timedelta(days=900)
    former.save()
    assert refused(application, reviewer, office) == "reviews.of_the_applicant"


def test_who_belongs_to_a_partner_cannot_review(application, office):
    partner = make.organisation("npo")
    make.partner(application.plan, partner)
    own = make.member("reviewer", of=partner)
    assert refused(application, own, office) == "reviews.of_the_applicant"


def test_the_same_reviewer_is_assigned_once(application, reviewer, office):
    assign(application, reviewer, office)
    assert refused(application, reviewer, office) == "reviews.already_assigned"
    assert Message.objects.filter(kind="review.assigned").count() == 1


def test_control_without_the_question_the_database_keeps_one_review(
    application, reviewer, office
):
    review = assign(application, reviewer, office)
    review.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        review.save()


def test_several_are_assigned_wherever_it_can_be(
    application, officer, reviewer, office
):
    own = make.member("reviewer", of=officer.organisation)
    found = actions.assign_reviewers(
        [application.pk], [reviewer.pk, own.pk], due_on=DUE, by=office, at=NOW
    )
    assert [one.reviewer for one in found.made] == [reviewer]
    assert [one.code for one in found.refused] == ["reviews.of_the_applicant"]


@pytest.mark.parametrize(("applications", "reviewers"), [([], [1]), ([1], [])])
def test_something_has_to_be_chosen(office, applications, reviewers):
    with pytest.raises(actions.CannotAssign) as caught:
        actions.assign_reviewers(applications, reviewers, due_on=DUE, by=office, at=NOW)
    assert caught.value.reasons[0].code == "reviews.nothing_chosen"


def reopen(review, by, ground="根拠を補ってください。"):
    return actions.reopen_review(review.pk, ground=ground, by=by, at=NOW)


def refused_to_reopen(*args, **values):
    with pytest.raises(actions.CannotAssign) as caught:
        reopen(*args, **values)
    return caught.value.reasons[0].code


def test_a_finished_review_is_opened_again_and_keeps_its_points(reviewer, office):
    review = made.finished(office, reviewer)
    again = reopen(review, office)

    assert (again.status, again.done_at) == ("open", None)
    assert queries.total_of(again) == 35
    event = audit.history_of(review).last()
    assert event.name == "review.reopened"
    assert event.details["ground"] == "根拠を補ってください。"
    message = Message.objects.get(kind="review.reopened")
    assert message.recipient == reviewer.user
    assert "根拠を補ってください。" in message.body
    assert f"「{review.application.plan.title}」" in message.body


def test_a_review_can_be_asked_for_again_a_second_time(reviewer, office):
    review = made.finished(office, reviewer)
    reopen(review, office)
    actions.finish_review(review.pk, by=reviewer, at=NOW)
    actions.reopen_review(
        review.pk, ground="もう一度", by=office, at=NOW + timedelta(days=1)
    )
    assert Message.objects.filter(kind="review.reopened").count() == 2


def test_only_a_finished_review_is_opened_again(reviewer, office):
    review = made.opened(office, reviewer)
    assert refused_to_reopen(review, office) == "reviews.not_done"


def test_no_review_is_opened_again_after_the_selection(reviewer, office):
    review = made.finished(office, reviewer)
    select(review.application)
    assert refused_to_reopen(review, office) == "reviews.already_selected"


def test_opening_again_needs_a_ground(reviewer, office):
    review = made.finished(office, reviewer)
    assert refused_to_reopen(review, office, " \n") == "reviews.reopened_without_ground"


def test_another_office_or_role_opens_nothing_again(reviewer, office):
    review = made.finished(office, reviewer)
    assert refused_to_reopen(review, make.member("office")) == "reviews.office_only"
    auditor = make.member("auditor", of=office.organisation)
    assert refused_to_reopen(review, auditor) == "reviews.office_only"
    review.refresh_from_db()
    assert review.status == "done"
