"""The whole path in a browser: from a region's problem to a service years after the money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from chiiki_web import worker
from conftest import Clock
from crawling import ROLES
from journeys import afterwards, office, writing
from journeys.walker import Walker


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_from_a_problem_to_a_service_still_in_use(
    open_page: Callable[..., Page], sample_site: str, clock: Clock, tmp_path: Path
) -> None:
    def walker(role: str) -> Walker:
        return Walker(open_page, sample_site, ROLES[role])

    today = timezone.localdate()
    desk, officer = walker("office"), walker("officer")
    writing.start_from_a_problem(walker("public"))
    call = office.open_call(desk, today)
    plan = writing.write_plan(officer)
    application = writing.check_and_apply(officer, plan, call, tmp_path)
    office.return_it(desk, application, today + timedelta(days=1))
    writing.correct_and_send(officer, application)
    office.accept_it(desk, application, with_open_requests=True)

    due = today + timedelta(days=20)
    office.assign(desk, application, ("見本 良子",), due)
    afterwards.review_it(walker("reviewer"), writing.TITLE)

    _move(clock, today + timedelta(days=3))
    desk, officer = walker("office"), walker("officer")
    award = office.select_and_award(desk, call)
    office.letter_is_pdf(officer, f"/awards/{award}/letter/")
    asked_on = today + timedelta(days=3)
    visit = afterwards.ask_for_adviser(officer, desk, walker("adviser"), asked_on)

    spent = date(today.year + 1, 3, 10)
    _move(clock, spent)
    desk, officer = walker("office"), walker("officer")
    held_on = asked_on + timedelta(days=14)
    afterwards.report_visit(officer, desk, walker("adviser"), visit, held_on)
    afterwards.spend_and_report(officer, award, spent, tmp_path)
    office.fix_and_pay(desk, award, spent)

    started = spent.replace(day=1)
    service = afterwards.register_service(officer, award, started)
    months = [date(started.year, month, 1) for month in range(3, 8)]
    _move(clock, date(started.year, 8, 5))
    desk, officer = walker("office"), walker("officer")
    afterwards.report_use(officer, service, [(one, 90) for one in months])
    afterwards.answer_warning(officer, desk, service)

    _move(clock, date(started.year + 1, 5, 10))
    worker.sweep_all(timezone.now())
    officer = walker("officer")
    afterwards.report_status(officer, service)
    afterwards.read_history(walker("auditor"), plan)


def _move(clock: Clock, day: date) -> None:
    """Let it be three in the afternoon of a day."""
    clock.move_to(timezone.make_aware(datetime.combine(day, time(15))))
