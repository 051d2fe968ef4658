"""A service is registered from its award, once, with a target."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.services import actions
from chiiki_web.services.models import Service
from web import make
from web.services import made
from web.services.made import START, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def award(officer):
    return made.award(by=officer)


def register(award, by, **changes):
    values = {
        "name": "見本見守りサービス",
        "started_on": START,
        "target_uses_per_month": 150,
    } | changes
    return actions.register_service(award.pk, by=by, at=on(2027, 4, 1), **values)


def refused(award, by, **changes):
    with pytest.raises(actions.CannotRegister) as caught:
        register(award, by, **changes)
    assert not Service.objects.filter(award=award).exists()
    (one,) = caught.value.reasons
    return one.code


def test_it_takes_place_field_and_end_of_the_money_from_the_award(award, officer):
    service = register(award, officer)

    application = award.application
    assert service.organisation == officer.organisation
    assert service.municipality == application.plan.municipality
    assert service.field == application.plan.field
    assert service.funding_ended_on == date(2028, 3, 31)
    assert service.use_state == "too_early"


def test_it_belongs_to_the_case_of_the_plan(award, officer):
    service = register(award, officer)

    event = audit.history_of_case(award.case).last()
    assert (event.name, event.details["target"]) == ("service.registered", 150)
    assert service.case == award.case == f"plan:{award.application.plan_id}"


def test_an_award_has_one_service(award, officer):
    service = register(award, officer)

    with pytest.raises(actions.CannotRegister) as caught:
        register(award, officer)

    assert caught.value.reasons[0].code == "services.already_registered"
    assert Service.objects.get() == service
    assert audit.history_of(service).count() == 1


def test_control_without_the_question_the_database_says_no(award, officer):
    service = register(award, officer)
    service.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        service.save()


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_of_the_body_register(award, officer, role):
    assert refused(award, make.member()) == "services.not_yours"
    wrong = make.member(role, of=officer.organisation)
    assert refused(award, wrong) == "services.not_yours"


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("candidate", {}),
        ("declined", {"ended_at": on(2027, 3, 23), "end_ground": "見本"}),
        ("cancelled", {"ended_at": on(2027, 3, 23), "end_ground": "見本"}),
    ],
)
def test_without_a_standing_decision_there_is_no_service(officer, status, more):
    award = made.award(by=officer, status=status, **more)
    assert refused(award, officer) == "services.no_award"


@pytest.mark.parametrize("target", [0, None])
def test_a_service_has_a_target(award, officer, target):
    found = refused(award, officer, target_uses_per_month=target)
    assert found == "services.no_target"


def test_it_starts_on_the_day_of_the_decision_at_the_earliest(award, officer):
    day_before = refused(award, officer, started_on=date(2027, 3, 21))
    assert day_before == "services.starts_before_award"
    assert register(award, officer, started_on=date(2027, 3, 22))


def test_the_database_refuses_a_service_without_a_target(award, officer):
    service = register(award, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(target_uses_per_month=0)
