"""A warning is answered with a plan, closed with a view, and not raised again at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions
from chiiki_web.services.models import UseWarning
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
LATER = on(2027, 9, 1)


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def warning(officer, office):
    service = made.service(officer, office)
    made.report(service, officer, [14, 14, 14, 14])
    return service.warnings.get()


def answer(warning, by, text="民生委員と声かけを始める。", at=LATER):
    return actions.answer_warning(warning.pk, improvement_plan=text, by=by, at=at)


def close(warning, by, note="半年後に見る。", at=LATER):
    return actions.close_warning(warning.pk, note=note, by=by, at=at)


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotAnswerWarning) as caught:
        deed(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def told(kind):
    return [one.recipient for one in Message.objects.filter(kind=kind)]


def test_a_service_far_below_its_target_is_warned_with_the_figures(warning, officer):
    assert (warning.state, warning.status) == ("far_below", "open")
    assert warning.code == "usage.far_below"
    assert warning.values == {"percent": 9, "months": 3, "target": 150}
    event = audit.history_of(warning).get()
    assert (event.name, event.details["percent"]) == ("warning.raised", 9)
    assert event.case == warning.service.case
    assert told("service.warning") == [officer.user]


def test_a_plan_answers_it_and_the_office_is_told(warning, officer, office):
    make.member("office")
    answered = answer(warning, officer)
    assert (answered.status, answered.answered_at) == ("answered", LATER)
    assert audit.history_of(warning).last().name == "warning.answered"
    assert told("warning.answered") == [office.user]


def test_a_plan_can_be_bettered_until_the_office_closes(warning, officer, office):
    answer(warning, officer)
    assert answer(warning, officer, text="回覧板も使う。").status == "answered"
    names = [one.name for one in audit.history_of(warning)]
    assert names == ["warning.raised", "warning.answered", "warning.answered"]
    assert told("warning.answered") == [office.user]


def test_the_same_plan_twice_is_one_event_and_one_mail(warning, officer, office):
    answer(warning, officer)
    answer(warning, officer, at=LATER + timedelta(seconds=1))
    assert audit.history_of(warning).filter(name="warning.answered").count() == 1
    assert told("warning.answered") == [office.user]


def test_an_empty_plan_is_refused(warning, officer):
    found = refused(answer, warning, officer, text=" \n")
    assert found == "services.improvement_plan_empty"
    with pytest.raises(IntegrityError), transaction.atomic():
        UseWarning.objects.filter(pk=warning.pk).update(status="answered")


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_of_the_body_answer(warning, officer, role):
    for wrong in (make.member(), make.member(role, of=officer.organisation)):
        assert refused(answer, warning, wrong) == "services.not_yours"


def test_the_office_closes_it_with_its_view_and_the_body_is_told(
    warning, officer, office
):
    answer(warning, officer)
    closed = close(warning, office)
    assert (closed.status, closed.closing_note) == ("closed", "半年後に見る。")
    event = audit.history_of(warning).last()
    assert (event.name, event.details) == ("warning.closed", {"note": "半年後に見る。"})
    assert told("warning.closed") == [officer.user]


def test_without_a_plan_it_stays_open(warning, office):
    assert refused(close, warning, office) == "services.no_improvement_plan"


def test_without_a_plan_it_is_closed_once_the_service_is_used(warning, officer, office):
    made.report(warning.service, officer, [14, 150, 150, 150])
    assert warning.service.use_state == "on_target"
    assert close(warning, office).status == "closed"


def test_a_view_is_needed_to_close(warning, officer, office):
    answer(warning, officer)
    assert refused(close, warning, office, note="　") == "services.closing_note_empty"
    with pytest.raises(IntegrityError), transaction.atomic():
        UseWarning.objects.filter(pk=warning.pk).update(status="closed")


def test_what_is_closed_stays_closed(warning, officer, office):
    answer(warning, officer)
    close(warning, office)
    assert refused(answer, warning, officer) == "services.warning_closed"
    assert refused(close, warning, office) == "services.warning_closed"
    assert told("warning.closed") == [officer.user]


@pytest.mark.parametrize("role", ["officer", "reviewer", "adviser", "auditor"])
def test_only_the_office_of_the_call_closes(warning, officer, office, role):
    answer(warning, officer)
    for wrong in (
        officer,
        make.member("office"),
        make.member(role, of=office.organisation),
    ):
        assert refused(close, warning, wrong) == "services.office_only"


def test_after_closing_there_is_quiet_for_ninety_days(warning, officer, office):
    service = warning.service
    made.report(service, officer, [14] * 11)
    answer(warning, officer)
    close(warning, office)

    actions.assess_all(LATER + timedelta(days=89))
    assert service.warnings.count() == 1
    actions.assess_all(LATER + timedelta(days=90))
    assert service.warnings.count() == 2


def test_control_without_the_question_the_database_keeps_one_open_warning(warning):
    with pytest.raises(IntegrityError), transaction.atomic():
        UseWarning.objects.create(
            service=warning.service, state="silent", raised_at=LATER
        )
