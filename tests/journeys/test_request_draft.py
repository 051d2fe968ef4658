"""The form of a request saves while somebody types, and two who write keep both texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Draft
from journeys.asking import Opens, signs_in
from journeys.walker import Walker
from web import make

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("standing_clock", "office"),
]


def _types(page: Page, problem: str) -> None:
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.locator("#id_problem").fill(problem)
    expect(page.locator("[data-autosave-line]")).to_contain_text("保存しました")


def test_what_is_typed_is_there_again_and_nobody_writes_over_anybody(
    open_page: Opens, site: str, officer: Membership
) -> None:
    mine = Walker(open_page, site, officer.user.email)
    mine.opens("/dispatch/new/")
    _types(mine.page, "見守りが続かない。")

    colleague = signs_in(make.member(of=officer.organisation))
    other = Walker(open_page, site, colleague.user.email)
    other.opens("/dispatch/")
    other.sees("作成中の依頼", "案件名は未入力")
    other.follows("案件名は未入力")
    expect(other.page.locator("#id_problem")).to_have_value("見守りが続かない。")
    _types(other.page, "同僚が書き足した。")
    _types(mine.page, "自分も書き足した。")

    texts = {one.typed["problem"][0] for one in Draft.objects.all()}
    assert texts == {"同僚が書き足した。", "自分も書き足した。"}
