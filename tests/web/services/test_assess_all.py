"""The daily look at every service: it warns once, however often it is run."""

from datetime import date

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions, queries
from chiiki_web.services.models import Service, UseWarning
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module", autouse=True)
def service(officer):
    return made.service(officer)


def state(service):
    return Service.objects.get(pk=service.pk).use_state


def events():
    return audit.recent_events().count()


def test_a_service_falls_silent_without_anybody_doing_anything(service):
    assert actions.assess_all(on(2027, 6, 30)) == 0
    assert state(service) == "too_early"

    assert actions.assess_all(on(2027, 7, 1)) == 1

    assert state(service) == "silent"
    warning = service.warnings.get()
    assert (warning.code, warning.values) == ("usage.no_reports", {"months": 2})


def test_run_twice_it_leaves_the_same_rows_and_one_mail(service, officer, mailoutbox):
    assert actions.assess_all(on(2027, 9, 1)) == 1
    before = events()

    assert actions.assess_all(on(2027, 9, 1, 13)) == 0
    assert actions.assess_all(on(2027, 9, 2)) == 0

    assert UseWarning.objects.count() == 1
    assert events() == before
    assert Message.objects.get(kind="service.warning").recipient == officer.user
    outbox.send_waiting(on(2027, 9, 2))
    assert [one.to for one in mailoutbox if service.name in one.subject] == [
        [officer.user.email]
    ]


def test_control_without_its_memory_it_warns_twice(service, officer, mailoutbox):
    actions.assess_all(on(2027, 9, 1))
    UseWarning.objects.all().delete()
    actions.assess_all(on(2027, 9, 2))
    assert Message.objects.filter(kind="service.warning").count() == 2


def test_a_service_that_is_used_is_left_alone(service, officer):
    made.report(service, officer, [150, 150, 150, 150])
    before = events()
    assert actions.assess_all(on(2027, 8, 20)) == 0
    assert state(service) == "on_target"
    assert events() == before


def test_a_service_that_ended_is_left_alone(service, officer):
    actions.end_service(
        service.pk,
        ended_on=date(2027, 5, 1),
        ground="見本",
        by=officer,
        at=on(2027, 5, 1),
    )
    before = events()
    assert actions.assess_all(on(2028, 5, 1)) == 0
    assert state(service) == "ended"
    assert events() == before


def test_a_change_of_state_is_one_event_with_both_states(service):
    actions.assess_all(on(2027, 9, 1))
    event = audit.history_of(service).get(name="service.use_state_changed")
    assert event.details == {"before": "too_early", "after": "silent"}
    assert event.actor == "system"


def test_it_reads_a_service_again_before_it_judges(service, officer, monkeypatch):
    """A report that arrives while the sweep is on its way counts."""
    other = made.service(officer, name="見本の二つ目")
    real = actions.warnings.assess_service

    def report_meanwhile(found, *, at):
        if found == service:
            made.report(other, officer, [150, 150, 150, 150])
        return real(found, at=at)

    monkeypatch.setattr(actions.warnings, "assess_service", report_meanwhile)
    assert actions.assess_all(on(2027, 8, 20)) == 1
    assert not other.warnings.exists()


def test_the_board_groups_lifelines_by_region_and_puts_help_first():
    officer, office = make.member(), make.member("office")
    made.service(officer, office, name="い 使われている")
    quiet = made.service(officer, office, name="ろ 声がない")
    made.service(officer, office, name="は ふつう", lifeline="")
    ended = made.service(officer, office, name="に 終わった")
    Service.objects.filter(pk=quiet.pk).update(use_state="silent")
    actions.end_service(
        ended.pk, ended_on=made.START, ground="見本", by=officer, at=on(2027, 4, 2)
    )

    (row,) = queries.lifeline_board(queries.visible_to(office))

    assert row.prefecture.name_ja == "長野県"
    names = [[one.name for one in cell.shown] for cell in row.cells]
    assert names == [[], [], [], ["ろ 声がない", "い 使われている"]]
    assert row.needs_help == 1


def test_people_see_their_own_services(officer):
    office = make.member("office")
    service = made.service(officer, office)
    for member, sees in (
        (officer, True),
        (make.member(of=officer.organisation), True),
        (make.member(), False),
        (office, True),
        (make.member("office"), False),
        (make.member("auditor"), True),
        (make.member("reviewer"), False),
        (make.member("adviser"), False),
    ):
        assert queries.visible_to(member).contains(service) is sees
