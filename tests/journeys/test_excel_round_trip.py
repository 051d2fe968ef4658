"""A plan goes out as a workbook, comes back with three mistakes, and is taken over."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page

from chiiki_web.plans.models import Plan
from crawling import PASSWORD
from journeys.walker import Walker, japanese
from web import make
from web.workbooks.filled import FIRST_LINE, row_of

MISTAKES = {"target_users": "たくさん", "payer_after": "国が払う"}
AMOUNT = f"C{FIRST_LINE}"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_three_mistakes_in_excel_are_corrected_and_taken_over(
    open_page: Callable[..., Page],
    site: str,
    tmp_path: Path,
    axe: Callable[[Page], None],
) -> None:
    member = make.member()
    member.user.set_password(PASSWORD)
    member.user.save()
    plan = make.full_plan(member)
    officer = Walker(open_page, site, member.user.email)
    officer.opens(f"/plans/{plan.pk}/")
    file = tmp_path / "計画.xlsx"
    officer.follows("Write in Excel")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name=japanese("Download for Excel")).click()
    download.value.save_as(file)

    _write(file, MISTAKES | {"goal": "Excelで書き直した目標"}, amount="約300万円")
    officer.types(upload=str(file))
    officer.presses("Check the file")
    officer.sees("修正が必要な箇所が3件あります", "たくさん", "国が払う", "約300万円")
    for address in (*_addresses(file, MISTAKES), AMOUNT):
        officer.sees(address)
    axe(officer.page)
    assert Plan.objects.get(pk=plan.pk).goal == plan.goal

    _write(file, {"target_users": "２６０", "payer_after": None}, amount=3_000_000.0)
    officer.types(upload=str(file))
    officer.presses("Check the corrected file")
    officer.sees("修正が必要な箇所はありません", "Excelで書き直した目標")
    axe(officer.page)
    officer.presses("Take this over")
    officer.sees("Excelで書き直した目標", "3,000,000円")
    after = Plan.objects.get(pk=plan.pk)
    assert (after.target_users, after.payer_after) == (260, "")
    assert re.search(r"/plans/\d+/$", officer.page.url)


def _write(file: Path, texts: dict[str, Any], *, amount: Any) -> None:
    book = openpyxl.load_workbook(file)
    for name, text in texts.items():
        row_of(book["計画"], name)[1].value = text
    sheet = book["経費"]
    sheet[f"A{FIRST_LINE}"].value = "その他"
    sheet[f"B{FIRST_LINE}"].value = "見守り端末"
    sheet[AMOUNT].value = amount
    book.save(file)


def _addresses(file: Path, names: dict[str, Any]) -> list[str]:
    sheet = openpyxl.load_workbook(file)["計画"]
    return [f"B{row_of(sheet, name)[0].row}" for name in names]
