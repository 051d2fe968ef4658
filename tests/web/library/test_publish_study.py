"""What a service taught is published once, by the body that runs it or by its office."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.followups import actions as followups
from chiiki_web.library import actions, queries
from chiiki_web.library.models import CaseStudy
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions as services
from chiiki_web.services.models import Service
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
def service(officer, office):
    return made.service(officer, office)


def publish(service, by, **changes):
    values = {
        "title_ja": "見本：見守りが続いた理由",
        "result": "used",
        "problem_ja": "独居高齢者の孤立。",
        "worked_ja": "民生委員が広めた。",
    } | changes
    return actions.publish_study(service.pk, by=by, at=NOW, **values)


def refused(service, by, **values):
    with pytest.raises(actions.CannotPublish) as caught:
        publish(service, by, **values)
    (one,) = caught.value.reasons
    return one.code


def test_it_takes_place_and_field_from_the_service(service, officer):
    study = publish(service, officer)
    assert (study.field, study.municipality) == (service.field, service.municipality)
    assert study.lifeline == "watch_elderly"
    assert study.is_sample
    assert study in queries.published()


def test_it_belongs_to_the_case(service, officer):
    study = publish(service, officer)
    event = audit.history_of_case(service.case).last()
    assert event.name == "case_study.published"
    assert event.details == {"name": study.title_ja}


def test_the_body_is_told_of_what_its_office_publishes(service, officer, office):
    publish(service, office)
    message = Message.objects.get(kind="case_study.published")
    assert message.recipient == officer.user


def test_nobody_is_told_of_their_own_deed(service, officer):
    publish(service, officer)
    assert not Message.objects.filter(kind="case_study.published").exists()


def test_a_service_has_one_case_study(service, officer):
    study = publish(service, officer)
    assert refused(service, officer, title_ja="二つ目") == "library.already_published"
    assert CaseStudy.objects.get(service=service) == study
    assert audit.history_of(study).count() == 1


def test_control_without_the_question_the_database_says_no(service, officer):
    study = publish(service, officer)
    study.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        study.save()


@pytest.mark.parametrize("role", ["officer", "reviewer", "adviser", "auditor"])
def test_others_do_not_publish(service, officer, office, role):
    strangers = [make.member(role), make.member("office")]
    if role != "officer":
        strangers.append(make.member(role, of=officer.organisation))
    strangers.append(make.member(role, of=office.organisation))
    for stranger in strangers:
        assert refused(service, stranger) == "library.not_yours"


def test_there_is_something_to_learn(service, officer):
    found = refused(service, officer, worked_ja=" \n", failed_ja="　")
    assert found == "library.no_lesson"
    assert publish(service, officer, worked_ja="", failed_ja="費用を見誤った。")


def test_the_database_refuses_a_case_without_lesson_or_origin(service, officer):
    study = publish(service, officer)
    for wrong in ({"worked_ja": ""}, {"service": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseStudy.objects.filter(pk=study.pk).update(**wrong)


def test_what_is_known_comes_from_plan_and_last_status_report(service, officer):
    known = queries.known_of(service)
    assert known["problem_ja"] == service.award.application.plan.problem
    assert (known["result"], known["worked_ja"]) == ("used", "")

    followups.open_reports(on(2028, 4, 1))
    for year, text in ((2028, "一年目"), (2029, "二年目")):
        followups.submit_report(
            service.status_reports.get(fiscal_year=year).pk,
            is_in_use=True,
            uses=10,
            went_well=text,
            went_badly="見本",
            by=officer,
            at=on(year + 1, 5, 1),
        )
    known = queries.known_of(service)
    assert (known["worked_ja"], known["failed_ja"]) == ("二年目", "見本")


@pytest.mark.parametrize(
    ("state", "result"),
    [
        ("on_target", "used"),
        ("too_early", "used"),
        ("below", "partly"),
        ("far_below", "partly"),
        ("silent", "partly"),
    ],
)
def test_the_result_is_proposed_from_the_state_of_use(service, state, result):
    Service.objects.filter(pk=service.pk).update(use_state=state)
    service.refresh_from_db()
    assert queries.known_of(service)["result"] == result


def test_an_ended_service_tells_why(service, officer):
    ended = services.end_service(
        service.pk,
        ended_on=date(2028, 6, 1),
        ground="更新の費用がなかった。",
        by=officer,
        at=NOW,
    )
    known = queries.known_of(ended)
    assert (known["result"], known["failed_ja"]) == ("ended", "更新の費用がなかった。")
