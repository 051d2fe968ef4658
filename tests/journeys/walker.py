"""A person at the site: signs in, types into fields by their names, presses buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils import translation
from playwright.sync_api import Page, expect

from crawling import sign_in


def japanese(words: str) -> str:
    """What the page says for this text of the source."""
    with translation.override("ja"):
        return translation.gettext(words)


class Walker:
    """One person with a browser of their own."""

    def __init__(
        self, open_page: Callable[..., Page], address: str, email: str
    ) -> None:
        self.page = open_page()
        self.address = address
        self.email = email
        if email:
            sign_in(self.page, address, email)

    def opens(self, path: str) -> None:
        """Open a page; it must be there."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"

    def is_refused(self, path: str) -> None:
        """This page is not for this person."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status in {403, 404}, f"{path}: {response.status}"

    def types(self, **values: Any) -> None:
        """Fill fields by name: text, choice, yes or no, tick, or file."""
        for name, value in values.items():
            self._type(name.replace("__", "-"), value)

    def presses(self, words: str, *, then_faults: bool = False) -> None:
        """Press the button with these words, and see the page that follows."""
        button = self.page.get_by_role("button", name=japanese(words), exact=True)
        button.first.click()
        self.page.wait_for_load_state()
        if not then_faults:
            self._sees_no_fault()

    def follows(self, words: str) -> None:
        link = self.page.get_by_role("link", name=japanese(words))
        link.first.click()
        self.page.wait_for_load_state()
        self._sees_no_fault()

    def sees(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def number_in_address(self) -> int:
        """The number of what the page is about."""
        found = re.findall(r"/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found[-1])

    def _type(self, name: str, value: Any) -> None:
        fields = self.page.locator(f"main [name='{name}']")
        kind = fields.first.get_attribute("type")
        if kind in {"radio", "checkbox"} and value is not True:
            self.page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind in {"radio", "checkbox"}:
            fields.first.check()
        elif kind == "file":
            fields.first.set_input_files(value)
        elif fields.first.evaluate("one => one.tagName") == "SELECT":
            fields.first.select_option(value)
        else:
            fields.first.fill(str(value))

    def _sees_no_fault(self) -> None:
        heading = self.page.locator("h1").first.inner_text()
        assert "エラー" not in heading, f"{self.page.url}: {heading}"
        faults = self.page.locator("main .field-error, main .error")
        told = [one.inner_text() for one in faults.all() if one.is_visible()]
        assert not told, f"{self.page.url}: {told}"
