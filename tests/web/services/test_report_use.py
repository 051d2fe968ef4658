"""The use of a month is reported when the month is over, and can be corrected."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.services import actions
from chiiki_web.services.models import MonthlyUse
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
MAY = date(2027, 5, 1)
JUNE_3 = on(2027, 6, 3)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module", autouse=True)
def service(officer):
    return made.service(officer)


def report(service, by, *, month=MAY, uses=120, at=JUNE_3, **more):
    return actions.report_use(service.pk, month=month, uses=uses, by=by, at=at, **more)


def refused(service, by, **values):
    before = service.uses.count()
    with pytest.raises(actions.CannotReportUse) as caught:
        report(service, by, **values)
    assert service.uses.count() == before
    (one,) = caught.value.reasons
    return one


def names(service):
    return [one.name for one in audit.history_of(service)]


def test_a_month_is_kept_under_its_first_day(service, officer):
    row = report(service, officer, month=date(2027, 5, 31), users=40, note="見本")
    assert (row.month, row.uses, row.users, row.note) == (MAY, 120, 40, "見本")
    event = audit.history_of(service).last()
    assert (event.name, event.case) == ("use.reported", service.case)
    assert event.details == {"month": "2027-05", "uses": 120, "before": None}


def test_no_use_at_all_is_a_report_too(service, officer):
    assert report(service, officer, uses=0).uses == 0


def test_a_second_report_corrects_the_first_and_the_history_keeps_both(
    service, officer
):
    report(service, officer)
    report(service, officer, uses=12, at=on(2027, 7, 1))

    assert service.uses.get().uses == 12
    event = audit.history_of(service).get(name="use.corrected")
    assert event.details == {"month": "2027-05", "uses": 12, "before": 120}


def test_the_same_report_twice_is_one_row_and_one_event(service, officer):
    first = report(service, officer)
    again = report(service, officer, at=on(2027, 6, 4))
    assert again == first
    assert service.uses.get().reported_at == on(2027, 6, 3)
    assert names(service) == ["service.registered", "use.reported"]


def test_control_without_the_question_the_database_keeps_one_row(service, officer):
    report(service, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyUse.objects.create(
            service=service, month=MAY, uses=1, reported_at=on(2027, 6, 3)
        )


def test_a_month_can_be_reported_from_the_first_day_after_it(service, officer):
    last_moment = on(2027, 5, 31, 23)
    found = refused(service, officer, at=last_moment)
    assert (found.code, found.values) == (
        "services.month_not_over",
        {"first": date(2027, 6, 1)},
    )
    assert report(service, officer, at=on(2027, 6, 1, 0))


def test_control_a_month_written_down_too_early_would_look_far_below(service, officer):
    made.report(service, officer, [150, 150])
    for month in (6, 7):  # on the second day of each, without the question
        MonthlyUse.objects.create(
            service=service,
            month=date(2027, month, 1),
            uses=5,
            reported_at=on(2027, month, 2),
        )
    actions.assess_service(service, at=on(2027, 8, 20))
    assert service.use_state == "far_below"


def test_a_month_before_the_start_is_refused(service, officer):
    found = refused(service, officer, month=date(2027, 3, 1))
    assert found.code == "services.month_before_start"


def test_after_the_end_only_months_up_to_it_are_reported(service, officer):
    actions.end_service(
        service.pk,
        ended_on=date(2027, 6, 15),
        ground="見本",
        by=officer,
        at=on(2027, 6, 20),
    )
    assert report(service, officer, month=date(2027, 6, 1), at=on(2027, 6, 20))
    found = refused(service, officer, month=date(2027, 7, 1), at=on(2027, 9, 1))
    assert found.code == "services.month_after_end"


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_of_the_body_report(service, officer, role):
    assert refused(service, make.member()).code == "services.not_yours"
    wrong = make.member(role, of=officer.organisation)
    assert refused(service, wrong).code == "services.not_yours"


def test_the_state_of_use_follows_the_report(service, officer):
    made.report(service, officer, [150, 150, 160])
    assert service.use_state == "on_target"
    changed = [one for one in names(service) if one == "service.use_state_changed"]
    assert len(changed) == 1
