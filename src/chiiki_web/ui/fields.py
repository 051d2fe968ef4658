"""Form fields that read what Japanese offices write: full width, 千円, eras."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chiiki import codes, money, periods
from chiiki.errors import EngineError
from chiiki_web import wording
from chiiki_web.ui import formats


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

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class DateField(_ReadField):
    """A day: 令和8年11月23日, R8.11.23, 2026-11-23."""

    read = staticmethod(periods.parse_date)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return formats.day(value) if formats.is_japanese() else value.isoformat()


class MonthField(_ReadField):
    """A month, given back as its first day: 令和8年11月, R8.11, 2026-11."""

    read = staticmethod(periods.parse_month)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return formats.month(value) if formats.is_japanese() else f"{value:%Y-%m}"


class MunicipalityCodeField(_ReadField):
    """A municipality code of six digits, its check digit verified."""

    read = staticmethod(codes.parse_municipality_code)
