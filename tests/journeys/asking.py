"""A region asks for advisers, and whoever is asked answers by the link of the mail.

The fixtures are those of every walk of a dispatch; ``conftest.py`` hands them out.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox import links
from conftest import Clock
from crawling import PASSWORD
from journeys.walker import Walker, japanese
from web import make
from web.dispatch import made
from web.make import CLOCK, NOW

Opens = Callable[..., Page]
PROBLEM = "独居高齢者の見守りが続かない。"


@pytest.fixture
def standing_clock(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site and its database have one time, which no deed moves."""
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def office() -> Membership:
    """The office; its call is open."""
    found = signs_in(make.member("office"))
    made.call(by=found)
    return found


@pytest.fixture
def officer() -> Membership:
    return signs_in(make.member())


def signs_in(member: Membership) -> Membership:
    """Somebody who can sign in."""
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def asks(officer: Walker, **how: str) -> Request:
    """The officer fills in the form of a request and sends it."""
    officer.opens("/dispatch/new/")
    officer.types(
        kind="adviser",
        project="見本見守りの進め方",
        municipality="長野県松本市",
        field="welfare",
        sides="use",
        problem=PROBLEM,
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


def answers(opens: Opens, site: str, asked: Candidate, ground: str = "") -> Walker:
    """Whoever is asked opens the link of the mail, without signing in, and answers."""
    token = links.token_of(asked.nonce)
    adviser = Walker(opens, site, "")
    adviser.opens(reverse("dispatch:answer", args=[token]))
    adviser.sees(PROBLEM)
    if not ground:
        adviser.presses("I accept")
        return adviser
    adviser.page.locator("summary").filter(has_text=japanese("I cannot come")).click()
    adviser.types(note=ground)
    adviser.presses("I decline")
    return adviser
