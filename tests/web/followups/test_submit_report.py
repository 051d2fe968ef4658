"""A status report says whether the service is used, and is sent once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.followups import actions, queries
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions as services
from chiiki_web.services.models import MonthlyUse
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
NOW = on(2029, 5, 10)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def report(officer, office):
    made.service(officer, office)
    actions.open_reports(on(2028, 4, 1))
    return StatusReport.objects.get(fiscal_year=2028)


def submit(report, by, *, at=NOW, **changes):
    values = {
        "is_in_use": True,
        "uses": 1_800,
        "running_cost": 1_200_000,
        "payer": "見本市",
        "went_well": "民生委員が広めた。",
    } | changes
    return actions.submit_report(report.pk, by=by, at=at, **values)


def refused(report, by, **values):
    with pytest.raises(actions.CannotReportStatus) as caught:
        submit(report, by, **values)
    return [one.code for one in caught.value.reasons]


def test_it_is_kept_with_its_event_in_the_case(report, officer):
    sent = submit(report, officer)
    sent.refresh_from_db()
    assert (sent.status, sent.submitted_at, sent.uses) == ("submitted", NOW, 1_800)
    event = audit.history_of_case(report.service.case).last()
    assert event.name == "status_report.submitted"
    assert event.details == {"fiscal_year": 2028, "is_in_use": True, "uses": 1_800}


def test_nobody_is_told_of_a_service_that_is_used(report, officer):
    submit(report, officer)
    assert not Message.objects.filter(kind__startswith="status_report").exists()


def test_the_office_is_told_of_a_service_that_is_not(report, officer, office):
    make.member("office")
    submit(report, officer, is_in_use=False, uses=None, went_badly="端末が壊れた。")
    message = Message.objects.get(kind="status_report.not_in_use")
    assert message.recipient == office.user
    assert "端末が壊れた。" in message.body


def test_it_is_sent_once(report, officer):
    submit(report, officer)
    assert refused(report, officer, uses=1) == ["followups.already_submitted"]
    report.refresh_from_db()
    assert report.uses == 1_800
    assert audit.history_of(report).count() == 1


def test_control_without_the_question_the_second_would_take_its_place(report, officer):
    submit(report, officer)
    StatusReport.objects.filter(pk=report.pk).update(status="due")
    assert submit(report, officer, uses=1).uses == 1


def test_it_is_sent_when_the_fiscal_year_is_over(report, officer):
    early = refused(report, officer, at=on(2029, 3, 31, 23))
    assert early == ["followups.year_not_over"]
    assert submit(report, officer, at=on(2029, 4, 1, 0))


def test_an_ended_service_is_reported_on_without_waiting(report, officer):
    services.end_service(
        report.service_id,
        ended_on=date(2028, 6, 30),
        ground="見本",
        by=officer,
        at=on(2028, 6, 30),
    )
    sent = submit(
        report, officer, at=on(2028, 7, 1), is_in_use=False, went_badly="見本"
    )
    assert sent.status == "submitted"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"is_in_use": None}, ["followups.in_use_not_said"]),
        ({"uses": None}, ["followups.used_without_uses"]),
        ({"uses": 0}, ["followups.used_without_uses"]),
        ({"is_in_use": False}, ["followups.unused_without_why"]),
        (
            {"is_in_use": False, "went_badly": " 　\n"},
            ["followups.unused_without_why"],
        ),
    ],
)
def test_what_it_must_say_is_asked_for(report, officer, changes, codes):
    assert refused(report, officer, **changes) == codes
    report.refresh_from_db()
    assert report.status == "due"


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_of_the_body_report(report, officer, role):
    for wrong in (make.member(), make.member(role, of=officer.organisation)):
        assert refused(report, wrong) == ["followups.not_yours"]


def test_only_what_a_report_says_is_taken(report, officer):
    with pytest.raises(TypeError):
        submit(report, officer, due_on=date(2040, 1, 1))


def test_the_database_refuses_a_report_that_does_not_say_whether_it_is_used(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.filter(pk=report.pk).update(status="submitted")


def test_the_months_of_the_fiscal_year_are_added_up(report):
    assert queries.uses_in_year(report) is None
    for month, uses in (
        (date(2028, 3, 1), 1),
        (date(2028, 4, 1), 20),
        (date(2029, 3, 1), 300),
        (date(2029, 4, 1), 4_000),
    ):
        MonthlyUse.objects.create(
            service=report.service, month=month, uses=uses, reported_at=NOW
        )
    assert queries.uses_in_year(report) == 320


def test_late_are_those_whose_day_has_passed(report):
    rows = StatusReport.objects.all()
    assert not queries.late(rows, report.due_on).exists()
    assert list(queries.late(rows, report.due_on + timedelta(1))) == [report]


def test_people_see_the_reports_of_their_own(report, officer, office):
    for member, sees in (
        (officer, True),
        (make.member(), False),
        (office, True),
        (make.member("office"), False),
        (make.member("auditor"), True),
        (make.member("reviewer"), False),
        (make.member("adviser"), False),
    ):
        assert queries.visible_to(member).contains(report) is sees
