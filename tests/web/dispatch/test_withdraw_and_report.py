"""A request is taken back while nobody has accepted; afterwards both sides report."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Report
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.dispatch.made import TODAY, told
from web.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def adviser():
    return advisers.adviser()


@pytest.fixture
def request_(officer, office, adviser):
    """A request in which the adviser is being asked."""
    return made.ranked(officer, office)


@pytest.fixture
def accepted(request_):
    made.accept(request_)
    made.agree(request_)
    return request_


def withdraw(request, by):
    return actions.withdraw_request(request.pk, by=by, at=NOW)


def report(request, by, **changes):
    values = {
        "held_on": TODAY + timedelta(days=20),
        "days_used": 2,
        "done": "現地で課題を確かめた。",
        "outcome": "機能を3つに絞った。",
        "at": LATER,
    } | changes
    return actions.report_dispatch(request.pk, by=by, **values)


def refused(refusal, deed, *args, **values):
    with pytest.raises(refusal) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_withdrawing_is_told_to_the_office_and_to_who_is_asked(
    request_, officer, office, adviser
):
    withdraw(request_, officer)
    request_.refresh_from_db()
    assert request_.status == "withdrawn"
    assert audit.history_of(request_).last().name == "dispatch.withdrawn"
    assert told("dispatch.withdrawn") == {office.user, adviser.membership.user}
    assert queries.asked_of(request_, adviser.membership) is None


def test_a_request_that_was_withdrawn_is_not_accepted_any_more(
    request_, officer, adviser
):
    candidate = made.asked(request_)
    withdraw(request_, officer)
    found = refused(
        actions.CannotPlace,
        actions.accept_dispatch,
        candidate.pk,
        by=adviser.membership,
        at=NOW,
    )
    assert found == ["dispatch.withdrawn_already"]


def test_it_is_withdrawn_once_and_not_after_acceptance(request_, officer):
    made.accept(request_)
    late = ["dispatch.too_late_to_withdraw"]
    assert refused(actions.CannotRequest, withdraw, request_, officer) == late
    other = made.request(officer, project="別の案件")
    withdraw(other, officer)
    assert refused(actions.CannotRequest, withdraw, other, officer) == late
    assert Message.objects.filter(kind="dispatch.withdrawn").count() == 1


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_the_requester_withdraws(request_, officer, role):
    for stranger in (make.member(), make.member(role, of=officer.organisation)):
        found = refused(actions.CannotRequest, withdraw, request_, stranger)
        assert found == ["dispatch.not_yours"]


def test_with_both_reports_the_dispatch_is_reported_and_the_office_told(
    accepted, officer, office, adviser
):
    first = report(accepted, officer)
    accepted.refresh_from_db()
    assert (first.side, accepted.status) == ("requester", "accepted")
    assert not told("dispatch.reported")

    second = report(accepted, adviser.membership)
    accepted.refresh_from_db()
    assert (second.side, accepted.status) == ("adviser", "reported")
    assert told("dispatch.reported") == {office.user}
    sides = [
        one.details["side"]
        for one in audit.history_of(accepted).filter(name="dispatch.reported")
    ]
    assert sides == ["requester", "adviser"]


def test_each_side_reports_once(accepted, officer, adviser):
    again = ["dispatch.already_reported"]
    report(accepted, officer)
    assert refused(actions.CannotReport, report, accepted, officer) == again
    report(accepted, adviser.membership)
    for one in (officer, adviser.membership):
        assert refused(actions.CannotReport, report, accepted, one) == again
    assert accepted.reports.count() == 2


def test_control_without_the_question_the_database_keeps_one_for_each_side(
    accepted, officer
):
    made_report = report(accepted, officer)
    made_report.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made_report.save()


def test_before_anybody_accepted_there_is_nothing_to_report(request_, officer):
    found = refused(actions.CannotReport, report, request_, officer)
    assert found == ["dispatch.nothing_to_report"]


def test_only_the_two_sides_report(accepted, office):
    other = advisers.adviser()
    for stranger in (make.member(), office, other.membership, make.member("auditor")):
        found = refused(actions.CannotReport, report, accepted, stranger)
        assert found == ["dispatch.not_yours"]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": TODAY + timedelta(days=31)}, "dispatch.held_in_future"),
        ({"held_on": TODAY - timedelta(days=1)}, "dispatch.held_before_request"),
        ({"done": " "}, "dispatch.report_empty"),
        ({"outcome": "　"}, "dispatch.report_empty"),
    ],
)
def test_a_report_says_when_and_what(accepted, officer, changes, code):
    found = refused(actions.CannotReport, report, accepted, officer, **changes)
    assert found == [code]
    assert not Report.objects.exists()


def test_whose_turn_it_is_to_report(accepted, officer, office, adviser):
    assert queries.may_report(accepted, officer, LATER)
    assert queries.may_report(accepted, adviser.membership, LATER)
    assert not queries.may_report(accepted, office, LATER)
    report(accepted, officer)
    assert not queries.may_report(accepted, officer, LATER)
    assert queries.may_report(accepted, adviser.membership, LATER)


def test_nobody_reports_before_any_day_was_agreed(request_, officer):
    made.accept(request_)
    assert not queries.may_report(request_, officer, LATER)
    assert refused(actions.CannotReport, report, request_, officer) == [
        "dispatch.report_before_days"
    ]
    assert not Report.objects.exists()


def test_control_once_the_days_are_agreed_the_same_report_is_received(
    request_, officer
):
    made.accept(request_)
    made.agree(request_)
    assert report(request_, officer)


def test_the_report_is_offered_from_the_first_agreed_day_on(accepted, officer):
    first = NOW + timedelta(days=15)
    assert not queries.may_report(accepted, officer, first - timedelta(days=1))
    assert queries.may_report(accepted, officer, first)


def test_no_day_before_the_first_agreed_one_is_reported(accepted, officer):
    early = {"held_on": TODAY + timedelta(days=14)}
    found = refused(actions.CannotReport, report, accepted, officer, **early)
    assert found == ["dispatch.report_before_visit"]


def test_people_see_the_requests_that_concern_them(request_, officer, office, adviser):
    waiting = advisers.adviser()
    for member, sees in (
        (officer, True),
        (make.member(), False),
        (office, True),
        (make.member("office"), False),
        (make.member("auditor"), True),
        (adviser.membership, True),
        (waiting.membership, False),
        (make.member("reviewer"), False),
    ):
        assert queries.visible_to(member).contains(request_) is sees
