"""Form fields that read what Japanese offices write: full width, 千円, eras."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from chiiki import codes, money, periods, thousandths
from chiiki.errors import EngineError
from chiiki_web import wording
from chiiki_web.ui import formats

MOST_TEXT = (
    4_000  # characters: some five pages of an office, more than any form asks for
)


class _ReadField(forms.CharField):
    """A text that an engine reads; what it cannot read, it says in a sentence."""

    read: Callable[[str], Any]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return type(self).read(text)
        except EngineError as fault:
            raise ValidationError(wording.explain(fault), code=fault.code) from fault

    def prepare_value(self, value: Any) -> Any:
        return value


class YenField(_ReadField):
    """An amount in whole yen: 1,200,000, １２０万円, 1,200千円."""

    read = staticmethod(money.parse_yen)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class NumberField(_ReadField):
    """A whole number of people, uses or days, in half or full width."""

    read = staticmethod(money.parse_whole_number)

    def __init__(self, *, unit: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


# Days outside this are slips of the pen. Far from both ends of the calendar, so that a
# time zone, a month more or five years more never fall off it.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def _near(parse: Callable[[str], date]) -> Callable[[str], date]:
    def read(text: str) -> date:
        day = parse(text)
        if not EARLIEST <= day <= LATEST:
            raise EngineError(
                "date.out_of_reach",
                found=text,
                first_year=EARLIEST.year,
                last_year=LATEST.year,
            )
        return day

    return read


class DateField(_ReadField):
    """A day: 令和8年11月23日, R8.11.23, 2026-11-23."""

    read = staticmethod(_near(periods.parse_date))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return formats.day(value) if formats.is_japanese() else value.isoformat()


class MonthField(_ReadField):
    """A month, given back as its first day: 令和8年11月, R8.11, 2026-11."""

    read = staticmethod(_near(periods.parse_month))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return formats.month(value) if formats.is_japanese() else f"{value:%Y-%m}"


class FiscalYearField(_ReadField):
    """A fiscal year, given back as the year in which it begins: 令和6年度, R6, 2024."""

    read = staticmethod(periods.parse_fiscal_year)

    def prepare_value(self, value: Any) -> Any:
        return formats.fiscal_year(value) if isinstance(value, int) else value


class IndexField(_ReadField):
    """An index with up to three decimals, given back in thousandths: 0.53 is 530."""

    read = staticmethod(thousandths.parse_thousandths)

    def prepare_value(self, value: Any) -> Any:
        is_read = isinstance(value, int)
        return thousandths.format_thousandths(value) if is_read else value


class MunicipalityCodeField(_ReadField):
    """A municipality code of six digits, its check digit verified."""

    read = staticmethod(codes.parse_municipality_code)


class LongTextField(forms.CharField):
    """A text of several lines with a limit; every browser's end of line is one character."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MOST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text
