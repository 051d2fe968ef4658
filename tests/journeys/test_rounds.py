"""Rounds in a browser: opened by the office, used up, and refused to who comes after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from conftest import Clock
from crawling import ROLES
from journeys import afterwards, office, writing
from journeys.walker import Walker

BUDGET = "1900万円"
USED = "予算額に達したため"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_an_officer_is_refused_once_the_budget_of_the_rounds_is_used(
    open_page: Callable[..., Page],
    sample_site: str,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def walker(role: str) -> Walker:
        return Walker(open_page, sample_site, ROLES[role])

    today = timezone.localdate()
    desk, officer = walker("office"), walker("officer")
    call = office.open_call(desk, today, total=BUDGET)
    _open_rounds(desk, call, today)
    application = writing.check_and_apply(
        officer, writing.write_plan(officer), call, tmp_path
    )
    officer.sees("第1回")
    late = _begin_another(officer, call, tmp_path)
    office.accept_it(desk, application)
    office.assign(desk, application, ("見本 良子",), today + timedelta(days=20))
    afterwards.review_it(walker("reviewer"), writing.TITLE)

    second_round = datetime.combine(today + timedelta(days=1), time(16))
    clock.move_to(timezone.make_aware(second_round))
    monkeypatch.setattr(
        "chiiki_web.schemes.queries.clock.read", lambda value: timezone.now()
    )
    desk, officer = walker("office"), walker("officer")
    officer.opens(f"/applications/{late}/")
    _use_the_budget(desk, call)
    officer.presses("Send the application", then_faults=True)
    officer.sees(f"第2回は、公募の{USED}", "現在提出できません")
    visitor = walker("public")
    visitor.opens(f"/programmes/calls/{call}/")
    visitor.sees("現在、申請を受け付けていません", "予算額に達し終了")
    _is_not_opened_again(desk, call)


def _open_rounds(desk: Walker, call: int, today: date) -> None:
    """The second begins where the first ends; one beyond the call is refused."""
    tomorrow, last = (today + timedelta(days=number) for number in (1, 2))
    desk.opens(f"/programmes/calls/{call}/")
    desk.follows("Rounds of the call")
    desk.types(closes_on=tomorrow.isoformat(), closes_time="15:00")
    desk.presses("Publish the round")
    desk.types(closes_on=last.isoformat(), closes_time="23:00")
    desk.presses("Publish the round", then_faults=True)
    desk.sees("公募の期間", "範囲内にしてください")
    desk.types(closes_time="14:00")
    desk.presses("Publish the round")
    desk.sees("第1回", "第2回", "受付中", "受付開始前")


def _begin_another(officer: Walker, call: int, files: Path) -> int:
    """An application that is ready in the first round and not sent."""
    plan = writing.write_plan(officer)
    officer.opens(f"/plans/{plan}/check/{call}/")
    officer.follows("Apply with this plan")
    officer.presses("Start the application")
    application = officer.number_in_address()
    officer.types(kind="budget", upload=str(files / "収支予算書.csv"))
    officer.presses("Add this file")
    return application


def _use_the_budget(desk: Walker, call: int) -> None:
    desk.opens(f"/awards/selection/{call}/")
    desk.sees("今回の対象：第1回")
    desk.presses("Make this selection")
    desk.page.locator("main table a").first.click()
    desk.page.wait_for_load_state()
    desk.types(amount=BUDGET)
    desk.presses("Decide")
    desk.sees("19,000,000円")


def _is_not_opened_again(desk: Walker, call: int) -> None:
    """Nothing is left, so the second round stays stopped."""
    desk.opens(f"/programmes/calls/{call}/rounds/")
    desk.page.locator("main table a", has_text="第2回").last.click()
    desk.page.wait_for_load_state()
    desk.types(reopen__ground="見本の理由")
    desk.presses("Open the round again", then_faults=True)
    desk.sees("この回に充てる残額がありません")
