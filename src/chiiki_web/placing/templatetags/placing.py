"""Half-days, points and loads as the board writes them: ``{% load placing %}``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki_web.ui import formats

register = template.Library()
A_DAY = 2  # half-days


@register.filter
def as_days(half_days: int | None) -> str:
    """Half-days as days with their unit: 3 → 1.5日."""
    if half_days is None:
        return formats.NOTHING
    days = ngettext("%(n)s day", "%(n)s days", 1 if half_days == A_DAY else 2)
    return days % {"n": f"{half_days / A_DAY:g}"}


@register.filter
def points(value: float | None) -> str:
    """Points with their unit, whole."""
    if value is None:
        return formats.NOTHING
    return _("%(n)s points") % {"n": formats.number(round(value))}


@register.filter
def gained(value: float | None) -> str:
    """A change with its sign: +1,200."""
    return formats.NOTHING if value is None else f"{round(value):+,}"


@register.filter
def cell(value: object) -> str:
    """A cell of a report: numbers with commas."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)
