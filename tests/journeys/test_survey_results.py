"""An office publishes tables with a small part hidden; a reader compares two years."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from chiiki_web.results import actions
from conftest import SIZES
from crawling import sign_in
from journeys.asking import signs_in
from web import make
from web.make import NOW
from web.results import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SMALL = {"city": 5, "town": 24, "village": 20}


def test_an_office_publishes_a_table_with_a_small_part(
    page: Page, site: str, axe: Callable[[Page], None]
) -> None:
    survey = made.closed(signs_in(make.member("office")), classes=SMALL)
    sign_in(page, site, survey.made_by.user.email)
    page.goto(site + reverse("results:prepare", args=[survey.code]))
    axe(page)
    page.get_by_role("button", name="集計する").click()
    expect(page.get_by_text("集計しています")).to_be_visible()
    actions.work_out_waiting(NOW)
    expect(page.get_by_role("heading", name="集計表の確認")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="公表する").click()
    page.get_by_role("button", name="公表する").click()
    expect(page.get_by_text("第1版を公表しました。")).to_be_visible()

    page.get_by_role("link", name="システムの利活用率").first.click()
    page.get_by_role("link", name="規模別").click()
    expect(page.get_by_text("秘匿（回答した団体が少ないため）")).to_be_visible()
    hidden = page.get_by_text("秘匿（ほかの秘匿した値が計算できてしまうため）")
    expect(hidden).to_be_visible()
    axe(page)


@pytest.mark.parametrize("size", list(SIZES))
def test_a_reader_compares_two_years_of_different_scope(
    open_page: Callable[..., Page], site: str, axe: Callable[[Page], None], size: str
) -> None:
    office = make.member("office")
    made.published(made.closed(office, name="sample_2025", year=2025, seed=2))
    made.published(made.closed(office, year=2026))
    page = open_page(size)
    page.goto(site + reverse("dashboards:figures"))
    page.get_by_role("link", name="調査結果", exact=True).first.click()
    page.get_by_role("link", name="見本の調査2026").click()
    axe(page)
    page.get_by_role("link", name="令和7年度からの変化").click()
    expect(page.get_by_text("公表した値どうしを比べることはできません")).to_be_visible()
    expect(page.get_by_text("比較しない分野（システム又は定義の変更）")).to_be_visible()
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
