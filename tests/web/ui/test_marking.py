"""What is Japanese on an English page says so; a number of a case stays in one piece."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from chiiki_web.ui.marking import mark_html


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<b>見本市 ICTの活用</b>", '<b><span lang="ja">見本市 ICTの活用</span></b>'),
        ("「見守り」 copied", '<span><span lang="ja">「見守り」</span> copied</span>'),
        (
            "総務省 スライド7, p. 3",
            '<span><span lang="ja">総務省 スライド7</span>, p. 3</span>',
        ),
        (
            "申請R8-1を受け付け",
            '<span><span lang="ja">申請<span class="ref">R8-1</span>を受け付け</span></span>',
        ),
        ("<a title='見本'>Town</a>", "<a title='見本'>Town</a>"),
        ("<title>見本市</title>", "<title>見本市</title>"),
        ("<textarea>見本市</textarea>", "<textarea>見本市</textarea>"),
        ("<svg><text>見本市</text></svg>", "<svg><text>見本市</text></svg>"),
    ],
)
def test_japanese_is_marked_where_it_is_text(html: str, marked: str) -> None:
    assert mark_html(html) == marked


@pytest.mark.parametrize("number", ["R8-WAC15-0003", "R9-0001-02", "SHA-256"])
def test_a_number_is_not_torn_at_its_hyphens(number: str) -> None:
    assert mark_html(f"<td>{number}</td>", is_japanese=True) == (
        f'<td><span class="ref">{number}</span></td>'
    )


@pytest.mark.parametrize("whole", ["30 June 2026", "3 May", "Mihonminami-shi"])
def test_a_day_and_a_place_are_not_torn_in_english(whole: str) -> None:
    assert mark_html(f"by {whole} at noon") == (
        f'<span>by <span class="ref">{whole}</span> at noon</span>'
    )


def test_a_number_stands_close_to_japanese() -> None:
    assert mark_html("依頼R7-M-0007の候補者", is_japanese=True) == (
        '<span>依頼<span class="ref">R7-M-0007</span>の候補者</span>'
    )


@pytest.mark.parametrize("words", ["2026-11-28", "https://site.example/A-12", "No-1st"])
def test_other_words_with_hyphens_stay_as_they_are(words: str) -> None:
    assert mark_html(words) == words


def test_a_sentence_stays_one_item_in_a_row_of_a_button() -> None:
    """A button is a flex box: of loose pieces it would eat the spaces between."""
    assert mark_html("<button>Do not send 見本 沙織</button>") == (
        '<button><span>Do not send <span lang="ja">見本 沙織</span></span></button>'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "times"), [("ja", 0), ("en", 1)])
def test_a_page_is_marked_in_the_language_that_is_not_its_own(
    client: Client, language: str, times: int
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/about/")
    assert page.text.count('<span lang="ja">日本語</span>') == times
