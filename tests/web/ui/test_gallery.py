"""Every part of the look, in a real browser: no fault, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

GALLERY = "/look/"
both_languages = pytest.mark.parametrize("language", ["ja", "en"])
both_sizes = pytest.mark.parametrize("size", ["desk", "phone"])
SMALL_TYPE = """() => [...document.querySelectorAll('.chart text, .tile-map text')]
  .filter(one => one.textContent.trim())
  .map(one => [parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a,
               one.matches('.tile-long') ? 9 : 12])  // the table below has it in full
  .filter(([size, least]) => size < least)"""
OVERFLOWING = """() => [...document.querySelectorAll('.chart text')]
  .filter(one => {
    const box = one.getBoundingClientRect();
    const svg = one.ownerSVGElement.getBoundingClientRect();
    return box.left < svg.left - 1 || box.right > svg.right + 1;
  }).map(one => one.textContent)"""


@pytest.mark.django_db
@pytest.mark.once
@both_languages
def test_the_gallery_opens(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(GALLERY)
    assert answer.status_code == 200
    assert answer.content.decode().count("<figure") == 12


@both_sizes
@both_languages
def test_the_gallery_has_no_fault(
    site: str,
    open_page: Callable[..., Page],
    axe: Callable[[Page], None],
    size: str,
    language: str,
) -> None:
    page = open_page(size)
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": site}]
    )
    page.goto(site + GALLERY)
    assert page.evaluate("document.documentElement.lang") == language
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TYPE) == []
    assert page.evaluate(OVERFLOWING) == []
    axe(page)


def test_the_menu_opens_on_a_phone_without_a_script(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page("phone")
    page.goto(site + GALLERY)
    menu = page.locator("nav.gnav")
    assert not menu.is_visible()
    page.locator(".menu-button").click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
