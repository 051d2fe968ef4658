"""Two workers that look at the same moment open, warn and remind once."""

import threading

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.followups import actions
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.models import Message
from chiiki_web.services import actions as services
from chiiki_web.services.models import UseWarning
from web import make
from web.at_once import done_at_once
from web.services import made
from web.services.made import on

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 4


def at_once(sweep, at):
    """Let every worker begin the same sweep in one moment."""
    done_at_once([lambda: sweep(at)] * WORKERS)


@pytest.fixture
def service():
    return made.service(make.member())


def test_reports_open_once(service):
    at_once(actions.open_reports, on(2028, 4, 1))
    assert StatusReport.objects.count() == 5
    opened = audit.history_of(service).filter(name="status_reports.opened")
    assert opened.count() == 1


def test_reminders_are_written_once(service):
    actions.open_reports(on(2028, 4, 1))
    at_once(actions.remind, on(2029, 6, 30))
    assert Message.objects.filter(kind="status_report.reminder").count() == 1


def test_a_silent_service_is_warned_once(service):
    at_once(services.assess_all, on(2027, 9, 1))
    assert UseWarning.objects.count() == 1
    assert Message.objects.filter(kind="service.warning").count() == 1
    changed = audit.history_of(service).filter(name="service.use_state_changed")
    assert changed.count() == 1


def test_control_without_the_lock_the_change_of_state_is_written_twice(
    service, monkeypatch
):
    """Every worker has read the service before the first has written."""
    together, real = threading.Barrier(WORKERS), services.warnings.queries.state_of

    def wait_for_all(*args):
        together.wait(20)
        return real(*args)

    monkeypatch.setattr(services.warnings.queries, "state_of", wait_for_all)
    monkeypatch.setattr(services.warnings, "_warn", lambda *_, **__: False)
    rows = type(service).objects
    monkeypatch.setattr(
        services.warnings.queries, "running", lambda: Unlocked(rows.all())
    )
    at_once(services.assess_all, on(2027, 9, 1))
    changed = audit.history_of(service).filter(name="service.use_state_changed")
    assert changed.count() == WORKERS


class Unlocked:
    """Services that are read without a lock."""

    def __init__(self, rows):
        self.rows = rows

    def select_for_update(self, **_):
        return self.rows

    def order_by(self, *names):
        return self.rows.order_by(*names)
