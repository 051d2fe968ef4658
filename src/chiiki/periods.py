"""Days, months and fiscal years, with eras; half-open periods. Nothing reads the clock."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from chiiki.errors import EngineError

ERAS = [
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
]
YEAR = r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?\.?(?P<year>元|\d{1,4})"
DAY = re.compile(rf"{YEAR}[年./-](?P<month>\d{{1,2}})[月./-](?P<day>\d{{1,2}})日?")
MONTH = re.compile(rf"{YEAR}[年./-](?P<month>\d{{1,2}})月?")
FISCAL = re.compile(rf"(?:FY)?{YEAR}(?:年度?)?")
MONTHS = (
    "January February March April May June July August September October November"
    " December"
).split()
APRIL = 4


@dataclass(frozen=True, slots=True)
class Period:
    """
    >>> fy2026 = Period(date(2026, 4, 1), date(2027, 4, 1))
    >>> date(2027, 3, 31) in fy2026, date(2027, 4, 1) in fy2026
    (True, False)
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise EngineError("period.empty", start=self.start, end=self.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def fiscal_year(day: date) -> int:
    """The fiscal year of a day: April to March, named by its first year.

    >>> fiscal_year(date(2027, 3, 31)), fiscal_year(date(2027, 4, 1))
    (2026, 2027)
    """
    return day.year - (day.month < APRIL)


def fiscal_year_period(year: int) -> Period:
    return Period(date(year, APRIL, 1), date(year + 1, APRIL, 1))


def add_months(month: date, number: int) -> date:
    """The first day of the month that lies ``number`` months after that of ``month``.

    >>> add_months(date(2026, 11, 23), 2)
    datetime.date(2027, 1, 1)
    """
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def months_between(first: date, last: date) -> int:
    """How many months later ``last`` lies than ``first``, days left aside.

    >>> months_between(date(2026, 11, 30), date(2027, 1, 1))
    2
    """
    return (last.year - first.year) * 12 + last.month - first.month


def format_date(day: date, lang: str) -> str:
    """
    >>> format_date(date(2019, 5, 1), "ja"), format_date(date(2026, 11, 23), "en")
    ('令和元年5月1日', '23 November 2026')
    """
    if lang.startswith("ja"):
        return f"{_era_year(day)}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_month(month: date, lang: str) -> str:
    """
    >>> format_month(date(2026, 11, 1), "ja"), format_month(date(2026, 11, 1), "en")
    ('令和8年11月', 'November 2026')
    """
    if lang.startswith("ja"):
        return f"{_era_year(month)}年{month.month}月"
    return f"{MONTHS[month.month - 1]} {month.year}"


def format_fiscal_year(year: int, lang: str) -> str:
    """
    >>> format_fiscal_year(2026, "ja"), format_fiscal_year(2019, "ja")
    ('令和8年度', '令和元年度')
    >>> format_fiscal_year(2026, "en")
    'FY2026'
    """
    if lang.startswith("ja"):
        return f"{_era_year(date(year, 12, 31))}年度"
    return f"FY{year}"


def parse_date(text: str) -> date:
    """Read a day as offices write it.

    Raises EngineError date.not_a_date, date.no_such_day or date.wrong_era (``meant``).

    >>> parse_date("令和8年11月23日") == parse_date("R8.11.23") == date(2026, 11, 23)
    True
    >>> parse_date("２０２６／１１／２３")
    datetime.date(2026, 11, 23)
    """
    found = DAY.fullmatch(_plain(text))
    if found is None:
        raise EngineError("date.not_a_date", found=text)
    day = _day(found, int(found["month"]), int(found["day"]), text)
    _check_era(found["era"], day, text)
    return day


def parse_month(text: str) -> date:
    """Read a month; its first day is given back.

    >>> parse_month("令和8年11月"), parse_month("2026-11")
    (datetime.date(2026, 11, 1), datetime.date(2026, 11, 1))
    """
    found = MONTH.fullmatch(_plain(text))
    if found is None:
        raise EngineError("date.not_a_month", found=text)
    month = _day(found, int(found["month"]), 1, text)
    _check_era(found["era"], add_months(month, 1).replace(day=1), text)
    return month


def parse_fiscal_year(text: str) -> int:
    """
    >>> parse_fiscal_year("令和8年度"), parse_fiscal_year("H21"), parse_fiscal_year("2026")
    (2026, 2009, 2026)
    """
    found = FISCAL.fullmatch(_plain(text))
    if found is None or (found["era"] is None and len(found["year"]) < 4):
        raise EngineError("date.not_a_fiscal_year", found=text)
    return _year(found)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _year(found: re.Match[str]) -> int:
    number = 1 if found["year"] == "元" else int(found["year"])
    for name, letter, first in ERAS:
        if found["era"] in (name, letter):
            return first.year + number - 1
    return number


def _day(found: re.Match[str], month: int, day: int, text: str) -> date:
    if found["era"] is None and len(found["year"]) < 4:
        raise EngineError("date.not_a_date", found=text)
    try:
        return date(_year(found), month, day)
    except ValueError as fault:
        raise EngineError("date.no_such_day", found=text) from fault


def _check_era(era: str | None, day: date, text: str) -> None:
    if era is None:
        return
    meant = next((one for one in ERAS if day >= one[2]), None)
    if meant is None or era not in meant[:2]:
        raise EngineError("date.wrong_era", found=text, meant=format_date(day, "ja"))


def _era_year(day: date) -> str:
    for name, _letter, first in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{name}{'元' if number == 1 else number}"
    return str(day.year)
