"""An officer of the office before the board of a round of dispatch."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions
from chiiki_web.placing.models import Matching
from chiiki_web.schemes.models import Round
from crawling import sign_in

GROUND = "（見本）前年度の助言の続きのため。"


class Board:
    """An officer of the office before the board of a round."""

    def __init__(self, page: Page, address: str, one: Round, office: Membership):
        self.page, self.one = page, one
        self.address = address + reverse("placing:board", args=[one.pk])
        sign_in(page, address, office.user.email)
        self.opens()

    def opens(self) -> None:
        self.page.goto(self.address)

    def card(self, asked: Request):
        return self.page.locator(f".request-card[data-request='{asked.pk}']")

    def line(self, who):
        return self.page.locator(f".adviser-line[data-adviser='{who.pk}']")

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def writes_ground(self) -> None:
        self.page.locator("#wish-ground").fill(GROUND)
        self.page.locator("#wish-dialogue button[type=submit]").click()
        self.sees_that_it_is_kept()

    def sees_that_it_is_kept(self) -> None:
        expect(self.page.locator("main")).to_contain_text("指定を記録しました")

    def works_it_out(self) -> Matching:
        """The office asks, the worker works, and the page shows it by itself."""
        self.page.locator("form[action*='/run/'] button").click()
        self.page.wait_for_selector("#running")
        found = actions.run_waiting(timezone.now())
        self.page.wait_for_selector("#running", state="detached")
        assert found is not None
        return found
