"""On a phone a line ends between words: no figure is torn from its unit, no date in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

WORDS = (
    "申請に使う計画は、令和8年12月13日までに出してください。残額は9,000,000円です。"
    "受付を再開する日は、事務局が各団体に連絡します。"
)
WHOLE = ("令和8年12月13日", "9,000,000円", "計画", "残額", "再開", "事務局", "連絡")
# Every part of ``whole`` that stands on two lines at some width from 10 to 20 letters.
TORN = """([words, whole, kind, mended]) => {
  const main = document.querySelector("main"), torn = new Set();
  const one = document.createElement(kind);
  main.append(one);
  for (let letters = 10; letters <= 20; letters += 1) {
    one.textContent = words;
    one.style.display = "block";
    one.style.width = `${letters}em`;
    one.style.padding = 0;
    if (!mended) one.style.wordBreak = "normal";
    if (mended) one.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
    const places = [], texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (let i = 0; i < texts.currentNode.length; i += 1) {
        const range = document.createRange();
        range.setStart(texts.currentNode, i);
        range.setEnd(texts.currentNode, i + 1);
        places.push(Math.round(range.getBoundingClientRect().bottom));
      }
    }
    for (const part of whole) {
      const first = words.indexOf(part);
      if (new Set(places.slice(first, first + part.length)).size > 1) torn.add(part);
    }
  }
  one.remove();
  return [...torn];
}"""


def _torn(page: Page, site: str, kind: str, *, mended: bool) -> list[str]:
    page.goto(f"{site}/look/")
    found: list[str] = page.evaluate(TORN, [WORDS, WHOLE, kind, mended])
    return found


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["p", "li", "dd", "a", "button", "td"])
def test_no_word_date_or_figure_is_torn(
    open_page: Callable[..., Page], site: str, kind: str
) -> None:
    assert _torn(open_page("phone"), site, kind, mended=True) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_without_the_mending_dates_and_figures_are_torn(
    open_page: Callable[..., Page], site: str
) -> None:
    torn = _torn(open_page("phone"), site, "p", mended=False)
    assert {"令和8年12月13日", "9,000,000円", "事務局"} <= set(torn)
