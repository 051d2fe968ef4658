"""A town answers a survey half on the web and half in Excel, sends it and has a receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from chiiki_web.answers.models import Answer, Submission
from conftest import Clock
from questionnaires import WHOLE
from web.answers import filled, made
from web.make import NOW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_half_on_the_web_half_in_excel(
    open_page: Callable[..., Page],
    site: str,
    clock: Clock,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    clock.move_to(NOW)
    town = made.recipient()
    page = open_page()
    page.goto(f"{site}/answers/{made.token(town)}/")
    axe(page)
    page.get_by_role("link", name="回答を始める").click()

    # The first field on the web: what is asked follows what is answered.
    effect = page.locator("[name='effect.mail']")
    expect(effect).to_be_hidden()
    page.get_by_role("radio", name="運用している").first.check()
    expect(effect).to_be_visible()
    effect.select_option("partly")
    page.locator("[name='status.camera'][value=plan]").check()
    page.get_by_label("費用").check()
    expect(page.locator("[data-autosave-line]")).to_contain_text("保存しました")
    axe(page)
    page.get_by_role("button", name="保存して次へ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("教育")

    # The rest in Excel.
    page.goto(f"{site}/answers/{made.token(town)}/sheet/")
    with page.expect_download() as given:
        page.get_by_role("link", name="Excelファイルをダウンロード").click()
    sheet = tmp_path / "answers.xlsx"
    given.value.save_as(sheet)
    book = filled.fill(
        openpyxl.load_workbook(sheet),
        status__lessons="予定なし",
        expectation__school="どちらともいえない",
        **{"difficulty.school=none": "○", "q.money=own": "○", "q.money=grant": "○"},
        q__office="ある",
        q__staff=3,
    )
    book.save(sheet)
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="ファイルを点検する").click()
    axe(page)
    page.get_by_role("button", name="この内容で取り込む").click()
    assert Answer.objects.get(recipient=town).values == WHOLE

    page.get_by_role("link", name="確認して提出").first.click()
    page.get_by_role("button", name="回答を提出する").click()
    sent = Submission.objects.get(answer__recipient=town)
    expect(page.get_by_text(sent.receipt).first).to_be_visible()
    expect(page.get_by_text(sent.sha256)).to_be_visible()
    axe(page)
