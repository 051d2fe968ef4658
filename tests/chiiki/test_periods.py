"""Days, months and fiscal years are read in every manner, with the era that held."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import periods
from chiiki.errors import EngineError
from chiiki.periods import Period

DAYS = st.dates(min_value=date(1868, 1, 25), max_value=date(2110, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "令和8年11月23日",
        "令和８年１１月２３日",
        "令和08年11月23日",
        " 令和 8 年 11 月 23 日 ",
        "R8.11.23",
        "r8.11.23",
        "Ｒ８．１１．２３",
        "R.8.11.23",
        "R8/11/23",
        "R8-11-23",
        "㋿8年11月23日",
        "2026-11-23",
        "2026/11/23",
        "２０２６／１１／２３",
        "2026年11月23日",
        "2026ー11ー23",
        "2026−11−23",
    ],
)
def test_it_reads_one_day_in_every_manner(typed: str) -> None:
    assert periods.parse_date(typed) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H21.4.1", date(2009, 4, 1)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S30.8.27", date(1955, 8, 27)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_it_reads_days_of_every_era(typed: str, day: date) -> None:
    assert periods.parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "code", "meant"),
    [
        ("", "date.not_a_date", None),
        ("きのう", "date.not_a_date", None),
        ("8.11.23", "date.not_a_date", None),
        ("26-11-23", "date.not_a_date", None),
        ("R2026.11.23", "date.not_a_date", None),
        ("元年5月1日", "date.not_a_date", None),
        ("令和8年11月", "date.not_a_date", None),
        ("2026-11-23T09:00", "date.not_a_date", None),
        ("令和7年2月29日", "date.no_such_day", None),
        ("2026-13-01", "date.no_such_day", None),
        ("2026-11-31", "date.no_such_day", None),
        ("0000-01-01", "date.no_such_day", None),
        ("令和0年1月1日", "date.no_such_day", None),
        ("平成32年4月1日", "date.wrong_era", "令和2年4月1日"),
        ("令和元年4月30日", "date.wrong_era", "平成31年4月30日"),
        ("平成31年5月1日", "date.wrong_era", "令和元年5月1日"),
        ("H38.11.23", "date.wrong_era", "令和8年11月23日"),
        ("昭和64年1月8日", "date.wrong_era", "平成元年1月8日"),
        ("大正元年7月29日", "date.wrong_era", "明治45年7月29日"),
    ],
)
def test_it_refuses_a_day_and_says_what_may_be_meant(
    typed: str, code: str, meant: str | None
) -> None:
    with pytest.raises(EngineError) as refused:
        periods.parse_date(typed)
    assert refused.value.code == code
    assert refused.value.values["found"] == typed
    assert refused.value.values.get("meant") == meant


@given(day=DAYS)
def test_every_day_that_it_writes_it_reads(day: date) -> None:
    assert periods.parse_date(periods.format_date(day, "ja")) == day
    assert periods.parse_date(day.isoformat()) == day


@given(day=DAYS)
def test_every_month_and_fiscal_year_that_it_writes_it_reads(day: date) -> None:
    first = day.replace(day=1)
    year = periods.fiscal_year(day)
    assert periods.parse_month(periods.format_month(day, "ja")) == first
    assert periods.parse_fiscal_year(periods.format_fiscal_year(year, "ja")) == year
    assert day in periods.fiscal_year_period(year)


@given(text=st.text(alphabet="令和平成元RHS年月日度FY./-0123456789０ 日", max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (periods.parse_date, periods.parse_month, periods.parse_fiscal_year):
        with suppress(EngineError):
            assert read(text)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("令和8年11月", date(2026, 11, 1)),
        ("2026-11", date(2026, 11, 1)),
        ("2026/11", date(2026, 11, 1)),
        ("R8.11", date(2026, 11, 1)),
        ("Ｒ８．１１", date(2026, 11, 1)),
        ("平成31年4月", date(2019, 4, 1)),
        ("令和元年5月", date(2019, 5, 1)),
        ("昭和64年1月", date(1989, 1, 1)),
        ("平成元年1月", date(1989, 1, 1)),
    ],
)
def test_it_reads_months(typed: str, month: date) -> None:
    assert periods.parse_month(typed) == month


@pytest.mark.parametrize(
    ("typed", "code", "meant"),
    [
        ("11月", "date.not_a_month", None),
        ("2026", "date.not_a_month", None),
        ("2026-11-23", "date.not_a_month", None),
        ("2026-13", "date.no_such_day", None),
        ("令和元年4月", "date.wrong_era", "平成31年4月"),
        ("平成31年5月", "date.wrong_era", "令和元年5月"),
        ("平成30年13月", "date.no_such_day", None),
    ],
)
def test_it_refuses_months(typed: str, code: str, meant: str | None) -> None:
    with pytest.raises(EngineError) as refused:
        periods.parse_month(typed)
    assert refused.value.code == code
    assert refused.value.values.get("meant") == meant


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("令和8年度", 2026),
        ("令和８年度", 2026),
        ("R8", 2026),
        ("FY2026", 2026),
        ("2026年度", 2026),
        ("2026", 2026),
        ("H21年度", 2009),
        ("平成31年度", 2019),
        ("令和元年度", 2019),
        ("昭和63年度", 1988),
        ("平成元年度", 1989),
    ],
)
def test_it_reads_fiscal_years(typed: str, year: int) -> None:
    assert periods.parse_fiscal_year(typed) == year


@pytest.mark.parametrize(
    ("typed", "code", "meant"),
    [
        ("", "date.not_a_fiscal_year", None),
        ("8", "date.not_a_fiscal_year", None),
        ("令和0年度", "date.not_a_fiscal_year", None),
        ("0000", "date.not_a_fiscal_year", None),
        ("9999", "date.not_a_fiscal_year", None),
        ("R999", "date.not_a_fiscal_year", None),
        ("平成32年度", "date.wrong_era", "令和2年度"),
        ("昭和64年度", "date.wrong_era", "平成元年度"),
    ],
)
def test_it_refuses_fiscal_years(typed: str, code: str, meant: str | None) -> None:
    with pytest.raises(EngineError) as refused:
        periods.parse_fiscal_year(typed)
    assert refused.value.code == code
    assert refused.value.values.get("meant") == meant


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
    ],
)
def test_a_fiscal_year_begins_in_april(day: date, year: int) -> None:
    assert periods.fiscal_year(day) == year


@pytest.mark.parametrize("end", [date(2026, 4, 1), date(2026, 3, 31)])
def test_a_period_is_never_empty(end: date) -> None:
    with pytest.raises(EngineError) as refused:
        Period(date(2026, 4, 1), end)
    assert refused.value.code == "period.empty"


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 11, 23), "令和8年11月23日", "23 November 2026"),
        (date(2019, 5, 1), "令和元年5月1日", "1 May 2019"),
        (date(2019, 4, 30), "平成31年4月30日", "30 April 2019"),
        (date(1867, 1, 1), "1867年1月1日", "1 January 1867"),
    ],
)
def test_it_writes_days(day: date, ja: str, en: str) -> None:
    assert periods.format_date(day, "ja") == ja
    assert periods.format_date(day, "en-gb") == en


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [
        (2026, "令和8年度", "FY2026"),
        (2019, "令和元年度", "FY2019"),
        (2009, "平成21年度", "FY2009"),
    ],
)
def test_it_writes_fiscal_years(year: int, ja: str, en: str) -> None:
    assert periods.format_fiscal_year(year, "ja") == ja
    assert periods.format_fiscal_year(year, "en") == en


@given(day=DAYS, number=st.integers(min_value=-600, max_value=600))
def test_months_added_are_months_between(day: date, number: int) -> None:
    later = periods.add_months(day, number)
    assert later.day == 1
    assert periods.months_between(day, later) == number
