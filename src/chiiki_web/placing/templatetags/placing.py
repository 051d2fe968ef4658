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
    """A change with its sign: +1,200, −300, and 0 without one."""
    if value is None:
        return formats.NOTHING
    change = round(value)
    sign = {1: "+", 0: "", -1: "−"}[(change > 0) - (change < 0)]
    return f"{sign}{formats.number(abs(change))}"


@register.filter
def effect(loss: float | None) -> str:
    """What the whole gains or loses, with its sign and unit: a loss of 300 → −300点."""
    if loss is None:
        return formats.NOTHING
    return _("%(n)s points") % {"n": gained(-loss)}


@register.filter
def cell(value: object) -> str:
    """A cell of a report: numbers with commas."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)
