"""On a phone a wide table stands in blocks: each cell under its heading, a button by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PUT = """() => {
  const box = document.createElement("div");
  box.className = "table-scroll";
  box.innerHTML = `<table><thead><tr><th>名称</th><th>${"理由".repeat(20)}</th>
    <th><span class="visually-hidden">派遣する</span></th></tr></thead>
    <tbody><tr><th scope="row">見本</th><td class="nowrap">${"長い文".repeat(20)}</td>
    <td><a class="button" href="#">派遣する</a></td></tr></tbody></table>`;
  document.querySelector("main").append(box);
  box.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
}"""


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_button_is_seen_and_its_words_stand_once(
    open_page: Callable[..., Page], site: str
) -> None:
    page = open_page("phone")
    page.goto(f"{site}/look/")
    page.evaluate(PUT)
    table = page.locator("main .table-scroll").last
    assert "stack" in (table.locator("table").get_attribute("class") or "")
    reason, deed = table.locator("td").all()
    assert (reason.get_attribute("data-heading") or "").startswith("理由")
    assert deed.get_attribute("data-heading") == ""
    assert deed.locator(".button").is_visible()
