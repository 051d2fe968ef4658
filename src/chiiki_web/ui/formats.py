"""Numbers, money and days as the reader's language writes them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from chiiki import money, periods, reference

NOTHING = "–"
_JAPANESE_SIGN = re.compile("[々〆ヶ\u3040-\u30ff\u4e00-\u9fff]")
_LETTER = re.compile("[A-Za-z]")
_NAMED = re.compile(
    r"(?P<name>(?!https?://)\S.*?)\s+(?P<address>https?://[!-~]+)(?P<rest>(?: \(.*\))?)"
)
_ADDRESS = re.compile(r"https?://\S+")
COUNTERS = {
    "requests": lambda: pgettext("how many requests", "%(n)s"),
    "people": lambda: pgettext("how many people", "%(n)s"),
    "days": lambda: pgettext("how many days", "%(n)s"),
    "times": lambda: pgettext("how many times", "%(n)s"),
    "bodies": lambda: pgettext("how many bodies", "%(n)s"),
}
Number = int | float | Decimal


def language() -> str:
    return get_language() or "ja"


def is_japanese() -> bool:
    return language().startswith("ja")


def between() -> str:
    """What stands between the members of a list."""
    return "、" if is_japanese() else ", "


def in_brackets(text: Any) -> str:
    """What is said aside; Japanese brackets are wide and stand close."""
    return f"（{text}）" if is_japanese() else f" ({text})"


def colon() -> str:
    """What stands between a label and what it labels."""
    return "：" if is_japanese() else ": "


def gap() -> str:
    """What stands between two sentences."""
    return "" if is_japanese() else " "


def yen(amount: int | None) -> str:
    return NOTHING if amount is None else money.format_yen(amount, language())


def thousands(amount: int | None) -> str:
    return NOTHING if amount is None else money.format_thousands(amount, language())


def number(value: Number | None, decimals: int | None = None) -> str:
    """Write a number with commas, and with ``decimals`` places if given.

    >>> number(1234567), number(27.41, 1), number(Decimal("3.50"))
    ('1,234,567', '27.4', '3.50')
    """
    if value is None:
        return NOTHING
    return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"


def with_unit(value: Number | None, unit: str, decimals: int | None = None) -> str:
    """Write a number and its unit; a unit of Latin letters stands apart, unbroken.

    >>> with_unit(68, "件"), with_unit(27.41, "%", 1), with_unit(68, "cases")
    ('68件', '27.4%', '68\\xa0cases')
    """
    apart = "\N{NO-BREAK SPACE}" if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{number(value, decimals)}{apart}{unit}"


def counted(value: Number | None, what: str) -> str:
    """Write a number with the counter that the reader's language asks for: 27件, 27."""
    if value is None:
        return NOTHING
    whole = int(value) if value == int(value) else value
    return COUNTERS[what]() % {"n": number(whole)}


def percent(share: Number | None, decimals: int = 1) -> str:
    """Write a share of one as a percentage.

    >>> percent(0.835), percent(Decimal("0.5"), 0)
    ('83.5%', '50%')
    """
    return NOTHING if share is None else f"{share:.{decimals}%}"


def in_percent(value: Number | None, decimals: int = 1) -> str:
    """Write what is a percentage already, as published figures are.

    >>> in_percent(83.5), in_percent(7)
    ('83.5%', '7.0%')
    """
    return NOTHING if value is None else f"{value:.{decimals}f}%"


def day(value: date | None) -> str:
    return NOTHING if value is None else periods.format_date(_local(value), language())


def day_and_time(value: datetime | None) -> str:
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{periods.format_date(local.date(), language())} {local:%H:%M}"


def month_and_day(text: str) -> str:
    """Write a day of any year, such as 03-31; what is no such day as it is.

    >>> month_and_day("03-31")
    '3月31日'
    """
    try:
        found = date.fromisoformat(f"2000-{text}")
    except ValueError:
        return text
    return periods.format_month_and_day(found, language())


def month(value: date | None) -> str:
    return NOTHING if value is None else periods.format_month(_local(value), language())


def fiscal_year(value: int | date | None) -> str:
    if value is None:
        return NOTHING
    year = value if isinstance(value, int) else periods.fiscal_year(_local(value))
    return periods.format_fiscal_year(year, language())


def file_size(size: int | None) -> str:
    """
    >>> file_size(900), file_size(2_500_000)
    ('900 B', '2.4 MB')
    """
    if size is None:
        return NOTHING
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.0f} {unit}" if unit in {"B", "KB"} else f"{amount:.1f} {unit}"


def short_hash(text: str) -> str:
    """
    >>> short_hash("9f86d081884c7d659a2feaa0c55ad015")
    '9f86d081…'
    """
    return text if len(text) <= 8 else f"{text[:8]}…"


def shortened(text: str, most: int = 120) -> str:
    """So many signs, cut between words where there are any near the end.

    >>> shortened("The plan was good. " * 3, 30)
    'The plan was good. The plan…'
    """
    if len(text) <= most:
        return text
    cut = text[:most]
    words, space, rest = cut.rpartition(" ")
    return f"{(words if space and len(rest) < 20 else cut).rstrip(' ,.、。')}…"


def local(row: Any, name: str) -> str:
    """The text of ``name_ja`` or ``name_en``; Japanese where there is no English."""
    if row is None:
        return ""
    japanese = _part(row, f"{name}_ja")
    if is_japanese():
        return japanese
    return _part(row, f"{name}_en") or japanese


def _part(row: Any, key: str) -> str:
    found = row.get(key) if isinstance(row, dict) else getattr(row, key, "")
    return str(found or "")


def _local(value: date) -> date:
    """The day in Japan of a moment; a day as it is."""
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).date()
            if timezone.is_aware(value)
            else value.date()
        )
    return value


class Speaking(Protocol):
    """A value of the engines that says itself in a language."""

    def text(self, lang: str) -> str: ...


class Placed(Protocol):
    """A rule of a scheme, which stands at a place of a published text."""

    def clause(self, lang: str) -> str: ...
    def remedy(self, lang: str) -> str: ...


def words(thing: Speaking | None) -> str:
    """A text that comes from a data file of the engines, in the reader's language."""
    return "" if thing is None else thing.text(language())


def as_written(text: str) -> str:
    """A text that exists in one language only; an English page says so of a Japanese one.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     as_written("災害対応のため")
    '災害対応のため (in Japanese)'
    """
    words = _ADDRESS.sub("", text)
    if is_japanese() or len(_JAPANESE_SIGN.findall(words)) <= len(
        _LETTER.findall(words)
    ):
        return text
    return f"{text}{in_brackets(gettext('in Japanese'))}"


def cited(source: str) -> str:
    """Where something was published, named in the reader's language where it can be."""
    return as_written(reference.cite(source, language()))


def linked(source: str) -> str:
    """A source of which the name leads to its address; without a name, the address does.

    >>> linked("Board of Audit https://a.example/b.htm")
    '<a href="https://a.example/b.htm" rel="nofollow">Board of Audit</a>'
    """
    found = _NAMED.fullmatch(source)
    if found is None:
        return SafeString(urlize(source, nofollow=True, autoescape=True))
    link = '<a href="{}" rel="nofollow">{}</a>{}'
    name = found["name"].rstrip(",、")
    return format_html(link, found["address"], name, found["rest"])


def clause(rule: Placed) -> str:
    """Where a rule stands, in the reader's language."""
    return rule.clause(language())


def remedy(rule: Placed) -> str:
    """What an applicant can do about a rule that is not met."""
    return rule.remedy(language())
