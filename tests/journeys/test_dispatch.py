"""A request for an adviser in a browser: a nomination accepted, a choice declined twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.outbox import links
from chiiki_web.schemes import queries as schemes
from conftest import Clock
from crawling import PASSWORD
from journeys.walker import Walker, japanese
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]


@pytest.fixture(autouse=True)
def now(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.move_to(NOW)
    monkeypatch.setattr(schemes, "database_now", lambda: NOW)


@pytest.fixture
def office() -> Membership:
    """The office; its call is open."""
    found = _signs_in(make.member("office"))
    made.call(by=found)
    return found


@pytest.fixture
def officer() -> Membership:
    return _signs_in(make.member())


@pytest.fixture
def three() -> list[Adviser]:
    return [advisers.adviser() for _ in range(3)]


def _signs_in(member: Membership) -> Membership:
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def _asks(officer: Walker, **how: str) -> Request:
    officer.opens("/dispatch/new/")
    officer.types(
        kind="adviser",
        project="見本見守りの進め方",
        municipality="長野県松本市",
        field="welfare",
        sides="use",
        problem="独居高齢者の見守りが続かない。",
        mode="on_site",
        days="1",
        wanted_from="令和8年12月10日",
        wanted_until="令和9年1月31日",
        briefing_seen=True,
        **how,
    )
    officer.page.locator("main button.primary").first.click()
    officer.page.wait_for_load_state()
    return Request.objects.get(pk=officer.number_in_address())


def _answers(opens: Opens, site: str, request: Request, ground: str = "") -> Walker:
    """Whoever is asked opens the link of the mail, without signing in, and answers."""
    token = links.token_of(made.asked(request).nonce)
    adviser = Walker(opens, site, "")
    adviser.opens(reverse("dispatch:answer", args=[token]))
    adviser.sees("独居高齢者の見守りが続かない。")
    if not ground:
        adviser.presses("I accept")
        return adviser
    adviser.page.locator("summary").filter(has_text=japanese("I cannot come")).click()
    adviser.types(note=ground)
    adviser.presses("I decline")
    return adviser


def test_who_was_named_accepts_and_the_days_are_fixed(
    open_page: Opens,
    site: str,
    officer: Membership,
    office: Membership,
    three: list[Adviser],
) -> None:
    region = Walker(open_page, site, officer.user.email)
    request = _asks(region, nominated_1=str(three[2].pk))
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{request.pk}/")
    desk.presses("Show candidates to the requester")
    region.opens(f"/dispatch/{request.pk}/")
    region.presses("Send this order")
    assert made.asked(request).adviser == three[2]
    _answers(open_page, site, request)
    region.opens(f"/dispatch/{request.pk}/schedule/")
    region.types(
        days__0__day="令和8年12月15日",
        days__0__begins="13時30分",
        days__0__ends="１６：３０",
        days__0__place="見本公民館",
    )
    region.presses("Enter these days")
    adviser = Walker(open_page, site, _signs_in(three[2].membership).user.email)
    adviser.opens(f"/dispatch/{request.pk}/")
    adviser.presses("Confirm the days")
    adviser.sees("見本公民館", "旅行依頼", "謝金内訳")


def test_the_choice_of_the_office_is_declined_twice_and_the_third_accepts(
    open_page: Opens,
    site: str,
    officer: Membership,
    office: Membership,
    three: list[Adviser],
) -> None:
    region = Walker(open_page, site, officer.user.email)
    request = _asks(region, choice="office")
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{request.pk}/")
    desk.presses("Show candidates to the requester")
    for ground in ("講義と重なるため。", "療養中のため。"):
        _answers(open_page, site, request, ground)
    _answers(open_page, site, request)
    request.refresh_from_db()
    assert request.status == "accepted"
    region.opens(f"/dispatch/{request.pk}/")
    region.sees("講義と重なるため。", "療養中のため。")
    region.follows("Agree on the days")
