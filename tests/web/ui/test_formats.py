"""Numbers, money and days read as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from chiiki_web.ui import formats

CASES: list[tuple[str, Any, str, str]] = [
    ("yen", 1_234_567, "1,234,567円", "¥1,234,567"),
    ("yen", 0, "0円", "¥0"),
    ("thousands", 1_234_567, "1,234千円", "¥1,234 thousand"),
    ("number", 1_234_567, "1,234,567", "1,234,567"),
    ("counted:'requests'", 1234, "1,234件", "1,234"),
    ("counted:'days'", 38.0, "38日", "38"),
    ("counted:'days'", 4.5, "4.5日", "4.5"),
    ("counted:'people'", 0, "0人", "0"),
    ("counted:'times'", None, "–", "–"),
    ("number:1", 27.449, "27.4", "27.4"),
    ("percent", Decimal("0.835"), "83.5%", "83.5%"),
    ("percent:0", 0.5, "50%", "50%"),
    ("in_percent", 59.2, "59.2%", "59.2%"),
    ("jdate", date(2019, 5, 1), "令和元年5月1日", "1 May 2019"),
    # 20:00 in London is the next morning in Japan
    ("jdate", datetime(2026, 3, 31, 20, tzinfo=UTC), "令和8年4月1日", "1 April 2026"),
    (
        "jdatetime",
        datetime(2026, 3, 31, 20, 5, tzinfo=UTC),
        "令和8年4月1日 05:05",
        "1 April 2026 05:05",
    ),
    ("month", date(2026, 11, 1), "令和8年11月", "November 2026"),
    ("fiscal_year", 2026, "令和8年度", "FY2026"),
    ("fiscal_year", date(2027, 3, 31), "令和8年度", "FY2026"),
    ("filesize", 900, "900 B", "900 B"),
    ("filesize", 52_428_800, "50.0 MB", "50.0 MB"),
    ("hash_short", "9f86d081884c7d65", "9f86d081…", "9f86d081…"),
]


def written(filter_: str, value: object, language: str) -> str:
    name, _, argument = filter_.partition(":")
    call = f"{name}:{argument}" if argument else name
    template = Template("{% load ui %}{{ value|" + call + " }}")
    with translation.override(language):
        return template.render(Context({"value": value}))


@pytest.mark.parametrize(("filter_", "value", "ja", "en"), CASES)
def test_a_value_reads_well_in_both_languages(
    filter_: str, value: object, ja: str, en: str
) -> None:
    assert written(filter_, value, "ja") == ja
    assert written(filter_, value, "en") == en


@pytest.mark.parametrize("missing", [None, ""])
@pytest.mark.parametrize("filter_", sorted({case[0] for case in CASES}))
def test_what_is_not_there_is_a_dash(filter_: str, missing: object) -> None:
    assert written(filter_, missing, "ja") == "–"


def test_a_nought_is_not_taken_for_nothing() -> None:
    assert written("number", 0, "en") == "0"


@pytest.mark.parametrize(
    ("language", "shown"), [("ja", "見本市"), ("en", "Sample City")]
)
def test_staff_text_comes_in_the_readers_language(language: str, shown: str) -> None:
    row = {"name_ja": "見本市", "name_en": "Sample City"}
    assert written('local:"name"', row, language) == shown


def test_japanese_stands_in_where_english_is_missing() -> None:
    row = {"name_ja": "見本市", "name_en": ""}
    assert written('local:"name"', row, "en") == "見本市"


@pytest.mark.parametrize(("language", "said"), [("ja", "（町）"), ("en", " (町)")])
def test_brackets_are_those_of_the_language(language: str, said: str) -> None:
    with translation.override(language):
        assert formats.in_brackets("町") == said


@pytest.mark.parametrize(
    ("filter_", "value", "en"),
    [
        ("as_written", "災害対応のため", "災害対応のため (in Japanese)"),
        ("as_written", "Asked of 見本市 only", "Asked of 見本市 only"),
        (
            "cited",
            "統計局 https://a.example/b",
            "統計局 https://a.example/b (in Japanese)",
        ),
        (
            "cited",
            "会計検査院（アドレスの記録なし）",
            "Board of Audit of Japan (address not recorded)",
        ),
    ],
)
def test_an_english_page_says_what_is_there_in_japanese_only(
    filter_: str, value: str, en: str
) -> None:
    assert written(filter_, value, "ja") == value
    assert written(filter_, value, "en") == en


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("統計局<b> https://a.example/x", '<a href="https://a.example/x" rel="nofollow">統計局&lt;b&gt;</a>'),
        ("A http://a.example/x (in Japanese)", '<a href="http://a.example/x" rel="nofollow">A</a> (in Japanese)'),
        ("https://a.example/x ほか", '<a href="https://a.example/x" rel="nofollow">https://a.example/x</a> ほか'),
        ("A https://a.example/x\"onx='1'", "A"),
        ("Board, https://a.example/x", '<a href="https://a.example/x" rel="nofollow">Board</a>'),
        ("見本", "見本"),
    ],
)  # fmt: skip
def test_the_name_of_a_source_leads_to_its_address(source: str, html: str) -> None:
    found = written("linked", source, "en")
    assert html in found
    assert "\"onx='" not in found
