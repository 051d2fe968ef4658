"""Five yearly reports open by themselves when the money ends, once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.followups import actions
from chiiki_web.followups.models import StatusReport
from chiiki_web.services.models import Service
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
LAST_DAY, DAY_AFTER = on(2028, 3, 31, 23), on(2028, 4, 1, 0)


@pytest.fixture
def service():
    return made.service()


def test_they_open_on_the_day_after_the_money_ends(service):
    assert actions.open_reports(LAST_DAY) == 0
    assert actions.open_reports(DAY_AFTER) == 5

    reports = StatusReport.objects.order_by("year_number")
    assert [(one.fiscal_year, one.due_on) for one in reports] == [
        (2028, date(2029, 6, 30)),
        (2029, date(2030, 6, 30)),
        (2030, date(2031, 6, 30)),
        (2031, date(2032, 6, 30)),
        (2032, date(2033, 6, 30)),
    ]
    assert [one.year_number for one in reports] == [1, 2, 3, 4, 5]
    assert {one.status for one in reports} == {"due"}


def test_one_event_says_which_years(service):
    actions.open_reports(DAY_AFTER)
    event = audit.history_of(service).last()
    assert (event.name, event.actor) == ("status_reports.opened", "system")
    assert event.details == {"years": [2028, 2029, 2030, 2031, 2032]}
    assert event.case == service.case


def test_run_twice_it_leaves_the_same_rows_and_one_event(service):
    actions.open_reports(DAY_AFTER)
    rows = list(StatusReport.objects.values_list("pk", "due_on"))
    events = audit.recent_events().count()

    assert actions.open_reports(DAY_AFTER) == 0
    assert actions.open_reports(on(2029, 4, 1)) == 0

    assert list(StatusReport.objects.values_list("pk", "due_on")) == rows
    assert audit.recent_events().count() == events


def test_a_second_worker_that_saw_the_same_service_waiting_adds_nothing(
    service, monkeypatch
):
    """Both asked what waits before either had opened it."""
    real = actions.opening._open_for

    def opened_by_another_first(pk, *, at):
        real(pk, at=at)
        return real(pk, at=at)

    monkeypatch.setattr(actions.opening, "_open_for", opened_by_another_first)
    assert actions.open_reports(DAY_AFTER) == 0
    assert StatusReport.objects.count() == 5
    assert audit.history_of(service).filter(name="status_reports.opened").count() == 1


def test_control_without_the_question_the_database_says_no(service):
    actions.open_reports(DAY_AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.create(
            service=service, fiscal_year=2028, year_number=1, due_on=date(2029, 6, 30)
        )


def test_a_missed_year_of_the_worker_loses_nothing(service):
    assert actions.open_reports(on(2031, 1, 1)) == 5
    assert StatusReport.objects.first().fiscal_year == 2028


def test_a_service_that_ended_is_asked_too(service):
    Service.objects.filter(pk=service.pk).update(
        ended_on=date(2027, 9, 1), end_reason="見本", use_state="ended"
    )
    assert actions.open_reports(DAY_AFTER) == 5


def test_a_service_without_an_end_of_money_is_not_asked(service):
    Service.objects.filter(pk=service.pk).update(funding_ended_on=None)
    assert actions.open_reports(DAY_AFTER) == 0


def test_each_service_has_its_own_reports(service):
    made.service(make.member())
    assert actions.open_reports(DAY_AFTER) == 10
