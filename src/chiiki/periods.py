"""Days, months and fiscal years, with eras; half-open periods. Nothing reads the clock."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from chiiki.errors import EngineError

ERAS = [
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
]
NAMES = "|".join(name for name, _letter, _first in ERAS)
LETTERS = "".join(letter for _name, letter, _first in ERAS)
YEAR = (
    rf"(?:(?P<era>{NAMES}|[{LETTERS}])\.?(?P<nth>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))"
)
MONTH_OF = rf"{YEAR}[年./-](?P<month>[0-9]{{1,2}})"
DAY = re.compile(rf"{MONTH_OF}[月./-](?P<day>[0-9]{{1,2}})日?")
MONTH = re.compile(rf"{MONTH_OF}月?")
FISCAL = re.compile(rf"(?:FY)?{YEAR}(?:年度?)?")
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
]  # fmt: skip
APRIL = 4


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` up to, but without, ``end``; never empty.

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


def add_years(day: date, number: int) -> date:
    """The same day ``number`` years later; 29 February becomes the 28th where it must.

    >>> add_years(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    try:
        return day.replace(year=day.year + number)
    except ValueError:
        return day.replace(year=day.year + number, day=28)


def months_between(first: date, last: date) -> int:
    """How many months later ``last`` lies than ``first``, days left aside.

    >>> months_between(date(2026, 11, 30), date(2027, 1, 1))
    2
    """
    return (last.year - first.year) * 12 + last.month - first.month


def format_date(day: date, lang: str) -> str:
    """Write a day: in Japanese with its era, 元年 for the first year.

    >>> format_date(date(2019, 5, 1), "ja"), format_date(date(2026, 11, 23), "en")
    ('令和元年5月1日', '23 November 2026')
    """
    if lang.startswith("ja"):
        return f"{_era_year(day)}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_month_and_day(day: date, lang: str) -> str:
    """Write a day of any year.

    >>> format_month_and_day(date(2000, 3, 31), "ja")
    '3月31日'
    >>> format_month_and_day(date(2000, 3, 31), "en")
    '31 March'
    """
    if lang.startswith("ja"):
        return f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]}"


def format_month(month: date, lang: str) -> str:
    """Write a month as :func:`format_date` writes a day.

    >>> format_month(date(2026, 11, 1), "ja"), format_month(date(2026, 11, 1), "en")
    ('令和8年11月', 'November 2026')
    """
    if lang.startswith("ja"):
        return f"{_era_year(month)}年{month.month}月"
    return f"{MONTHS[month.month - 1]} {month.year}"


def format_fiscal_year(year: int, lang: str) -> str:
    """Write a fiscal year; in Japanese by the era at the end of its first year.

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
    found = _match(DAY, text, "date.not_a_date")
    day = _day(found, int(found["day"]), text)
    _check_era(found, day, day, text, format_date(day, "ja"))
    return day


def parse_month(text: str) -> date:
    """Read a month; its first day is given back.

    Raises EngineError date.not_a_month, date.no_such_day or date.wrong_era (``meant``).
    A month in which the era changed goes by either name.

    >>> parse_month("令和8年11月"), parse_month("2026-11")
    (datetime.date(2026, 11, 1), datetime.date(2026, 11, 1))
    """
    found = _match(MONTH, text, "date.not_a_month")
    first = _day(found, 1, text)
    _check_era(found, first, _last_of(first), text, format_month(first, "ja"))
    return first


def parse_fiscal_year(text: str) -> int:
    """Read a fiscal year; one in which the era changed goes by either name.

    Raises EngineError date.not_a_fiscal_year or date.wrong_era (``meant``).

    >>> parse_fiscal_year("令和8年度"), parse_fiscal_year("H21"), parse_fiscal_year("2026")
    (2026, 2009, 2026)
    >>> parse_fiscal_year("平成31年度") == parse_fiscal_year("令和元年度") == 2019
    True
    """
    found = _match(FISCAL, text, "date.not_a_fiscal_year")
    year = _year(found)
    if year is None or not MINYEAR <= year < MAXYEAR:
        raise EngineError("date.not_a_fiscal_year", found=text)
    first, last = date(year, APRIL, 1), date(year + 1, APRIL - 1, 31)
    _check_era(found, first, last, text, format_fiscal_year(year, "ja"))
    return year


def _match(pattern: re.Pattern[str], text: str, code: str) -> re.Match[str]:
    normal = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"\s", "", normal).upper()
    found = pattern.fullmatch(re.sub("[‐-―−ー]", "-", plain))
    if found is None or re.search(r"[0-9]\s+[0-9]", normal):  # two numbers, not one
        raise EngineError(code, found=text)
    return found


def _year(found: re.Match[str]) -> int | None:
    if found["year"]:
        return int(found["year"])
    number = 1 if found["nth"] == "元" else int(found["nth"])
    begun = next(first for *names, first in ERAS if found["era"] in names)
    return begun.year + number - 1 if number else None


def _day(found: re.Match[str], day: int, text: str) -> date:
    try:
        return date(_year(found) or 0, int(found["month"]), day)
    except ValueError as fault:
        raise EngineError("date.no_such_day", found=text) from fault


def _last_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _check_era(
    found: re.Match[str], first: date, last: date, text: str, meant: str
) -> None:
    """Refuse an era that holds on no day from ``first`` to ``last``."""
    if found["era"] and found["era"] not in _eras_between(first, last):
        raise EngineError("date.wrong_era", found=text, meant=meant)


def _eras_between(first: date, last: date) -> set[str]:
    names: set[str] = set()
    ends = date.max
    for name, letter, begins in ERAS:
        if begins <= last and first < ends:
            names |= {name, letter}
        ends = begins
    return names


def _era_year(day: date) -> str:
    for name, _letter, first in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{name}{'元' if number == 1 else number}"
    return str(day.year)
