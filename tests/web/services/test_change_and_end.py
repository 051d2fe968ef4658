"""A service is changed with both figures in the history, and ended with a reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions
from chiiki_web.services.models import Service
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
LATER = on(2027, 9, 1)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def service(officer, office):
    return made.service(officer, office)


def change(service, by, **values):
    return actions.change_service(service.pk, by=by, at=LATER, **values)


def end(service, by, *, ended_on=date(2027, 8, 31), ground="担い手がいない。"):
    return actions.end_service(
        service.pk, ended_on=ended_on, ground=ground, by=by, at=LATER
    )


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotChangeService) as caught:
        deed(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def test_a_lowered_target_stays_beside_the_old_one_in_the_history(service, officer):
    changed = change(service, officer, target_uses_per_month=100, name=service.name)
    assert changed.target_uses_per_month == 100
    event = audit.history_of(service).get(name="service.changed")
    assert event.details == {
        "before": {"target_uses_per_month": 150},
        "after": {"target_uses_per_month": 100},
    }


def test_a_lowered_target_is_held_against_the_use_at_once(service, officer):
    made.report(service, officer, [60, 60, 60, 60])
    assert service.use_state == "far_below"
    assert change(service, officer, target_uses_per_month=60).use_state == "on_target"


def test_the_same_values_are_no_change(service, officer):
    change(service, officer, name=service.name, target_uses_per_month=150)
    assert not audit.history_of(service).filter(name="service.changed").exists()


def test_what_is_not_to_be_changed_stays(service, officer):
    change(service, officer, funding_ended_on=date(2020, 1, 1), use_state="on_target")
    service.refresh_from_db()
    assert service.funding_ended_on == date(2028, 3, 31)
    assert service.use_state == "too_early"


@pytest.mark.parametrize(
    ("started_on", "code"),
    [
        (date(2027, 3, 21), "services.starts_before_award"),
        (date(2027, 3, 22), None),
        (date(2027, 6, 30), None),
        (date(2027, 7, 1), "services.used_before_start"),
        (date(2029, 4, 2), "services.used_before_start"),
    ],
)
def test_a_slip_in_the_first_day_is_put_right_within_bounds(
    service, officer, started_on, code
):
    made.report(service, officer, [None, None, 60])
    if code:
        assert refused(change, service, officer, started_on=started_on) == code
        return
    assert change(service, officer, started_on=started_on).started_on == started_on
    event = audit.history_of(service).get(name="service.changed")
    assert event.details["before"] == {"started_on": "2027-04-01"}


@pytest.mark.parametrize(
    ("started_on", "code"),
    [
        (date(2029, 4, 1), None),
        (date(2029, 4, 2), "services.starts_too_late"),
        (date(2099, 1, 1), "services.starts_too_late"),
    ],
)
def test_a_service_begins_within_a_year_of_its_project(officer, started_on, code):
    award = made.award(by=officer)
    values = {"name": "見本", "target_uses_per_month": 1, "started_on": started_on}
    if code is None:
        assert actions.register_service(award.pk, by=officer, at=LATER, **values)
        return
    with pytest.raises(actions.CannotRegister) as caught:
        actions.register_service(award.pk, by=officer, at=LATER, **values)
    assert caught.value.reasons[0].code == code


def test_the_target_does_not_go_away(service, officer):
    found = refused(change, service, officer, target_uses_per_month=0)
    assert found == "services.no_target"


def test_an_ended_service_is_not_changed(service, officer):
    end(service, officer)
    assert refused(change, service, officer, name="x") == "services.already_ended"


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_of_the_body_change_and_end(service, officer, role):
    for wrong in (make.member(), make.member(role, of=officer.organisation)):
        assert refused(change, service, wrong, name="x") == "services.not_yours"
        assert refused(end, service, wrong) == "services.not_yours"


def test_an_end_is_kept_with_its_reason_and_the_office_is_told(
    service, officer, office
):
    others = make.member("office")
    ended = end(service, officer)

    assert (ended.ended_on, ended.use_state) == (date(2027, 8, 31), "ended")
    event = audit.history_of(service).last()
    assert event.name == "service.ended"
    assert event.details == {"on": "2027-08-31", "ground": "担い手がいない。"}
    message = Message.objects.get(kind="service.ended")
    assert message.recipient == office.user != others.user
    assert "担い手がいない。" in message.body


def test_a_warning_is_closed_by_the_end_and_says_so(service, officer):
    made.report(service, officer, [10, 10, 10, 10])
    warning = service.warnings.get()
    end(service, officer)
    warning.refresh_from_db()
    assert (warning.status, warning.closing_note) == ("closed", "担い手がいない。")
    assert audit.history_of(warning).last().name == "warning.closed"


def test_it_ends_once(service, officer):
    end(service, officer)
    assert refused(end, service, officer) == "services.already_ended"
    assert Message.objects.filter(kind="service.ended").count() == 1


def test_it_does_not_end_without_a_reason(service, officer):
    found = refused(end, service, officer, ground=" 　\n")
    assert found == "services.end_without_ground"
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(ended_on=date(2027, 8, 31))


@pytest.mark.parametrize("day", [date(2027, 3, 31), date(2027, 9, 2)])
def test_it_ends_between_its_start_and_today(service, officer, day):
    assert refused(end, service, officer, ended_on=day) == "services.end_out_of_range"


def test_the_database_refuses_an_end_before_the_start(service):
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(
            ended_on=date(2027, 3, 31), end_reason="見本"
        )


def test_it_cannot_have_ended_before_it_was_used(service, officer):
    made.report(service, officer, [150, 150, 150])
    found = refused(end, service, officer, ended_on=date(2027, 5, 31))
    assert found == "services.used_after_end"
    assert end(service, officer, ended_on=date(2027, 6, 1))
