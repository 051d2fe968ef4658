"""A town looks for somebody who knows, from the first page on, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from chiiki_web.finding import queries
from conftest import SIZES
from crawling import PASSWORD, sign_in
from web import make
from web.advisers import made as advisers
from web.finding import made
from web.make import NOW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", list(SIZES))
def test_from_the_first_page_to_an_adviser(
    open_page: Callable[..., Page],
    site: str,
    axe: Callable[[Page], None],
    size: str,
    settings: object,
    tmp_path: object,
) -> None:
    settings.CHIIKI_SEARCH = tmp_path  # type: ignore[attr-defined]
    one = advisers.adviser(speciality_ja="独居の方のミマモロン")
    made.case("ミマモロンの故障")
    queries.refresh(NOW)
    page = open_page(size)
    page.goto(site)
    page.get_by_label("または、困りごとを自由に書いて探す").fill(
        "一人暮らしとミマモロン"
    )
    page.get_by_role("button", name="検索", exact=True).click()

    expect(page.locator(".hits > li")).to_have_count(2)
    expect(page.locator(".hits")).to_contain_text("一人暮らし ＝ 独居")
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.get_by_role("link", name="アドバイザー（1）").click()
    page.locator(".hit h3 a").click()
    assert page.url.endswith(reverse("advisers:detail", args=[one.pk]))


def test_from_a_request_to_who_knows(
    open_page: Callable[..., Page],
    site: str,
    axe: Callable[[Page], None],
    settings: object,
    tmp_path: object,
) -> None:
    settings.CHIIKI_SEARCH = tmp_path  # type: ignore[attr-defined]
    officer = make.member()
    officer.user.set_password(PASSWORD)
    officer.user.save()
    advisers.adviser(speciality_ja="ミマモロン")
    request = made.request(officer, "ミマモロンの導入", "見本の困りごと")
    queries.refresh(NOW)
    page = open_page()
    sign_in(page, site, officer.user.email)
    page.goto(site + reverse("dispatch:detail", args=[request.pk]))
    page.get_by_role("link", name="この課題に詳しい人と事例").click()

    expect(page.locator("#people + .hits mark")).to_have_text("ミマモロン")
    axe(page)
