"""Every page that a role can reach: no accessibility fault, nothing wider than the screen,
nothing to choose that has no words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page

from conftest import SIZES
from crawling import ROLES, Found, reachable, sign_in

LANGUAGES = ("ja", "en")
SEES_MOST = "office"  # a page that several roles see is looked at in its fullest form


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_fault(
    open_page: Callable[..., Page], sample_site: str, axe: Callable[[Page], None]
) -> None:
    looked_at: set[str] = set()
    files: set[str] = set()
    faults: list[str] = []

    for role in sorted(ROLES, key=SEES_MOST.__ne__):
        page = open_page()
        _speaks_in(page, sample_site, LANGUAGES[0])
        if email := ROLES[role]:
            sign_in(page, sample_site, email)
        new = reachable(page, sample_site, lambda name: name not in looked_at, files)
        for found in new:
            looked_at.add(found.name)
            for language in LANGUAGES:
                if language != LANGUAGES[0]:
                    _speaks_in(page, sample_site, language)
                    page.goto(found.url)
                faults += [
                    f"{role}: {fault}" for fault in _faults(page, axe, found, language)
                ]
            _speaks_in(page, sample_site, LANGUAGES[0])
    assert not faults, "\n".join(faults)
    assert len(looked_at) > 50, sorted(looked_at)


def _speaks_in(page: Page, address: str, language: str) -> None:
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}
    page.context.add_cookies([cookie])


def _faults(
    page: Page, axe: Callable[[Page], None], found: Found, language: str
) -> Iterator[str]:
    """What is wrong with the page in one language, in each size."""
    assert page.locator("html").get_attribute("lang") == language
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        is_turn = _axe_looks_at(size, found.name, language)
        for check in (*[axe] * is_turn, _fits, _has_words):
            try:
                check(page)
            except AssertionError as fault:
                yield str(fault)


def _axe_looks_at(size: str, name: str, language: str) -> bool:
    """Whether axe, which takes most of the time, looks at this page in this size.

    It sees each page in each size and in each language: in two of the four.
    """
    even = sum(name.encode()) % 2 == 0
    return (size == "phone") == (even == (language == "ja"))


def _fits(page: Page) -> None:
    """The page itself never scrolls sideways; a wide table scrolls within its box."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than {page.viewport_size}"


def _has_words(page: Page) -> None:
    """Every option says what it is, also the empty one."""
    wordless = page.locator("select").evaluate_all(
        "all => all.filter(one => [...one.options].some("
        "option => /^[-–—\\s]*$/.test(option.text))).map(one => one.name)"
    )
    assert not wordless, f"{page.url} has options without words: {wordless}"
