"""A prefecture reads its rank, opens its profile, and asks what would raise it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from chiiki_web.indices.actions import running
from conftest import SIZES
from web import make
from web.indices import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", list(SIZES))
def test_from_the_order_to_what_would_raise_a_rank(
    open_page: Callable[..., Page],
    site: str,
    axe: Callable[[Page], None],
    size: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "REPLICATES", 200)
    office = make.member("office")
    made.published(made.index(office), office)
    page = open_page(size)
    page.goto(site + reverse("dashboards:figures"))
    page.get_by_role("link", name="総合指数", exact=True).first.click()
    page.get_by_role("link", name="見本の指数").click()

    expect(page.locator("svg.chart")).to_be_visible()
    axe(page)
    page.locator("table").get_by_role("link", name="見本C県").click()
    expect(page.locator("h1")).to_have_text("見本C県")
    page.get_by_label("目標の順位").select_option(label="1位")
    page.get_by_role("button", name="表示する").click()
    expect(page.locator("section", has=page.locator("#raise"))).to_contain_text(
        "1位になるために必要な値"
    )
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
