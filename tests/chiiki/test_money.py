"""Amounts as offices type them are read to the yen, or refused with a code."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import money
from chiiki.errors import EngineError

FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
AMOUNTS = st.integers(min_value=0, max_value=money.LARGEST - 1)


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        ("0", 0),
        ("1200000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("１，２００，０００", 1_200_000),
        ("1、200、000", 1_200_000),
        ("¥1,200,000", 1_200_000),
        ("￥１，２００，０００", 1_200_000),
        ("\\1,200,000", 1_200_000),
        (" 1,200 円 ", 1_200),
        ("1 200 円", 1_200),
        ("1 200　000", 1_200_000),
        ("120 万 円", 1_200_000),
        ("1,200千円", 1_200_000),
        ("120万円", 1_200_000),
        ("１２０万", 1_200_000),
        ("1.2百万円", 1_200_000),
        ("5千万円", 50_000_000),
        ("1億円", 100_000_000),
        ("1.5億円", 150_000_000),
        ("1億2,000万円", 120_000_000),
        ("1億2,000万500円", 120_000_500),
        ("0.5千円", 500),
        ("-0", 0),
    ],
)
def test_it_reads_what_offices_write(typed: str, yen: int) -> None:
    assert money.parse_yen(typed) == yen


@pytest.mark.parametrize(
    ("typed", "yen"),
    [("1,200", 1_200_000), ("1,200.5", 1_200_500), ("1,200円", 1_200), ("1万", 10_000)],
)
def test_the_unit_of_a_form_counts_only_for_a_bare_number(typed: str, yen: int) -> None:
    assert money.parse_yen(typed, unit=1_000) == yen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "money.not_a_number"),
        ("円", "money.not_a_number"),
        ("百二十万円", "money.not_a_number"),
        ("約100万円", "money.not_a_number"),
        ("100ドル", "money.not_a_number"),
        ("1,2億円", "money.not_a_number"),
        ("12,00", "money.not_a_number"),
        ("12 34", "money.not_a_number"),
        ("１２　３４", "money.not_a_number"),
        ("1234 567", "money.not_a_number"),
        ("1.2.3", "money.not_a_number"),
        ("1億2000", "money.not_a_number"),
        ("2,000万1億円", "money.not_a_number"),
        ("1万1万円", "money.not_a_number"),
        ("1e9", "money.not_a_number"),
        ("٣٠٠", "money.not_a_number"),
        ("1000000000000000", "money.not_a_number"),
        ("9" * 10_000, "money.not_a_number"),
        ("0.5", "money.not_whole_yen"),
        ("1.00005万円", "money.not_whole_yen"),
        ("-1", "money.negative"),
        ("△1,200", "money.negative"),
        ("▲1,200円", "money.negative"),
        ("−1,200", "money.negative"),
    ],
)
def test_it_refuses_what_is_no_whole_amount(typed: str, code: str) -> None:
    with pytest.raises(EngineError) as refused:
        money.parse_yen(typed)
    assert refused.value.code == code
    assert refused.value.values == {"found": typed}


@pytest.mark.parametrize("typed", ["1" * 29 + "x", "1," * 14 + "x", "１" * 5_000])
def test_a_long_text_is_refused_without_trying_how_its_digits_divide(
    typed: str,
) -> None:
    """Each digit would double the work, if it could be a number of its own."""
    with pytest.raises(EngineError) as refused:
        money.parse_yen(typed)
    assert refused.value.code == "money.not_a_number"


@given(amount=AMOUNTS, lang=st.sampled_from(["ja", "en"]), wide=st.booleans())
def test_what_it_writes_it_reads(amount: int, lang: str, wide: bool) -> None:
    written = money.format_yen(amount, lang)
    typed = written.translate(FULL_WIDTH) if wide else written
    assert money.parse_yen(typed) == amount


@given(text=st.text(max_size=40))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    for read in (money.parse_yen, money.parse_whole_number):
        with suppress(EngineError):
            assert read(text) >= 0


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1200", 1_200),
        ("１，２００人", 1_200),
        ("3日", 3),
        ("6か月", 6),
        ("10時間", 10),
    ],
)
def test_it_reads_counts(typed: str, number: int) -> None:
    assert money.parse_whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", "人", "1人2", "1.5", "-1", "1,2", "数人"])
def test_it_refuses_what_is_no_count(typed: str) -> None:
    with pytest.raises(EngineError) as refused:
        money.parse_whole_number(typed)
    assert refused.value.code == "number.not_a_whole_number"


@pytest.mark.parametrize(
    ("amount", "unit", "floored"),
    [
        ("1234999.99", 1_000, 1_234_000),
        ("1234000", 1_000, 1_234_000),
        ("0.9", 1, 0),
        ("999", 1_000, 0),
    ],
)
def test_it_rounds_down_to_a_unit(amount: str, unit: int, floored: int) -> None:
    assert money.floor_to(Decimal(amount), unit) == floored


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [
        (100_000_000, "100,000,000円", "¥100,000,000"),
        (0, "0円", "¥0"),
        (-1_200, "-1,200円", "-¥1,200"),
    ],
)
def test_it_writes_yen(amount: int, ja: str, en: str) -> None:
    assert money.format_yen(amount, "ja") == ja
    assert money.format_yen(amount, "en-gb") == en


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [
        (1_234_999, "1,234千円", "¥1,234 thousand"),
        (999, "0千円", "¥0 thousand"),
        (-1_500, "-1千円", "-¥1 thousand"),
    ],
)
def test_it_writes_thousands(amount: int, ja: str, en: str) -> None:
    assert money.format_thousands(amount, "ja") == ja
    assert money.format_thousands(amount, "en") == en
