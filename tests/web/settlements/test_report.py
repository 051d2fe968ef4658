"""The performance report: kept, sent once it says everything, returned to be corrected."""

from datetime import date, timedelta

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.outbox.models import Message
from chiiki_web.settlements import actions
from chiiki_web.settlements.models import PerformanceReport
from web import make
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def decided(office, officer):
    return award_made.decided(office, officer)


@pytest.fixture
def award(decided):
    """Read again for each test: the report that an object remembers is another test's."""
    return Award.objects.get(pk=decided.pk)


@pytest.fixture
def submitted(award, officer):
    made.submitted(award, officer)
    return award


def submit(award, by):
    return actions.submit_report(award.pk, by=by, at=AFTER)


def send_back(award, by, note="支出の日付を確かめてください。", at=AFTER):
    return actions.return_report(award.pk, note=note, by=by, at=at)


def fix(award, by, note=""):
    return actions.fix_amount(award.pk, note=note, by=by, at=AFTER)


def codes(deed, *args, **values):
    with pytest.raises((actions.CannotReport, actions.CannotSettle)) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_a_draft_is_kept_and_changed(award, officer):
    made.draft(award, officer, outcome="")
    report = made.draft(award, officer, done="書き直した。", finished_on=None)
    assert (report.status, report.done, report.finished_on) == (
        "draft",
        "書き直した。",
        None,
    )
    assert PerformanceReport.objects.count() == 1
    assert audit.history_of(report).last().name == "performance_report.kept"
    assert not Message.objects.filter(kind__startswith="performance").exists()


def test_sending_tells_the_office(submitted, office):
    report = submitted.performance_report
    assert (report.status, report.submitted_at) == ("submitted", AFTER)
    event = audit.history_of(report).last()
    assert (event.name, event.case) == ("performance_report.submitted", submitted.case)
    message = Message.objects.get(kind="performance_report.submitted")
    assert message.recipient == office.user
    assert submitted.number in message.subject
    assert message.path == f"/settlements/{submitted.pk}/"


def test_sending_twice_is_no_change(submitted, officer):
    submit(submitted, officer)
    report = submitted.performance_report
    events = audit.history_of(report).filter(name="performance_report.submitted")
    assert events.count() == 1
    assert Message.objects.filter(kind="performance_report.submitted").count() == 1


def test_everything_that_lacks_is_said_at_once(award, officer):
    everything = [
        "settlements.done_missing",
        "settlements.outcome_missing",
        "settlements.finished_on_missing",
        "settlements.no_spending",
    ]
    assert codes(submit, award, officer) == everything
    made.draft(award, officer, done=" ", outcome="　", finished_on=None)
    assert codes(submit, award, officer) == everything


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"done": ""}, "settlements.done_missing"),
        ({"outcome": ""}, "settlements.outcome_missing"),
        ({"finished_on": None}, "settlements.finished_on_missing"),
        (
            {"finished_on": AFTER.date() + timedelta(days=1)},
            "settlements.finished_in_future",
        ),
    ],
)
def test_one_thing_that_lacks_is_said_alone(award, officer, lacking, code):
    made.spend(award, officer, 100)
    made.draft(award, officer, **lacking)
    assert codes(submit, award, officer) == [code]


def test_a_project_is_not_finished_before_it_begins(award, officer):
    starts = award.application.call.project_starts_on
    for day in (starts - timedelta(days=1), date(1900, 1, 1)):
        found = codes(made.draft, award, officer, finished_on=day)
        assert found == ["settlements.finished_before_start"]
    assert made.draft(award, officer, finished_on=starts)


def test_struck_lines_are_no_spending(award, officer):
    line = made.spend(award, officer, 100)
    actions.strike_line(line.pk, by=officer, at=AFTER)
    made.draft(award, officer)
    assert codes(submit, award, officer) == ["settlements.no_spending"]


def test_difficulties_may_be_left_out(award, officer):
    made.spend(award, officer, 100)
    made.draft(award, officer, difficulties="")
    assert submit(award, officer).status == "submitted"


def test_only_the_grantee_reports(award, officer, office):
    made.spend(award, officer, 100)
    made.draft(award, officer)
    for wrong in (make.member(), office, make.member("auditor")):
        assert codes(made.draft, award, wrong) == ["settlements.not_yours"]
        assert codes(submit, award, wrong) == ["settlements.not_yours"]


def test_a_report_with_the_office_is_not_changed(submitted, officer):
    assert codes(made.draft, submitted, officer, done="後から") == [
        "settlements.report_sent"
    ]


def test_there_is_no_report_without_a_standing_decision(office, officer):
    candidate = award_made.candidate(office, officer)
    assert codes(made.draft, candidate, officer) == ["settlements.not_decided"]


def test_a_returned_report_says_what_to_put_right(submitted, officer, office):
    report = send_back(submitted, office)
    assert (report.status, report.return_note) == (
        "returned",
        "支出の日付を確かめてください。",
    )
    assert audit.history_of(report).last().name == "performance_report.returned"
    message = Message.objects.get(kind="performance_report.returned")
    assert message.recipient == officer.user
    assert "支出の日付を確かめてください。" in message.body


def test_returning_twice_is_one(submitted, office):
    send_back(submitted, office)
    send_back(submitted, office, at=AFTER + timedelta(seconds=1))
    assert Message.objects.filter(kind="performance_report.returned").count() == 1


def test_a_corrected_report_can_be_returned_again(submitted, officer, office):
    send_back(submitted, office)
    submit(submitted, officer)
    send_back(submitted, office, at=AFTER + timedelta(days=1))
    assert Message.objects.filter(kind="performance_report.returned").count() == 2


def test_returning_needs_a_note(submitted, office):
    assert codes(send_back, submitted, office, " \n") == [
        "settlements.returned_without_note"
    ]


def test_without_a_report_there_is_nothing_to_return_or_fix(award, officer, office):
    assert codes(send_back, award, office) == ["settlements.no_report"]
    made.draft(award, officer)
    assert codes(fix, award, office) == ["settlements.no_report"]
