"""Advisers are asked in turn and answer; no day is promised twice."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Candidate
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.dispatch.made import told
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three who fit less and less: by field and side, by field, by side."""
    return [
        advisers.adviser(),
        advisers.adviser(sides=["people"]),
        advisers.adviser(fields=("tourism",)),
    ]


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotPlace) as caught:
        deed(*args, at=NOW, **values)
    (one,) = caught.value.reasons
    return one.code


def names(request):
    return [one.name for one in audit.history_of(request)]


def shown(request):
    return [one.adviser for one in request.candidates.order_by("order")]


def decline(request, note="日程が合わない。"):
    candidate = made.asked(request)
    person = candidate.adviser.membership
    actions.decline_dispatch(candidate.pk, note=note, by=person, at=NOW)
    request.refresh_from_db()


def propose(request, office):
    return actions.propose_candidates(request.pk, by=office, at=NOW)


def test_accepting_is_told_to_the_region_and_the_office(officer, office, three):
    request = made.ranked(officer, office)
    candidate = made.accept(request)
    assert request.status == "accepted"
    assert candidate.adviser == three[0]
    assert names(request)[-2:] == ["dispatch.accepted", "dispatch.placed"]
    assert told("dispatch.accepted") == {officer.user, office.user}


def test_it_is_answered_once(officer, office, three):
    request = made.ranked(officer, office)
    candidate = made.accept(request)
    person = candidate.adviser.membership
    for deed, more in (
        (actions.accept_dispatch, {}),
        (actions.decline_dispatch, {"note": "見本"}),
    ):
        assert refused(deed, candidate.pk, by=person, **more) == (
            "dispatch.already_answered"
        )
    assert names(request).count("dispatch.accepted") == 1


def test_control_without_the_question_the_database_keeps_one_acceptance(
    officer, office, three
):
    request = made.ranked(officer, office)
    made.accept(request)
    waiting = request.candidates.filter(answer="")
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.filter(pk=waiting.first().pk).update(answer="accepted", asked_at=NOW)


def test_the_database_lets_nobody_answer_who_was_not_asked_and_asks_one_at_a_time(
    officer, office, three
):
    request = made.ranked(officer, office)
    waiting = request.candidates.filter(asked_at=None)
    for wrong in ({"answer": "declined"}, {"asked_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            waiting.update(**wrong)


def test_only_who_was_asked_answers(officer, office, three):
    request = made.ranked(officer, office)
    candidate = made.asked(request)
    second = request.candidates.get(adviser=three[1])
    for one, person in (
        (candidate, three[1].membership),
        (candidate, officer),
        (second, three[1].membership),
    ):
        found = refused(actions.accept_dispatch, one.pk, by=person)
        assert found == "dispatch.not_asked"


def test_after_declining_the_next_in_rank_is_asked(officer, office, three):
    request = made.ranked(officer, office)
    decline(request)
    assert made.asked(request).adviser == three[1]
    first = request.candidates.get(adviser=three[0])
    assert (first.answer, first.answer_note) == ("declined", "日程が合わない。")
    event = audit.history_of(request).get(name="dispatch.declined")
    assert event.details["ground"] == "日程が合わない。"


def test_declining_needs_a_ground(officer, office, three):
    request = made.ranked(officer, office)
    candidate = made.asked(request)
    found = refused(
        actions.decline_dispatch,
        candidate.pk,
        note=" 　",
        by=candidate.adviser.membership,
    )
    assert found == "dispatch.decline_without_ground"
    assert made.asked(request) == candidate


def test_when_all_decline_region_and_office_are_told(officer, office, three):
    request = made.ranked(officer, office)
    for _ in three:
        decline(request)
    assert request.status == "unplaced"
    assert names(request)[-1] == "dispatch.unplaced"
    assert told("dispatch.unplaced") == {officer.user, office.user}


def test_after_that_the_office_shows_others(officer, office, three):
    request = made.ranked(officer, office)
    for _ in three:
        decline(request)
    found = refused(actions.propose_candidates, request.pk, by=office)
    assert found == "dispatch.nobody_eligible"

    fourth = advisers.adviser()
    request = propose(request, office)
    (open_one,) = queries.to_be_ranked(request)
    assert (open_one.adviser, open_one.order) == (fourth, 4)
    assert Message.objects.filter(kind="dispatch.candidates_proposed").count() == 2
    actions.rank_candidates(request.pk, ranks={open_one.pk: 1}, by=officer, at=NOW)
    candidate = made.accept(request)
    assert (candidate.adviser, candidate.rank) == (fourth, 4)


def test_whom_the_region_left_out_is_shown_again(officer, office, three):
    request = made.proposed(officer, office)
    first = request.candidates.order_by("order").first()
    actions.rank_candidates(request.pk, ranks={first.pk: 1}, by=officer, at=NOW)
    decline(request)
    assert request.status == "unplaced"
    request = propose(request, office)
    assert [one.adviser for one in queries.to_be_ranked(request)] == three[1:]


def test_days_that_are_promised_are_not_asked_for_again(officer, office):
    adviser = advisers.adviser(capacity_days=3)
    other = advisers.adviser(sides=["people"])
    both = [made.proposed(make.member(), office) for _ in range(2)]
    for request in both:
        candidates = request.candidates.order_by("order")
        actions.rank_candidates(
            request.pk,
            ranks={one.pk: one.order for one in candidates},
            by=make.member(of=request.organisation),
            at=NOW,
        )
    first, second = both
    assert made.asked(first).adviser == adviser
    assert made.asked(second).adviser == other
    passed = second.candidates.get(adviser=adviser)
    assert (passed.answer, passed.asked_at) == ("no_days", None)
    assert "dispatch.passed_over" in names(second)


def test_who_is_not_commissioned_any_more_is_passed_over_as_such(officer, office):
    gone, other = advisers.adviser(), advisers.adviser(sides=["people"])
    request = made.proposed(officer, office)
    gone.commissions.update(is_ended=True, ended_at=NOW, end_ground="見本")
    actions.rank_candidates(
        request.pk,
        ranks={one.pk: one.order for one in request.candidates.all()},
        by=officer,
        at=NOW,
    )
    assert request.candidates.get(adviser=gone).answer == "ended"
    assert made.asked(request).adviser == other


def test_control_without_the_question_three_days_are_promised_twice(
    officer, office, monkeypatch
):
    adviser = advisers.adviser(capacity_days=3)
    both = [made.proposed(make.member(), office) for _ in range(2)]
    monkeypatch.setattr(
        actions.asking.engine_input, "days_left", lambda *_: 99, raising=True
    )
    for request in both:
        actions.rank_candidates(
            request.pk,
            ranks={request.candidates.get().pk: 1},
            by=make.member(of=request.organisation),
            at=NOW,
        )
    asked = Candidate.objects.filter(adviser=adviser, asked_at__isnull=False)
    assert sum(one.request.days for one in asked) == 4


def test_a_withdrawn_request_gives_the_days_back(officer, office):
    adviser = advisers.adviser(capacity_days=2)
    request = made.ranked(officer, office)
    actions.withdraw_request(request.pk, by=officer, at=NOW)
    again = made.ranked(make.member(), office)
    assert made.asked(again).adviser == adviser
